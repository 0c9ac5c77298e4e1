import type { Chunk } from './chunk.ts';
import { Clause } from './clause.ts';
import type { ClauseReading } from './clause-reading.ts';
import { MOST_CHUNKS } from './construction.ts';
import { offeredIn, withoutRejected } from './offered-in.ts';
import { is } from './term.ts';

/** Says of a clause, which is what stands between commas and "and", what it says, and which action that is about. */
export function readClause(chunks: readonly Chunk[], joined = false): ClauseReading {
  if (chunks.length > MOST_CHUNKS) {
    return { kind: new Clause(chunks.slice(0, MOST_CHUNKS), joined).acts() ? 'unclear' : 'remark' };
  }
  const kept = withoutRejected(chunks);
  const reading = new Clause(kept, joined).read();
  switch (reading.kind) {
    case 'wish':
      return reading.vague ? reading : { ...reading, offered: offeredIn(kept) };
    case 'lament':
      return { ...reading, offered: reading.offered ?? offeredIn(kept) };
    case 'negated':
      return { ...reading, offered: offeredIn(kept), ...(kept.every(isDenied) && { alone: true as const }) };
    default:
      return reading;
  }
}

/** "not a pass": no word more than it takes. */
function isDenied(chunk: Chunk): boolean {
  return chunk.kind === 'word' && is(chunk, 'negation', 'retraction', 'determiner', 'new', 'adjective', 'noun');
}
