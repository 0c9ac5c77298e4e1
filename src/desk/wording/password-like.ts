import { TEMPORARY_PASSWORD_SHAPE } from '../actions/reset-password/temporary-password.ts';
import { isFavourite } from './favourite-words.ts';
import { holdsLabelledPass } from './labelled-pass.ts';
import { isOrdinary } from './ordinary-words.ts';

const SHORTEST = 6;
/** A word is also long enough with this much inside of its punctuation. */
const SHORTEST_WITH_PUNCTUATION = 8;
const SHORTEST_INSIDE = 3;
/** Inner capitals that no name has: PowerShell has one, MacBookPro two. */
const MOST_INNER_CAPITALS = 2;

/** How a hyphen is read out. */
const HYPHEN = String.raw`[^\p{L}\p{N}]{1,6}(?:minus|hyphen|dash|bindestreck|streck)[^\p{L}\p{N}]{1,6}`;
const READ_OUT = new RegExp(HYPHEN, 'giu');
/** Our own shape, also in other capitals, without the hyphens, or with blanks, other marks or their name in their place. */
const OWN_FIRST = '[dfhlmnrt]';
const OWN_CHARACTER = '[2-9cdfhjknprtvx]';
const OWN_NEXT = String.raw`(?:[^\p{L}\p{N}]{0,6}|${HYPHEN})(${OWN_CHARACTER}{4})`;
const OWN_LOOSELY = ownShape(`(${OWN_FIRST}${OWN_CHARACTER}{3})${OWN_NEXT.repeat(3)}`);
/** The same, spelled out: T 4 k x - 7 p f n - c 9 3 d - v h 5 j. */
const OWN_SPELLED = ownShape(String.raw`${OWN_FIRST}(?:(?:[^\p{L}\p{N}]{1,6}|${HYPHEN})${OWN_CHARACTER}){15}`);
const OWN = new RegExp(TEMPORARY_PASSWORD_SHAPE, 'g');

const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034F|[\u115F\u1160\u3164\uFFA0]/gu;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFFFD]|\u20E3/gu;
const LEADING = /^[([{<"'*_~,;:.!?\\-]+/;
const TRAILING = /[)\]}>"'*_~,;:.!?\\-]+$/;
const SYMBOL = /[!"#$%&()*+,/:;<=>?@[\\\]^`{|}~£€¤§]/;
/** Symbols that stand in no number, amount, date or telephone number. */
const ODD_SYMBOL = /[!@^&?~{}|\\<>]/;

/** A word, perhaps a mark, and a year or another number: Sommar-2024, losenord_24. The word's own case tells more. */
const WORD_AND_NUMBER = /^(\p{L}{3,})[^\p{L}\p{N}]{0,2}(\d{1,8})$/u;
const NUMBER_AND_WORD = /^\d{1,8}[^\p{L}\p{N}]{0,2}(\p{L}{3,})$/u;
const YEAR = /^(?:19|20)\d\d$/;
const LONGEST_SHORT_WORD = 4;
/** "Sommar 2024!" in quotes or by itself; within a sentence it is a time: since summer 2024. */
const IN_TWO_WORDS = /(?:^|["'])\s*(\p{L}{3,})\s+\d{1,4}[!?.#*]*\s*(?:$|["'])/gu;

/**
 * True for a text that a person typed with something in it that people write as a password, or that has the shape of the
 * temporary passwords made here, or a pass behind its label. Each word is looked at. Plain words and digits alone can't be told
 * from other ones.
 */
export function holdsPassword(text: string): boolean {
  const plain = inOneSpelling(text);
  return holdsOurs(plain) || isInTwoWords(plain) || holdsLabelledPass(plain) || plain.split(/\s+/).some(isOne);
}

/** The same for one word. */
export function looksLikePassword(word: string): boolean {
  return isOne(inOneSpelling(word));
}

/** True for a word that can't be meant as a name either: our own shape, or a word with a year such as Sommar-2024. */
export function isSurelyPassword(word: string): boolean {
  const core = coreOf(inOneSpelling(word));
  return holdsOurs(core) || (isWordAndYear(core) && !isOrdinary(core));
}

/** A text with the temporary passwords in it made one word each, if somebody wrote one in four pieces. */
export function joinTemporaryPasswords(text: string): string {
  return text
    .replace(OWN_SPELLED, spelled => spelled.replace(READ_OUT, '').replace(/[^\p{L}\p{N}]/gu, ''))
    .replace(OWN_LOOSELY, '$1-$2-$3-$4');
}

function ownShape(source: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${source}(?![\p{L}\p{N}])`, 'giu');
}

function inOneSpelling(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(EMOJI, ' ')
    .replace(/[\u2018\u2019\u201A\u201B\u2032\u00B4]/g, "'")
    .replace(/[\u201C-\u201F\u00AB\u00BB\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

function coreOf(chunk: string): string {
  return chunk.replace(LEADING, '').replace(TRAILING, '');
}

function isOne(chunk: string): boolean {
  const core = coreOf(chunk);
  const long = core.length >= SHORTEST || (chunk.length >= SHORTEST_WITH_PUNCTUATION && core.length >= SHORTEST_INSIDE);
  if (!long) return false;
  if (holdsOurs(core)) return true;
  const [letter, digit, symbol] = [/\p{L}/u, /\p{N}/u, SYMBOL].map(characters => characters.test(core));
  if (!letter) return digit === true && ODD_SYMBOL.test(core);
  if (!digit && !symbol) return (core.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0) > MOST_INNER_CAPITALS;
  return !isOrdinary(core);
}

/** Ours always has a digit: "Text-from-some-here" has not. */
function holdsOurs(plain: string): boolean {
  return [OWN, OWN_LOOSELY, OWN_SPELLED].some(shape => plain.match(shape)?.some(found => /\d/.test(found)));
}

function isInTwoWords(plain: string): boolean {
  return [...plain.matchAll(IN_TWO_WORDS)].some(([, word = '']) => isFavourite(word));
}

function isWordAndYear(core: string): boolean {
  const [, word = '', digits = ''] = WORD_AND_NUMBER.exec(core) ?? [];
  const before = NUMBER_AND_WORD.exec(core)?.[1] ?? '';
  if (isFavourite(word) || isFavourite(before)) return true;
  if (word === '' || !YEAR.test(digits) || /^\p{Lu}+$/u.test(word)) return false;
  return !/^\p{Ll}+$/u.test(word) || word.length > LONGEST_SHORT_WORD;
}
