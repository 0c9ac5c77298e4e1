import type { Chunk } from './chunk.ts';
import { findPeople } from './find-people.ts';
import { is, type Term } from './term.ts';

/** Without who agreed to it or asked for it, beside somebody else: "approved by her manager Erik Lund". */
export function withoutVouchers(terms: readonly Term[]): readonly Term[] {
  if (!terms.some(term => is(term, 'agreed-by'))) return terms;
  const chunks = findPeople(terms);
  if (chunks.filter(chunk => chunk.kind === 'person').length < 2) return terms;
  const dropped = new Set<Term>();
  for (const [at, chunk] of chunks.entries()) {
    const agreed = chunk.kind === 'word' && is(chunk, 'agreed-by') && !isDoubted(chunks.slice(0, at));
    const who = agreed ? whoBehind(chunks, at + 1) : -1;
    const taken = who > 0 ? chunks.slice(at, who + 1) : [];
    for (const each of taken.flatMap(part => (part.kind === 'person' ? part.terms : [part]))) dropped.add(each);
  }
  return terms.filter(term => !dropped.has(term));
}

/** "not approved by", "to be approved by", "was it approved by" */
function isDoubted(before: readonly Chunk[]): boolean {
  const clause = before.slice(before.findLastIndex(chunk => chunk.kind === 'pause') + 1);
  const last = clause.at(-1);
  return (
    last?.kind === 'word' &&
    is(last, 'negation', 'to', 'be', 'want', 'modal', 'will', 'should', 'condition', 'other', 'polite')
  );
}

/** Where somebody is named, with nothing before but what introduces them; else -1. */
function whoBehind(chunks: readonly Chunk[], from: number): number {
  const at = chunks.findIndex((chunk, i) => i >= from && !introduces(chunk));
  return chunks[at]?.kind === 'person' ? at : -1;
}

function introduces(chunk: Chunk): boolean {
  if (chunk.kind !== 'word') return false;
  return chunk.roles.size === 0 || is(chunk, 'determiner', 'my', 'other', 'person', 'adjective', 'unit');
}
