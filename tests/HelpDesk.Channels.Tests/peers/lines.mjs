// JSON from standard input, JSON to standard output.
export async function read() {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) text += part;
  return JSON.parse(text);
}

export const write = (value) => process.stdout.write(JSON.stringify(value));
