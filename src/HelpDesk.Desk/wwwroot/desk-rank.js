// Which commands are meant by what was typed: in Japanese, by their reading in kana or romaji as hands write it, in English, or by their key. Pure.

const ROWS = { '': 'あいうえお', k: 'かきくけこ', s: 'さしすせそ', t: 'たちつてと', n: 'なにぬねの', h: 'はひふへほ', m: 'まみむめも', r: 'らりるれろ', g: 'がぎぐげご', z: 'ざじずぜぞ', d: 'だぢづでど', b: 'ばびぶべぼ', p: 'ぱぴぷぺぽ' };
const VOWELS = 'aiueo';
const SYLLABLES = new Map(Object.entries(ROWS).flatMap(([row, kana]) => [...kana].map((one, i) => [one, row + VOWELS[i]])));
for (const [kana, roman] of Object.entries({ や: 'ya', ゆ: 'yu', よ: 'yo', わ: 'wa', を: 'o', ん: 'n', ゔ: 'vu', ー: '' })) {
  SYLLABLES.set(kana, roman);
}
const SMALL = { ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o', ゃ: 'ya', ゅ: 'yu', ょ: 'yo' };

/** Width, case and katakana aside. */
export function fold(text) {
  return text.normalize('NFKC').toLowerCase().replace(/[ァ-ヶ]/g, one => String.fromCharCode(one.charCodeAt(0) - 0x60)).replace(/\s+/g, ' ').trim();
}

/** One spelling for those of Hepburn, Kunrei and input methods: shi and si, chi and ti, nn and n, fu and hu. */
function canonical(roman) {
  return roman.replace(/cch/g, 'tch').replace(/ch/g, 'ty').replace(/sh/g, 'sy').replace(/j/g, 'zy').replace(/([tsz])yi/g, '$1i').replace(/zyy/g, 'zy').replace(/ts(?=u)/g, 't')
    .replace(/f/g, 'h').replace(/m(?=[bmp])/g, 'n').replace(/wo/g, 'o').replace(/n+'?/g, 'n').replace(/-/g, '');
}

/** Letters of kana and of what is Latin already (an input method half way: たんt); null where something else stands, kanji for instance. */
function roman(folded) {
  let letters = '';
  let isDouble = false;
  for (const one of folded) {
    if (one in SMALL && /[a-z]$/.test(letters)) {
      // きゃ is kya, ちぇ is tye, ふぁ is ha.
      letters = letters.slice(0, -1) + (letters.endsWith('i') && SMALL[one].length === 1 && one !== 'ぃ' ? 'y' : '') + SMALL[one];
      continue;
    }
    if (one === 'っ') {
      isDouble = true;
      continue;
    }
    const next = SYLLABLES.get(one) ?? (/[a-z'-]/.test(one) ? one : null);
    if (next === null) {
      return null;
    }
    letters += (isDouble && /^[a-z]/.test(next) ? next[0] : '') + next;
    isDouble = false;
  }
  return canonical(letters);
}

/** 0: the same; 1: its beginning; 2: the beginning of one of its words; 3: inside it; null: nowhere. */
function level(word, term, inside) {
  if (term.length === 0) {
    return null;
  }
  if (word === term) {
    return 0;
  }
  if (word.startsWith(term)) {
    return 1;
  }
  if (word.split(/[\s・、()]/).some(part => part.startsWith(term))) {
    return 2;
  }
  return inside && word.includes(term) ? 3 : null;
}

function best(levels) {
  const known = levels.filter(one => one !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** How well a name is meant by a word that was typed. */
function ofName(name, term) {
  const folded = fold(name);
  const [reading, typed] = [/^[ぁ-ゖー・\s]+$/.test(folded) ? folded.split(/[・\s]/).map(roman).join(' ') : null, roman(term)];
  // One letter or kana stands inside everything.
  return best([level(folded, term, !/^[a-zぁ-ゖー]$/.test(term)), reading !== null && typed !== null ? level(reading, typed, typed.length > 2) : null]);
}

/** Every word that was typed has to be meant; the name that is shown counts a little more than others. */
function ofCommand(command, typed, terms) {
  if (command.key === typed) {
    return -1;
  }
  let worst = 0;
  for (const term of terms) {
    const [shown, others] = [ofName(command.label, term), best(command.words.map(word => ofName(word, term)))];
    const meant = best([shown === null ? null : 2 * shown, others === null ? null : 2 * others + 1]);
    if (meant === null) {
      return null;
    }
    worst = Math.max(worst, meant);
  }
  return worst;
}

/**
 * The commands that are meant, best first; of those that are meant alike the order stays.
 * @param {string} typed Empty: all of them.
 * @param {{ label: string, words: string[], key?: string }[]} commands
 */
export function rank(typed, commands) {
  const whole = fold(typed);
  const terms = whole.split(' ').filter(term => term.length > 0);
  if (terms.length === 0) {
    return [...commands];
  }
  return commands.map((command, at) => ({ command, at, level: ofCommand(command, whole, terms) })).filter(one => one.level !== null)
    .sort((a, b) => a.level - b.level || a.at - b.at).map(one => one.command);
}
