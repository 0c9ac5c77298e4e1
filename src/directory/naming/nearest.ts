import type { Account } from '../../desk/judging/people-as-read.ts';
import { placeWordsOf } from './at-place.ts';
import { foldName, isInitial, nameWords } from './name-words.ts';
import { type NamePart, type Names, namesOf } from './names-of.ts';
import { areNicknames } from './nicknames.ts';
import { isOneEdit, isTwoEdits } from './one-edit.ts';

/** How far a written word may be from a word of a name, from "the same" on. Only their order matters. */
const FAR = {
  initial: 0.3,
  respelt: 0.3,
  nickname: 0.5,
  beginning: 0.6,
  signIn: 0.7,
  edited: 0.8,
  longer: 0.9,
  twice: 1.6,
};
/** What a word costs that is none of the names, but says where the person works, or repeats another one as a nickname. */
const ELSEWHERE = 0.4;
/** What a word costs that has nothing to do with the person. */
const FOREIGN = 3;
/** What a name costs that was not written. */
const UNWRITTEN = 0.15;
/** Whoever is further than this from the nearest is no guess any more. */
const SPREAD = 2;
/** From here on a word says little of whom is meant. */
const WEAK = 1;

/** Those whom somebody may mean who wrote this, in any of these readings, the nearest first. */
export function nearest(readings: readonly string[], accounts: readonly Account[]): Account[] {
  const ranked = accounts
    .map(account => ({ account, far: Math.min(...readings.map(reading => farFrom(reading, account))) }))
    .filter(({ far }) => Number.isFinite(far))
    .sort((a, b) => a.far - b.far || a.account.displayName.localeCompare(b.account.displayName));
  const limit = (ranked[0]?.far ?? 0) + SPREAD;
  return ranked.filter(({ far }) => far <= limit).map(({ account }) => account);
}

/** Infinity: too little of what was written is theirs. */
function farFrom(reading: string, account: Account): number {
  return beginsSignIn(reading, account) ? FAR.signIn : farFromNames(reading, account);
}

/** A sign-in name or mail address that was begun. */
function beginsSignIn(reading: string, { userPrincipalName, mail = '' }: Account): boolean {
  const written = foldName(reading).trim();
  return /[\p{L}\p{N}]/u.test(written) && [userPrincipalName, mail].some(known => foldName(known).startsWith(written));
}

function farFromNames(reading: string, account: Account): number {
  const names = namesOf(account);
  const words = nameWords(reading).map(({ whole }) => whole);
  const pairs = pairUp(words, names);
  const places = placeWordsOf(account);
  const paired = new Set(pairs.map(({ word }) => word));
  const foreign = words.filter(word => !paired.has(word) && !isElsewhere(word, words, places));
  const telling = pairs.filter(({ word, far }) => far < WEAK && !isInitial(word));
  if (telling.length === 0 || foreign.length > telling.length) return Number.POSITIVE_INFINITY;
  const elsewhere = words.length - paired.size - foreign.length;
  const unwritten = names.pieces.length - new Set(pairs.flatMap(({ places }) => places)).size;
  const spelling = pairs.reduce((sum, { far }) => sum + far, 0);
  return spelling + elsewhere * ELSEWHERE + foreign.length * FOREIGN + unwritten * UNWRITTEN;
}

function isElsewhere(word: string, words: readonly string[], places: ReadonlySet<string>): boolean {
  return places.has(word) || words.some(other => other !== word && areNicknames(word, other));
}

interface Pair {
  word: string;
  places: readonly number[];
  far: number;
}

/** The nearest pairs first, each word and each place once. */
function pairUp(words: readonly string[], { parts }: Names): Pair[] {
  const all = words
    .flatMap(word => parts.flatMap(part => pairOf(word, part)))
    .sort((a, b) => a.far - b.far || a.places.length - b.places.length);
  const pairs: Pair[] = [];
  const taken = new Set<number>();
  for (const pair of all) {
    if (pairs.some(({ word }) => word === pair.word) || pair.places.some(place => taken.has(place))) continue;
    pairs.push(pair);
    for (const place of pair.places) taken.add(place);
  }
  return pairs;
}

function pairOf(word: string, { text, places }: NamePart): Pair[] {
  const far = wordFar(word, text);
  return far === undefined ? [] : [{ word, places, far }];
}

function wordFar(word: string, name: string): number | undefined {
  if (word === name) return 0;
  if (isInitial(word) || isInitial(name)) return word[0] === name[0] ? FAR.initial : undefined;
  if (respelt(word) === respelt(name)) return FAR.respelt;
  if (areNicknames(word, name)) return FAR.nickname;
  const [shorter, longer] = [Math.min(word.length, name.length), Math.max(word.length, name.length)];
  if (word.length > 1 && name.startsWith(word)) return FAR.beginning;
  if (shorter > 2 && isOneEdit(word, name)) return FAR.edited;
  if (shorter > 2 && longer - shorter <= 2 && word.startsWith(name)) return FAR.longer;
  return shorter > 5 && isTwoEdits(word, name) ? FAR.twice : undefined;
}

/** How words sound that people spell in several ways. There are as many as names, and all are forgotten where there are too many. */
const SOUNDS = new Map<string, string>();
const MOST_SOUNDS = 10_000;

function respelt(word: string): string {
  const known = SOUNDS.get(word);
  if (known !== undefined) return known;
  if (SOUNDS.size >= MOST_SOUNDS) SOUNDS.clear();
  const sound = soundOf(word);
  SOUNDS.set(word, sound);
  return sound;
}

/** Goeran for Göran, Kjaer for Kjær, Aase for Åse, and letters that sound alike. */
function soundOf(word: string): string {
  return word
    .replace(/ae|oe|ue|aa/g, ([vowel = '']) => vowel)
    .replace(/ph/g, 'f')
    .replace(/ck|c(?!h)/g, 'k')
    .replace(/w/g, 'v')
    .replace(/z/g, 's')
    .replace(/(.)\1/gu, '$1');
}
