// Copies the chat client out of its package, for the browser: as it is, and compressed once here instead of at every request.
//   node prepare-webchat.mjs <target folder>
// Its address holds the version (Chat/WebChatClient.cs: change them together), so that browsers keep it for good.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const name = "webchat-4.18.1.js";
const sha256 = "0a68ad0a64fc04d621197da10c3eec0f843e16f7d03f6bcbed29b47517cf9bff";
const source = join(dirname(fileURLToPath(import.meta.url)), "node_modules/botframework-webchat/dist");
const target = process.argv[2];
if (!target) throw new Error("usage: node prepare-webchat.mjs <target folder>");
mkdirSync(target, { recursive: true });

/** Two builds may run at once: each writes its own file, the rename is atomic. */
function publish(file, bytes) {
  const temporary = join(target, `.${file}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(target, file));
  } finally {
    rmSync(temporary, { force: true });
  }
}

const script = readFileSync(join(source, "webchat.js"));
const found = createHash("sha256").update(script).digest("hex");
if (found !== sha256) throw new Error(`webchat.js is not the file that was reviewed: its SHA-256 is ${found}, not ${sha256}.`);
publish(name, script);
publish(`${name}.br`, brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: script.length } }));
publish(`${name}.gz`, gzipSync(script, { level: 9 }));
publish(`${name}.LICENSE.txt`, readFileSync(join(source, "webchat.js.LICENSE.txt")));
