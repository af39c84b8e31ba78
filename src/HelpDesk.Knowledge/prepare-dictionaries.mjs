// Turns the npm dictionaries into the two files that the product maps into memory at start, and copies
// the notices that their licences ask to keep. Run by the build (Dictionaries.targets):
//   node prepare-dictionaries.mjs <target folder>
// Everything is little-endian and laid out as the product reads it, so that loading parses nothing.
// The readers are Language/MappedDictionary.cs, IpadicFile.cs and SynonymDictionary.cs: change them together,
// and raise `formatVersion`.
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const formatVersion = 1;
const packages = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const target = process.argv[2];
if (!target) throw new Error("usage: node prepare-dictionaries.mjs <target folder>");
mkdirSync(target, { recursive: true });

/** Two builds may run at once: each writes its own file, the rename is atomic. */
function publish(name, write) {
  const temporary = join(target, `.${name}.${process.pid}.tmp`);
  try {
    write(temporary);
    renameSync(temporary, join(target, name));
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Header: "HDKD", version, kind, file length, section count, then {offset, bytes} of each section. */
function publishSections(name, kind, sections) {
  const header = new Int32Array(5 + sections.length * 2);
  let offset = Math.ceil(header.byteLength / 64) * 64;
  const places = sections.map((section) => {
    const place = offset;
    offset += Math.ceil(section.byteLength / 64) * 64;
    return place;
  });
  header.set([Buffer.from("HDKD").readInt32LE(), formatVersion, kind, offset, sections.length]);
  sections.forEach((section, i) => header.set([places[i], section.byteLength], 5 + i * 2));
  const file = Buffer.alloc(offset);
  Buffer.from(header.buffer).copy(file);
  sections.forEach((section, i) => Buffer.from(section.buffer, section.byteOffset, section.byteLength).copy(file, places[i]));
  publish(name, (path) => writeFileSync(path, file));
}

/** Strings as UTF-16, each once, with its length before it; a string's id is its place in the pool. */
class StringPool {
  #ids = new Map();
  #units = [];
  add(text) {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#units.length;
      this.#ids.set(text, id);
      this.#units.push(text.length);
      for (let i = 0; i < text.length; i++) this.#units.push(text.charCodeAt(i));
    }
    return id;
  }
  toArray() {
    return Uint16Array.from(this.#units);
  }
}

// ---- kuromoji's IPADIC ------------------------------------------------------------------------------------

function unpack(name) {
  const bytes = gunzipSync(readFileSync(join(packages, "kuromoji/dict", `${name}.dat.gz`)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** tid_map and unk_map: Map from trie id or character class to the token ids, in kuromoji's order (ties depend on it). */
function readTargets(name) {
  const ints = new Int32Array(unpack(name));
  const targets = new Map();
  for (let i = 1; i + 1 < ints.length; ) {
    const [key, count] = [ints[i], ints[i + 1]];
    i += 2;
    if (count > 0) targets.set(key, [...(targets.get(key) ?? []), ...ints.subarray(i, i + count)]);
    i += count;
  }
  return targets;
}

/** Every word of kuromoji's trie (a double array over UTF-8 bytes, 0 ends a word): [word, trie id]. */
function readWords() {
  const base = new Int32Array(unpack("base"));
  const check = new Int32Array(unpack("check"));
  const words = [];
  const bytes = [];
  (function walk(node) {
    for (let code = 0; code < 256; code++) {
      const child = base[node] + code;
      if (child === 0 || child >= check.length || check[child] !== node) continue;
      if (code === 0) {
        words.push([Buffer.from(bytes).toString("utf8"), -base[child] - 1]);
      } else {
        bytes.push(code);
        walk(child);
        bytes.pop();
      }
    }
  })(0);
  return words;
}

/** Tokens recoded: 8 bytes of what Viterbi needs, and beside them the ids of base form and reading. */
class TokenTable {
  costs = []; // left id, right id, cost, part of speech
  features = []; // pool id of the base form (-1: as the surface), pool id of the reading (-1: none)
  partsOfSpeech = new Map();
  pool = new StringPool();

  reader(recordsName, featuresName) {
    const records = new DataView(unpack(recordsName));
    const lines = Buffer.from(unpack(featuresName));
    return (id, surface) => {
      const start = records.getInt32(id + 6, true);
      const line = lines.toString("utf8", start, lines.indexOf(0, start));
      // The surface comes first and may itself contain commas, so it is cut off by its length.
      const known = surface !== undefined && line.startsWith(`${surface},`);
      const fields = (known ? line.slice(surface.length + 1) : line.slice(line.indexOf(",") + 1)).split(",");
      if (surface !== undefined && !known) throw new Error(`Token ${id} is not '${surface}': ${line}`);
      const pos = fields.slice(0, 4).join(",");
      if (!this.partsOfSpeech.has(pos)) this.partsOfSpeech.set(pos, this.partsOfSpeech.size);
      this.costs.push(records.getInt16(id, true), records.getInt16(id + 2, true), records.getInt16(id + 4, true), this.partsOfSpeech.get(pos));
      const base = fields[6];
      const reading = fields[7];
      this.features.push(
        surface === undefined || !base || base === "*" || base === surface ? -1 : this.pool.add(base),
        surface === undefined || !reading || reading === "*" ? -1 : this.pool.add(reading),
      );
    };
  }

  get count() {
    return this.costs.length / 4;
  }
}

/** Negative, so that a cell tells its token range from the place of its children. */
const packTokens = (start, count) => {
  if (count > 0xff || start >= 1 << 22) throw new Error("Too many tokens for the packed value.");
  return -((start << 8) | count) - 1;
};

/**
 * A double array over whole UTF-16 units instead of bytes, units numbered by frequency: one memory access per
 * character. Cell = {base, check}; a negative base is a packed token range with nothing below it; bit 30 of a base
 * says that a word ends here, its range standing in the cell of unit number 0.
 */
function buildTrie(words) {
  const frequency = new Map();
  for (const [word] of words) for (let i = 0; i < word.length; i++) frequency.set(word.charCodeAt(i), (frequency.get(word.charCodeAt(i)) ?? 0) + 1);
  const codes = new Uint16Array(65536);
  [...frequency].sort((a, b) => b[1] - a[1] || a[0] - b[0]).forEach(([unit], i) => (codes[unit] = i + 1));
  const keys = words.map(([word, value]) => [Uint16Array.from(word, (_, i) => codes[word.charCodeAt(i)]), value]);
  keys.sort(([a], [b]) => {
    for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  });

  let size = 1 << 21;
  const base = new Int32Array(size);
  const check = new Int32Array(size).fill(-1);
  const nextFree = Int32Array.from({ length: size }, (_, i) => i + 1);
  const previousFree = Int32Array.from({ length: size }, (_, i) => i - 1);
  let used = 0;
  const take = (cell, parent) => {
    check[cell] = parent;
    nextFree[previousFree[cell]] = nextFree[cell];
    previousFree[nextFree[cell]] = previousFree[cell];
    used = Math.max(used, cell + 1);
  };
  const place = (children) => {
    const first = children[0];
    for (let cell = nextFree[0]; ; cell = nextFree[cell]) {
      const candidate = cell - first;
      if (candidate < 1) continue;
      if (candidate + children[children.length - 1] >= size - 1) throw new Error("The trie's table is too small.");
      if (children.every((code) => check[candidate + code] === -1)) return candidate;
    }
  };

  check[0] = -2; // the root is nobody's child
  const queue = [[0, 0, keys.length, 0]];
  for (let head = 0; head < queue.length; head++) {
    const [node, from, to, depth] = queue[head];
    const ends = keys[from][0].length === depth;
    if (ends && to - from === 1) {
      base[node] = keys[from][1];
      continue;
    }
    const children = ends ? [0] : [];
    const ranges = [];
    for (let i = ends ? from + 1 : from; i < to; ) {
      const code = keys[i][0][depth];
      let end = i + 1;
      while (end < to && keys[end][0][depth] === code) end++;
      children.push(code);
      ranges.push([code, i, end]);
      i = end;
    }
    const found = place(children);
    for (const code of children) take(found + code, node);
    if (ends) base[found] = keys[from][1];
    base[node] = ends ? found | (1 << 30) : found;
    for (const [code, start, end] of ranges) queue.push([found + code, start, end, depth + 1]);
  }
  size = used + frequency.size + 1;
  const cells = new Int32Array(size * 2);
  for (let i = 0; i < size; i++) cells.set([base[i], check[i]], i * 2);
  return { codes, cells };
}

function prepareIpadic() {
  const table = new TokenTable();
  const targets = readTargets("tid_map");
  const addKnown = table.reader("tid", "tid_pos");
  const words = readWords()
    .filter(([, trieId]) => targets.has(trieId))
    .map(([word, trieId]) => {
      const start = table.count;
      const ids = targets.get(trieId);
      for (const id of ids) addKnown(id, word);
      return [word, packTokens(start, ids.length)];
    });

  const addUnknown = table.reader("unk", "unk_pos");
  const unknownTargets = readTargets("unk_map");
  const invoke = Buffer.from(unpack("unk_invoke"));
  const classes = []; // per character class: always try unknown words?, group a run?, first token, tokens
  for (let at = 0; invoke.indexOf(0, at + 6) > at + 6; at = invoke.indexOf(0, at + 6) + 1) {
    const ids = unknownTargets.get(classes.length / 4) ?? [];
    classes.push(invoke[at], invoke[at + 1], table.count, ids.length);
    for (const id of ids) addUnknown(id);
  }

  // Transposed to [left of the following word][right of the word before]: Viterbi holds the former and varies the latter.
  const connection = new Int16Array(unpack("cc"));
  const [forward, backward] = connection;
  const costs = new Int16Array(forward * backward);
  for (let right = 0; right < forward; right++) for (let left = 0; left < backward; left++) costs[left * forward + right] = connection[2 + right * backward + left];

  const { codes, cells } = buildTrie(words);
  publishSections("ipadic.bin", 1, [
    Int32Array.of(table.count, forward, backward, classes.length / 4),
    codes,
    cells,
    Int16Array.from(table.costs),
    Int32Array.from(table.features),
    table.pool.toArray(),
    costs,
    new Uint8Array(unpack("unk_char")),
    Int32Array.from(classes),
    units([...table.partsOfSpeech.keys()].join("\n")),
  ]);
}

const units = (text) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

// ---- Sudachi's synonyms -----------------------------------------------------------------------------------

/**
 * Words folded as questions are (NFKC, lower case) and sorted by UTF-16 unit for binary search.
 * expandControl 2 marks words that were taken back, 1 words that are found but do not lead to others.
 */
function prepareSynonyms() {
  const groups = JSON.parse(readFileSync(join(packages, "sudachi-synonyms-dictionary/sudachi-synonyms-dictionary.json"), "utf8"));
  const groupsOf = new Map(); // word -> groups that it leads to
  const members = [];
  for (const { items } of groups) {
    const kept = items.filter((item) => item.expandControl !== 2);
    const words = new Set(kept.map((item) => fold(item.midashi)));
    if (words.size < 2) continue;
    for (const word of words) if (!groupsOf.has(word)) groupsOf.set(word, []);
    for (const word of new Set(kept.filter((item) => item.expandControl !== 1).map((item) => fold(item.midashi)))) groupsOf.get(word).push(members.length);
    members.push([...words]);
  }
  const words = [...groupsOf.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const idOf = new Map(words.map((word, i) => [word, i]));
  const lists = (all) => {
    const starts = [0];
    for (const list of all) starts.push(starts[starts.length - 1] + list.length);
    return [Int32Array.from(starts), Int32Array.from(all.flat())];
  };
  const [wordStarts] = lists(words);
  publishSections("synonyms.bin", 2, [
    wordStarts,
    units(words.join("")),
    ...lists(words.map((word) => groupsOf.get(word))),
    ...lists(members.map((group) => group.map((word) => idOf.get(word)))),
  ]);
}

const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

prepareIpadic();
prepareSynonyms();
for (const [from, to] of [
  ["kuromoji/LICENSE-2.0.txt", "kuromoji-LICENSE.txt"],
  ["kuromoji/NOTICE.md", "kuromoji-NOTICE.md"],
  ["sudachi-synonyms-dictionary/LICENSE", "sudachi-synonyms-dictionary-LICENSE.txt"],
]) publish(to, (path) => copyFileSync(join(packages, from), path));
