import type { DutyKind } from '../../../desk/request/duty.ts';
import { updateCards } from './cards.ts';
import { findOutAboutCall } from './find-out.ts';
import { handOverPrivately } from './handover.ts';
import { tellRequester } from './notice.ts';
import type { Performer } from './performer.ts';
import { askInApprovals } from './question.ts';
import { sendRunCard } from './run-card.ts';
import { signOutTarget } from './sign-out.ts';
import { readOutcome } from './verify.ts';

/** Who does what is owed: a file here for each kind. */
export const PERFORMERS: Readonly<Record<DutyKind, Performer>> = {
  question: askInApprovals,
  'find-out': findOutAboutCall,
  handover: handOverPrivately,
  'sign-out': signOutTarget,
  cards: updateCards,
  'run-card': sendRunCard,
  notice: tellRequester,
  verify: readOutcome,
};
