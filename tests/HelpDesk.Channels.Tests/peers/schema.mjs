// Judges JSON by schemas that are not ours: Microsoft's OpenAPI document of the connector, botframework-schema's own
// assertions, and the schema of Teams manifests as @microsoft/app-manifest ships it.
// In: [{name, by, json}], by: "openapi:Definition" | "assert:activity" | "assert:attachment" | "teams:File"; out: {name: "" | WHY}.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { assertActivity, assertAttachment } from 'botframework-schema';
import { read, write } from './lines.mjs';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const open = (file) => JSON.parse(readFileSync(file, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ id: 'openapi', ...open(join(here, 'botframework-channel.json')) });
const manifests = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json')), 'build', 'json-schemas', 'teams');
const teams = {};

// Date texts become dates in the SDK before it asserts; on the wire they are text.
const asserted = (assert) => (json) => {
  for (const member of ['timestamp', 'localTimestamp', 'expiration']) if (typeof json[member] === 'string') json[member] = new Date(json[member]);
  try {
    assert(json);
    return '';
  } catch (error) {
    return error.message;
  }
};

const validated = (validate) => (json) => (validate(json) ? '' : ajv.errorsText(validate.errors));

function judgeOf(by) {
  const [kind, name] = by.split(':');
  if (kind === 'assert') return asserted(name === 'activity' ? assertActivity : assertAttachment);
  if (kind === 'openapi') return validated(ajv.compile({ $ref: `openapi#/definitions/${name}` }));
  teams[name] ??= ajv.compile(open(join(manifests, name)));
  return validated(teams[name]);
}

const verdicts = {};
for (const { name, by, json } of await read()) verdicts[name] = judgeOf(by)(json);
write(verdicts);
