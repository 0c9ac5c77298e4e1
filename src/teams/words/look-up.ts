import type { Role } from '../../locales/roles.ts';
import type { Mark } from '../../locales/words.ts';
import { fold, foldKeepingAccents } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { gluedIn, meantBy, type Position } from './misspelt.ts';
import type { Term } from './term.ts';
import type { Token } from './tokenise.ts';

const NO_ROLES: ReadonlySet<Role> = new Set();
const NO_MARKS: ReadonlySet<Mark> = new Set();
/** Behind these stands a name, which may look like a misspelt word. */
const BEFORE_NAMES: readonly Role[] = ['target-preposition', 'person', 'introduced', 'employee-number'];
/** And behind these, with or without "for" between. */
const OBJECTS: readonly Role[] = ['noun', 'compound', 'reset', 'change'];
const CAPITAL = /^\p{Lu}/u;
const PLAIN = /^\p{L}+$/u;
const JOINED = /^[\p{L}\d]+(?:[-_]\p{L}+)+$/u;

/**
 * Gives every token its roles and marks, in all languages of the lexicon at once, and joins the words of the longest known
 * phrases. Misspelt words that matter are read as what they were meant for.
 */
export function lookUp(tokens: readonly Token[], normalised: string, lexicon: Lexicon): Term[] {
  const spelt = inKnownSpelling(tokens, lexicon);
  const terms: Term[] = [];
  for (let i = 0; i < spelt.length; ) {
    const { length, roles } = longestPhrase(spelt, i, lexicon);
    const [first, last] = [spelt[i], spelt[i + length - 1]];
    if (first === undefined || last === undefined) break;
    const fold = spelt
      .slice(i, i + length)
      .map(token => token.fold)
      .join(' ');
    const merged = length === 1 ? first : { ...first, text: normalised.slice(first.start, last.end), end: last.end };
    const given =
      roles.size === 0 && isTitle(spelt, i, lexicon) ? TITLE : inPlace(roles, spelt, i + length - 1, lexicon);
    terms.push({ ...merged, fold, roles: given, marks: lexicon.marks.get(fold) ?? NO_MARKS, lexicon });
    i += length;
  }
  return terms;
}

function longestPhrase(
  tokens: readonly Token[],
  from: number,
  lexicon: Lexicon,
): { length: number; roles: ReadonlySet<Role> } {
  let [words, accented] = ['', ''];
  let found = { length: 1, roles: NO_ROLES };
  for (let length = 1; length <= lexicon.longestPhrase; length++) {
    const token = tokens[from + length - 1];
    if (token?.kind !== 'word') break;
    const separator = length === 1 ? '' : ' ';
    words += separator + token.fold;
    accented += separator + (token.accented ?? token.fold);
    const roles = known(words, accented, lexicon) ?? addressed(token, lexicon);
    if (roles !== undefined) found = { length, roles };
    if (!lexicon.beginnings.has(words) && !lexicon.beginnings.has(accented)) break;
  }
  return found;
}

/** By the accents that were written, or without where they were left out: "Şir" is no "sir". */
function known(words: string, accented: string, lexicon: Lexicon): ReadonlySet<Role> | undefined {
  const exact = lexicon.accented.get(accented);
  return exact !== undefined || (accented !== words && lexicon.accented.has(words)) ? exact : lexicon.roles.get(words);
}

/** "@Nyckel", typed without choosing it from the list. */
function addressed({ text, fold }: Token, { roles }: Lexicon): ReadonlySet<Role> | undefined {
  const called = text.startsWith('@') ? roles.get(fold.slice(1)) : undefined;
  return called?.has('polite') === true ? called : undefined;
}

/** "the user's" is not "the users". */
const OF_SOMEBODY: ReadonlySet<Role> = new Set(['other'] as const);
const OF_SELF: readonly Role[] = [
  'want',
  'need',
  'forget',
  'perfect',
  'be',
  'modal',
  'should',
  'will',
  'call',
  'negation',
  'reset',
  'change',
];

/** "i" is "I" before a verb, and else the Swedish "in"; "4" is "for" only before somebody; "tap the screen" is no pass. */
function inPlace(roles: ReadonlySet<Role>, tokens: readonly Token[], at: number, lexicon: Lexicon): ReadonlySet<Role> {
  if (roles.has('target-preposition') && /^\d$/.test(tokens[at]?.text ?? '') && tokens[at + 1]?.kind !== 'word')
    return NO_ROLES;
  if (roles.has('everyone') && lexicon.endings.always.test(tokens[at]?.text ?? '')) return OF_SOMEBODY;
  if (roles.has('bare-pass') && !isNounThere(tokens, at, lexicon)) return NO_ROLES;
  if (roles.has('pass') && rolesOf(tokens[at + 1], lexicon)?.has('determiner') === true) return NO_ROLES;
  if (!roles.has('self') || !roles.has('place-preposition')) return roles;
  const next = rolesOf(tokens[at + 1], lexicon);
  const before = rolesOf(tokens[at - 1], lexicon);
  const isSelf = at === 0 || before?.has('modal') === true || OF_SELF.some(role => next?.has(role) === true);
  return isSelf ? roles : new Set([...roles].filter(role => role !== 'self'));
}

