import type { DutyKind } from '../../../desk/request/duty.ts';
import { alertApprovals } from './alert.ts';
import { endAskInTime } from './ask-over.ts';
import { updateCards } from './cards.ts';
import { findOutAboutCall } from './find-out.ts';
import { couldNotBeKept, hasEndedLongAgo, isTooLateToTell, isUnwanted } from './giving-up.ts';
import { handOverPrivately } from './handover.ts';
import { NOTICES } from './notices.ts';
import type { Performance } from './performer.ts';
import { askToShow } from './proof.ts';
import { askInApprovals } from './question.ts';
import { signOutTarget } from './sign-out.ts';
import { tellAfterwards } from './tell.ts';
import { readOutcome } from './verify.ts';
import { withdrawLeft } from './withdraw.ts';

/** Who does what is owed: a line here for each kind, or among the notices. The cards come late: they show what the others have found. */
export const PERFORMERS: Readonly<Record<DutyKind, Performance>> = {
  proof: { perform: askToShow, round: 1 },
  'ask-over': { perform: endAskInTime, round: 1 },
  alert: {
    perform: alertApprovals,
    round: 6,
    isGivenUp: failure => isUnwanted(failure) || (hasEndedLongAgo(failure) && !couldNotBeKept(failure)),
  },
  'find-out': { perform: findOutAboutCall, round: 1, asRequester: true },
  question: { perform: askInApprovals, round: 2 },
  handover: { perform: handOverPrivately, round: 3 },
  'sign-out': { perform: signOutTarget, round: 4, asRequester: true },
  verify: { perform: readOutcome, round: 5, asRequester: true },
  withdraw: { perform: withdrawLeft, round: 5, asRequester: true },
  tell: { perform: tellAfterwards, round: 6, asRequester: true, isGivenUp: isTooLateToTell },
  cards: { perform: updateCards, round: 6, isGivenUp: hasEndedLongAgo },
  ...NOTICES,
};
