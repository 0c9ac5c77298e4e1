import type { DutyKind } from '../../../desk/request/duty.ts';
import type { Request } from '../../../desk/request/request.ts';
import { DAY } from '../../../desk/times.ts';
import { updateCards } from './cards.ts';
import { findOutAboutCall } from './find-out.ts';
import { handOverPrivately } from './handover.ts';
import { tellRequester } from './notice.ts';
import type { Performer } from './performer.ts';
import { askInApprovals } from './question.ts';
import { sendRunCard } from './run-card.ts';
import { signOutTarget } from './sign-out.ts';
import { readOutcome } from './verify.ts';

/** How one kind of what is owed is done. */
interface Performance {
  perform: Performer;
  /** After the rounds with lower numbers, and at once with what is of the same one. */
  round: number;
  /** Whether it is not tried again once Teams keeps the bot from somebody. `now` is in milliseconds since the epoch. */
  isGivenUp?(request: Request, now: number): boolean;
}

/** Who does what is owed: a file here for each kind. The cards come late: they show what the others have found. */
export const PERFORMERS: Readonly<Record<DutyKind, Performance>> = {
  'find-out': { perform: findOutAboutCall, round: 1 },
  question: { perform: askInApprovals, round: 2 },
  handover: { perform: handOverPrivately, round: 3 },
  'sign-out': { perform: signOutTarget, round: 4 },
  verify: { perform: readOutcome, round: 5 },
  cards: { perform: updateCards, round: 6, isGivenUp: hasEndedLongAgo },
  'run-card': { perform: sendRunCard, round: 6 },
  // A word to somebody is given up at once.
  notice: { perform: tellRequester, round: 6, isGivenUp: () => true },
};

/** Only a day after it has ended: until then the bot may be let in again, and a card may have buttons that lead nowhere. */
function hasEndedLongAgo(request: Request, now: number): boolean {
  return 'finishedAt' in request && request.finishedAt + DAY <= now;
}
