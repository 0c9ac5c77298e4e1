import fc from 'fast-check';
import { type Aimed, aimed } from './aiming.ts';
import { event, type ModelEvent } from './events.ts';
import { type Turns, turns } from './interleaving.ts';
import { OPENINGS, type Opening } from './openings.ts';
import { POLICIES } from './policies.ts';

export interface Sequence {
  policy: number;
  /** Whether requests from personal chats have a conversation where they are approved. */
  approvals: boolean;
  /** How it begins, so that rare states are not rare. */
  opening: Opening;
  aimed?: Aimed;
  events: ModelEvent[];
  /** Who goes first where things happen at once. */
  turns: Turns;
}

/** What may happen from the first message to the end of everything, at most so many events after the opening. */
export function sequences(maxLength: number): fc.Arbitrary<Sequence> {
  return fc.record({
    policy: fc.nat(POLICIES.length - 1),
    approvals: fc.boolean(),
    opening: fc.constantFrom<Opening[]>(...Object.values(OPENINGS)),
    aimed: fc.option(aimed, { nil: undefined }),
    events: fc.array(event, { minLength: 1, maxLength }),
    turns: turns(),
  });
}
