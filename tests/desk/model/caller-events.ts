import fc from 'fast-check';
import { ASKED_PROOFS, type AskedProof, WORDS, type Word } from '../../../src/desk/request/proof.ts';

/** What people do about who calls. */
export const CALLER_DEEDS = ['ask-proof', 'answer', 'alarm', 'end-alarm'] as const;
export type CallerDeed = (typeof CALLER_DEEDS)[number];

/** What whoever was asked answers: of the numbers the right one or another one, or as a manager; or something that no card has. */
const SAID = ['right', 'wrong', 'yes', 'cannot-tell', 'nothing'] as const;

/** What is said, asked for, pressed or left out about who calls. */
export interface AboutCaller {
  word?: Word;
  withoutProof?: boolean;
  kind: AskedProof;
  says: (typeof SAID)[number];
  /** How many asks before the last one: a card of an earlier one. */
  earlier: number;
}

/** Most do what leads on. */
export const about: fc.Arbitrary<AboutCaller | undefined> = fc.option(
  fc.record({
    word: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
    withoutProof: fc.boolean(),
    kind: fc.constantFrom(...ASKED_PROOFS),
    says: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('right' as const, 'yes' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...SAID) },
    ),
    earlier: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  }),
  { nil: undefined, freq: 2 },
);

/** What leads on, where nothing else is said. */
export const USUAL: AboutCaller = { word: 'voice', kind: 'number-match', says: 'right', earlier: 0 };