/** What stands before a pass or a password that is called one; "a parking pass" is neither, and "pass it on" no noun. */
const BEFORE_PASS: readonly Role[] = ['determiner', 'new', 'my', 'other', 'reset', 'forget', 'adjective'];

function isNounThere(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (before?.kind !== 'word')
    return next?.kind !== 'word' || rolesOf(next, lexicon)?.has('target-preposition') === true;
  const roles = rolesOf(before, lexicon);
  return BEFORE_PASS.some(role => roles?.has(role) === true) || lexicon.endings.possible.test(before.text);
}

const TITLE: ReadonlySet<Role> = new Set(['person'] as const);

/** "Undersköterskan Anna Svensson", "elevkonto": says what somebody is, by how it ends; "Captain Alan Moretti". */
function isTitle(tokens: readonly Token[], at: number, { titleEndings, titlesBeforeNames }: Lexicon): boolean {
  const [before, token, next, further] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (token?.kind !== 'word') return false;
  const twoNames = !isCapital(before) && isCapital(next) && isCapital(further);
  if (titlesBeforeNames.has(token.fold)) return twoNames;
  if (!titleEndings.some(ending => token.fold.length > ending.length + 2 && token.fold.endsWith(ending))) return false;
  if (!isCapital(token)) return true;
  return twoNames || (before?.kind !== 'word' && isCapital(next));
}

function isCapital(token: Token | undefined): boolean {
  return token?.kind === 'word' && CAPITAL.test(token.text);
}

/** The tokens with misspelt words as what they were meant for, and words that were written as one apart. */
function inKnownSpelling(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.flatMap((token, at) =>
    isKnown(token, lexicon)
      ? [token]
      : (gluedToName(token, lexicon) ?? respelt(token, positionOf(tokens, at, lexicon), lexicon)),
  );
}

/** True for what needs no other spelling: a word of a language, a mark, or what is no word. */
function isKnown({ kind, text, fold, accented }: Token, lexicon: Lexicon): boolean {
  if (kind !== 'word' || (!PLAIN.test(text) && !JOINED.test(text))) return true;
  return lexicon.known.has(fold) || lexicon.known.has(accented ?? fold) || lexicon.marks.has(fold);
}

function positionOf(tokens: readonly Token[], at: number, lexicon: Lexicon): Position | undefined {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const named = after !== undefined && CAPITAL.test(after.text);
  const alone = !named && (after === undefined || !lexicon.marks.get(after.fold)?.has('particle'));
  if (token === undefined || CAPITAL.test(token.text)) return at === 0 && alone ? 'name' : undefined;
  const roles = rolesOf(before, lexicon);
  const has = (any: readonly Role[]) => any.some(role => roles?.has(role) === true);
  if (has(BEFORE_NAMES)) return undefined;
  if (has(OBJECTS)) return named ? 'before-name' : 'name';
  const strange = (each: Token | undefined) =>
    each?.kind === 'word' && !isKnown(each, lexicon) && !CAPITAL.test(each.text);
  return strange(before) || strange(after) ? 'name' : 'among-words';
}

function rolesOf(token: Token | undefined, lexicon: Lexicon): ReadonlySet<Role> | undefined {
  if (token?.kind !== 'word') return undefined;
  return known(token.fold, token.accented ?? token.fold, lexicon);
}

/** "forJohan" */
function gluedToName(token: Token, lexicon: Lexicon): Token[] | undefined {
  const [, word = '', name = ''] = /^(\p{Ll}{2,5})(\p{Lu}\p{Ll}+)$/u.exec(token.text) ?? [];
  if (lexicon.roles.get(fold(word))?.has('target-preposition') !== true) return undefined;
  const middle = token.start + word.length;
  const part = (text: string) => ({ text, fold: fold(text), accented: foldKeepingAccents(text) });
  return [
    { ...token, ...part(word), end: middle },
    { ...token, ...part(name), start: middle },
  ];
}

function respelt(token: Token, position: Position | undefined, lexicon: Lexicon): Token[] {
  const parts = token.fold.split(/[-_]/);
  const isOfPassword = lexicon.roles.get(parts.at(-1) ?? '')?.has('noun') === true;
  if (parts.length > 1 && (position !== undefined || isOfPassword) && parts.every(part => lexicon.roles.has(part)))
    return parts.map(fold => ({ ...token, fold, accented: fold }));
  if (position === undefined) return [token];
  const plain = token.fold.replaceAll(/[-_]/g, '');
  if (lexicon.roles.has(plain)) return [{ ...token, fold: plain, accented: plain }];
  const glued = gluedIn(plain, lexicon);
  if (glued !== undefined) return glued.map(fold => ({ ...token, fold, accented: fold }));
  if (!PLAIN.test(token.text)) return [token];
  const meant = meantBy(token.fold, lexicon, position);
  return meant === undefined
    ? [token]
    : [{ ...token, fold: meant.word, accented: meant.word, ...(meant.edits === 2 && { guessed: true as const }) }];
}
