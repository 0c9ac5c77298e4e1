import { withAsksOver } from './caller.ts';
import type { ChosenTarget } from './people.ts';
import type { Refusal } from './refusal.ts';
import type { Asked, CarriedOut, Choosing, Done, Failed, In, Open, Over, Running, Unknown } from './request.ts';

/** The secret waits no longer. `now` is in milliseconds since the epoch, as below. */
export function done(request: CarriedOut, ending: Done['ending'], now: number): Done {
  const { sealed, dueAt, ...kept } = request;
  return { ...kept, state: 'done', ending, finishedAt: now };
}

/** What goes where a call has endedInFailure; not each state that one fails in has all of it. */
type Expected = Partial<Pick<CarriedOut, 'sealed' | 'dueAt' | 'verification'>>;

/** The directory did not do it, or it is not known, or it did not hold. */
export function endedInFailure(request: Running | Unknown | CarriedOut | Done, refusal: Refusal, now: number): Failed {
  const { sealed, dueAt, verification, ...kept }: typeof request & Expected = request;
  return { ...kept, state: 'failed', refusal, finishedAt: now };
}

/** What a card has offered or asked, which is over with the card. */
type Offered = Pick<Open, 'heldBy'> & Partial<Pick<Choosing, 'candidates' | 'unsure'>>;

/** Nothing is left to do, so nothing of it is left to choose either. */
export function over<Waiting extends In<'choosing' | 'open' | 'awaiting-approval' | 'approved'>>(
  request: Waiting,
  now: number,
): Over & Asked & { target?: ChosenTarget } {
  const { dueAt, heldBy, unsure, candidates, ...kept }: Waiting & Offered = request;
  return { ...kept, ...withAsksOver(request), finishedAt: now };
}
