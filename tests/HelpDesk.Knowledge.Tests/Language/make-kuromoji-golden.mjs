// Writes kuromoji-golden.tsv: what kuromoji.js makes of kuromoji-sentences.txt, one line a token:
// sentence, surface, base form, reading (base form * and reading empty where kuromoji has none), part of speech with its
// first detail (名詞,一般); white space left out.
// Given to kuromoji piece by piece between white space, because ours always ends a word there and drops it.
// Runs of characters outside the BMP are not in the sentences: kuromoji.js loses letters after them (see TokenizerTests).
// Run after a build (which restores kuromoji):  node make-kuromoji-golden.mjs
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const here = import.meta.dirname;
const require = createRequire(join(here, '../../../src/HelpDesk.Knowledge/package.json'));
const kuromoji = require('kuromoji');
const dicPath = join(dirname(require.resolve('kuromoji/package.json')), 'dict');

kuromoji.builder({ dicPath }).build((error, tokenizer) => {
  if (error) {
    throw error;
  }

  const sentences = readFileSync(join(here, 'kuromoji-sentences.txt'), 'utf8').split('\n').filter(line => line !== '');
  const shown = text => text.replaceAll('\t', '\\t');
  const lines = sentences.flatMap(sentence => sentence.split(/\s+/).filter(piece => piece !== '')
    .flatMap(piece => tokenizer.tokenize(piece))
    .map(token => [shown(sentence), shown(token.surface_form), token.basic_form, token.reading ?? '', `${token.pos},${token.pos_detail_1}`].join('\t')));
  writeFileSync(join(here, 'kuromoji-golden.tsv'), lines.join('\n') + '\n');
});
