import type { ActionKind, Offered } from '../../action-kinds.ts';
import type { Role } from '../../locales/roles.ts';
import type { Chunk } from './chunk.ts';
import { is, isMarked, type Term } from './term.ts';

/** What is offered where it is not clear which of them is wished. */
export const EITHER: Offered = ['reset-password', 'temporary-access-pass'];

/** What a clause is about, by its nouns: one of the actions, either, or undefined where it has none of them. */
export function offeredIn(chunks: readonly Chunk[]): Offered | undefined {
  const words = chunks.filter((chunk): chunk is Term => chunk.kind === 'word');
  const resets = words.some(word => is(word, 'compound', 'reset'));
  const nouns = words.filter(word => is(word, 'noun')).map(noun => meantBy(noun, chunks, resets));
  return together([...nouns, resets ? ['reset-password'] : undefined]);
}

function meantBy(noun: Term, chunks: readonly Chunk[], resets: boolean): Offered {
  if (is(noun, 'pass')) return ['temporary-access-pass'];
  if (is(noun, 'code')) return EITHER;
  if (!is(noun, 'bare-pass') || isShortForPassword(chunks, resets)) return ['reset-password'];
  return isGiven(chunks) ? ['temporary-access-pass'] : EITHER;
}

/** "reset his pass", "forgot her pass" */
function isShortForPassword(chunks: readonly Chunk[], resets: boolean): boolean {
  return resets || chunks.some(chunk => chunk.kind === 'word' && is(chunk, 'forget'));
}

/** "give Anna a pass": alone it is clear only where one is given or made. */
function isGiven(chunks: readonly Chunk[]): boolean {
  const pass = chunks.findIndex(chunk => chunk.kind === 'word' && is(chunk, 'bare-pass'));
  const article = chunks[pass - 1];
  const before = chunks.slice(0, Math.max(0, pass));
  if (chunks.every(chunk => chunk.kind === 'word' && is(chunk, 'bare-pass', 'determiner'))) return true;
  return (
    article?.kind === 'word' &&
    is(article, 'determiner') &&
    !isMarked(article, 'it') &&
    before.some(chunk => chunk.kind === 'word' && is(chunk, 'give'))
  );
}

const REJECTED: readonly Role[] = ['determiner', 'new', 'adjective', 'other', 'noun', 'compound', 'reset-noun', 'aid'];

/** Without the other action that somebody says they do not mean: "a pass instead of a new password". */
export function withoutRejected(chunks: readonly Chunk[]): readonly Chunk[] {
  const at = chunks.findLastIndex(chunk => chunk.kind === 'word' && is(chunk, 'negation'));
  const [meant, rejected] = [chunks.slice(0, Math.max(0, at)), chunks.slice(at + 1)];
  if (rejected.length === 0 || !rejected.every(chunk => chunk.kind === 'word' && is(chunk, ...REJECTED))) return chunks;
  const [one, another] = [offeredIn(meant), offeredIn(rejected)];
  const differ = one?.length === 1 && another?.length === 1 && one[0] !== another[0];
  return differ ? meant : chunks;
}

/** All that is offered by these, each once; undefined where that is nothing. */
export function together(offers: readonly (Offered | undefined)[]): Offered | undefined {
  const all = new Set<ActionKind>(offers.flatMap(offered => offered ?? []));
  const [first, ...more] = EITHER.filter(action => all.has(action));
  return first && [first, ...more];
}
