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
// Microsoft's patterns are not all valid with the flag u.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);

// In documents written for AutoRest a bare «type: object» means anything: a button's value is mostly a text.
const anything = (json) => {
  if (json === null || typeof json !== 'object') return json;
  if (json.type === 'object' && !json.properties && !json.additionalProperties && !json.allOf) delete json.type;
  Object.values(json).forEach(anything);
  return json;
};
ajv.addSchema({ id: 'openapi', ...anything(open(join(here, 'botframework-channel.json'))) });
const manifests = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json')), 'build', 'json-schemas', 'teams');
const teams = {};

// Its types call required what every client leaves out on the wire (Microsoft's own too): that is filled in, and dates are
// made of their texts. What we do send is asserted as it is.
const demanded = {
  activity: { localTimezone: '', callerId: '', text: '', label: '', valueType: '' },
  conversation: { isGroup: false, conversationType: 'personal', name: '' },
  account: { name: '' },
};
const complete = (json) => {
  if (json.type === undefined) return json;
  for (const member of ['timestamp', 'localTimestamp']) if (typeof json[member] === 'string') json[member] = new Date(json[member]);
  for (const [member, kind] of [['conversation', 'conversation'], ['from', 'account'], ['recipient', 'account']]) json[member] = { ...demanded[kind], ...json[member] };
  return { ...demanded.activity, ...json };
};
const asserted = (assert, prepare) => (json) => {
  try {
    assert(prepare(json));
    return '';
  } catch (error) {
    return error.message;
  }
};

const validated = (validate) => (json) => (validate(json) ? '' : ajv.errorsText(validate.errors));

function judgeOf(by) {
  const [kind, name] = by.split(':');
  if (kind === 'assert') return name === 'activity' ? asserted(assertActivity, complete) : asserted(assertAttachment, (json) => json);
  if (kind === 'openapi') return validated(ajv.compile({ $ref: `openapi#/definitions/${name}` }));
  teams[name] ??= ajv.compile(open(join(manifests, name)));
  return validated(teams[name]);
}

const verdicts = {};
for (const { name, by, json } of await read()) verdicts[name] = judgeOf(by)(json);
write(verdicts);
