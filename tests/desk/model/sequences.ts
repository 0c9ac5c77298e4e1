import fc from 'fast-check';
import { type Aimed, aimed } from './aiming.ts';

import { event } from './any-event.ts';
import type { ModelEvent } from './events.ts';
import { guarded } from './guarded.ts';
import { type Turns, turns } from './interleaving.ts';
import { OPENINGS, type Opening } from './openings.ts';
import type { SecondPass } from './pass-calls.ts';
import { POLICIES } from './policies.ts';
import type { RefusedRepeat } from './reset-calls.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface Sequence {
  policy: number;
  /** Whether requests from personal chats have a conversation where they are approved. */
  approvals: boolean;
  /** How it begins, so that rare states are not rare. */
  opening: Opening;
  aimed?: Aimed;
  events: ModelEvent[];
  /** By how many milliseconds the clock of Entra is ahead of the bot's. */
  ahead: number;
  refusesRepeat: RefusedRepeat | undefined;
  secondPass: SecondPass;
  /** Who goes first where things happen at once. */
  turns: Turns;
}

/** What may happen from the first message to the end of everything, at most so many events after the opening. */
export function sequences(maxLength: number): fc.Arbitrary<Sequence> {
  return fc.record({
    policy: fc.nat(POLICIES.length - 1),
    approvals: fc.boolean(),
    opening: fc.constantFrom<Opening[]>(...Object.values(OPENINGS)),
    aimed: fc.option(fc.oneof({ weight: 9, arbitrary: aimed }, { weight: 1, arbitrary: guarded }), { nil: undefined }),
    events: fc.array(event, { minLength: 1, maxLength }),
    ahead: fc.constantFrom(0, 25 * SECOND, -25 * SECOND, 10 * MINUTE, -10 * MINUTE),
    refusesRepeat: fc.constantFrom(undefined, 'weak', 'not-possible', 'operation', 'no'),
    secondPass: fc.constantFrom('replaces', 'exists', 'not-possible'),
    turns: turns(),
  });
}
