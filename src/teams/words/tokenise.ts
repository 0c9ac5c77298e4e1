import { fold, foldKeepingAccents } from './fold.ts';
import type { Lexicon } from './lexicon.ts';

/** A piece of a normalised message. `start` and `end` are offsets into it. */
export interface Token {
  readonly kind: 'word' | 'mention' | 'pause' | 'stop' | 'open' | 'close';
  /** As written, without the punctuation around it; for a mention its index. */
  readonly text: string;
  /** For comparing with the vocabulary: lower case, no accents, apostrophes or dots. */
  readonly fold: string;
  readonly start: number;
  readonly end: number;
  /** The same with accents; there for words. */
  readonly accented?: string;
  /** A mention with a genitive ending: "@Anna's". */
  readonly possessive?: true;
  /** A word in quotation marks of its own: Robert "Bob" Fairfax. */
  readonly quoted?: true;
  /** A word that is two letters from the one it is read as. */
  readonly guessed?: true;
  /** A word with a full stop that ends no sentence: "I." */
  readonly dotted?: true;
}

const MENTION = /^\uE000(\d{1,3})\uE001(.*)$/su;
const ONLY_PUNCTUATION = /^[^\p{L}\p{N}+#&=]+$/u;
const LEADING = /^[([{<"'*_~,;:.!?\\-]+/;
const TRAILING = /[)\]}>"'*_~,;:.!?\\\u2026-]+$/;

/** Splits a normalised message at blanks and takes the punctuation off the ends of words. Never throws. */
export function tokenise(normalised: string, lexicon: Lexicon): Token[] {
  const tokens: Token[] = [];
  for (const match of normalised.matchAll(chunkOf(lexicon))) {
    const mention = MENTION.exec(match[0]);
    if (match[0] === '\n') tokens.push(mark('stop', '\n', match.index));
    // A placeholder that nobody but the caller may write: as a word it makes the target unreadable.
    else if (/^[\uE000\uE001]$/.test(match[0])) tokens.push(mark('word', match[0], match.index));
    else if (mention) tokens.push(mentionToken(mention, match.index));
    else addChunk(tokens, match[0], match.index, lexicon);
  }
  return tokens;
}

/** A line end, a mention with its ending, a stray placeholder, or what stands between blanks. */
function chunkOf({ endings }: Lexicon): RegExp {
  const ending = String.raw`(?:(?:${endings.afterMention})(?![\p{L}\p{N}]))?`;
  return new RegExp(String.raw`\n|\uE000\d{1,3}\uE001${ending}|[\uE000\uE001]|[^\s\uE000\uE001]+`, 'giu');
}

function mark(kind: Token['kind'], text: string, start: number): Token {
  return { kind, text, fold: text, start, end: start + text.length };
}

function mentionToken([whole, index = '', ending]: RegExpExecArray, start: number): Token {
  const token = { kind: 'mention', text: index, fold: '', start, end: start + whole.length } as const;
  return ending ? { ...token, possessive: true } : token;
}

function addChunk(tokens: Token[], chunk: string, start: number, { abbreviations }: Lexicon): void {
  if (/^(?:=|==|->|=>)$/.test(chunk)) {
    tokens.push({ ...mark('word', chunk, start) });
    return;
  }
  if (ONLY_PUNCTUATION.test(chunk)) {
    addPunctuation(tokens, chunk, start);
    return;
  }
  const lead = LEADING.exec(chunk)?.[0] ?? '';
  const trail = TRAILING.exec(chunk.slice(lead.length))?.[0] ?? '';
  const text = chunk.slice(lead.length, chunk.length - trail.length);
  const abbreviated = trail === '.' && (text.length === 1 || text.includes('.') || abbreviations.has(fold(text)));
  addPunctuation(tokens, lead, start);
  if (text !== '') {
    const from = start + lead.length;
    tokens.push({
      kind: 'word',
      text,
      fold: fold(text),
      accented: foldKeepingAccents(text),
      start: from,
      end: from + text.length,
      ...(isQuoted(lead, trail) && { quoted: true as const }),
      ...(abbreviated && { dotted: true as const }),
    });
  }
  if (!abbreviated) addPunctuation(tokens, trail, start + lead.length + text.length);
}

/** "Bob", 'Bob' */
function isQuoted(lead: string, trail: string): boolean {
  return ['"', "'"].some(mark => lead.includes(mark) && trail.includes(mark));
}

/** One token per kind of punctuation in the run: "),," gives a close and a pause. A hyphen alone is a dash. */
function addPunctuation(tokens: Token[], run: string, start: number): void {
  if (/[([]/.test(run)) tokens.push(mark('open', '(', start));
  if (/[)\]]/.test(run)) tokens.push(mark('close', ')', start));
  if (/[.!?\u2026]/u.test(run)) tokens.push(mark('stop', run.includes('?') ? '?' : '.', start));
  else if (run.includes(':')) tokens.push(mark('pause', ':', start));
  else if (/[,;-]/.test(run)) tokens.push(mark('pause', /[,;-]/.exec(run)?.[0] ?? ',', start));
  else if (/[/|\\]/.test(run)) tokens.push(mark('word', run, start));
}
