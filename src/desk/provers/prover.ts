import type { Target } from '../judging/people-as-read.ts';
import type { DirectorySession } from '../ports.ts';
import type { Actor } from '../request/actor.ts';
import type { AdminAccounts } from '../request/admin-accounts.ts';
import type { Command } from '../request/commands.ts';
import type { AskEnding, ProofAsk } from '../request/proof.ts';
import type { Refusal } from '../request/refusal.ts';
import type { Approved, Open } from '../request/request.ts';

/** What is known where somebody is about to be asked, or has answered. */
export interface Asking {
  /** The requester's own session. */
  session: Pick<DirectorySession, 'managerOf'>;
  request: Open | Approved;
  /** The requester, with all of their accounts. */
  actor: Actor;
  /** As the directory has it now. */
  target: Target;
  adminAccounts: AdminAccounts;
  /** When the target was last signed out everywhere here. Milliseconds since the epoch; undefined: not lately. */
  signedOutAt: number | undefined;
  now: number;
}

/** Something that somebody else than the requester does, and that shows who calls: one folder for each, and one line in PROVERS. */
export interface Prover {
  /** How long it can be answered. Milliseconds. */
  lifetime: number;
  /** How often one person is asked at most, within how many milliseconds. */
  limit: { atMost: number; within: number };
  /** Who is asked, or why nobody can be. */
  whom(asking: Asking): Promise<ProofAsk['of'] | Refusal>;
  /** What the ask shows beside, and what only the requester is told. `random`: a whole number from 0 to below. */
  begin(random: (below: number) => number): Pick<ProofAsk, 'numbers'>;
  /** What an answer means; undefined: it is none of those that the card has. */
  judge(ask: ProofAsk, answer: Command<'answer-proof'>['answer']): Exclude<AskEnding, 'alarm' | 'over'> | undefined;
  /** Whether what makes somebody the one to ask is read again at their answer. */
  readAgain: boolean;
  /** Whether who was signed out everywhere at this time can't show it now: looked at before the ask, and at the answer. */
  isSpoilt?(signedOutAt: number | undefined, now: number): boolean;
}
