import type { AfterwardsView, ChoicesView, FateView, MadeView, TermsView } from '../../cards/action-views.ts';
import { ACTIONS } from '../../desk/actions/actions.ts';
import type { Findings, Made, Terms } from '../../desk/actions/kept.ts';
import type { Target } from '../../desk/judging/people-as-read.ts';
import { isUnaccounted } from '../../desk/request/duties.ts';
import type { ChosenTarget } from '../../desk/request/people.ts';
import type { CarriedOut, Done, Failed, Request } from '../../desk/request/request.ts';

/** What the requester can choose on the confirm card; undefined where there is nothing to choose. */
export function choicesView(
  { action }: Pick<Request, 'action'>,
  { findings }: Pick<Target, 'findings'>,
  now: number,
): ChoicesView | undefined {
  const choices = ACTIONS[action].choices?.(findings, now);
  if (!choices) return undefined;
  const { from, to } = choices.startsWithin;
  return { ...choices, startsWithin: { from: new Date(from), to: new Date(to) }, present: presentOf(findings) };
}

/** What was chosen, for a second person; undefined where there was nothing to choose. */
export function termsView(terms: Terms | undefined, { findings }: ChosenTarget): TermsView | undefined {
  if (!terms) return undefined;
  const { startsAt, ...chosen } = terms;
  return { ...chosen, startsAt: startsAt === undefined ? undefined : new Date(startsAt), present: presentOf(findings) };
}

/** What was made in the directory; undefined where nothing was. */
export function madeView(made: Made | undefined): MadeView | undefined {
  if (!made) return undefined;
  const { once, createdAt, startsAt, endsAt } = made;
  return { once, createdAt: new Date(createdAt), startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}

/** What was made, as far as it may live on. */
export function afterwardsView(request: CarriedOut | Done | Failed): AfterwardsView {
  const withdrawnAt = 'withdrawnAt' in request ? request.withdrawnAt : undefined;
  return {
    made: madeView(request.made),
    maybeMade: isUnaccounted(request),
    withdrawnAt: withdrawnAt === undefined ? undefined : new Date(withdrawnAt),
  };
}

/** What was last read of what has become of it. */
export function fateView({ receipt }: Done): FateView | undefined {
  return receipt && { status: receipt.status, at: new Date(receipt.at) };
}

/** Whether it may still be of use to somebody. `now` is in milliseconds since the epoch. */
export function mayBeLive(request: Done, now: number): boolean {
  const { afterwards } = ACTIONS[request.action];
  const isOver = request.receipt?.status === 'used' || request.receipt?.status === 'withdrawn';
  return afterwards !== undefined && request.withdrawnAt === undefined && !isOver && now < afterwards.endsAt(request);
}

function presentOf(findings: Findings | undefined): ChoicesView['present'] {
  const { present = 'unknown' } = findings ?? {};
  if (typeof present === 'string') return present;
  const { state, once, createdAt, startsAt, endsAt } = present;
  return { state, once, createdAt: new Date(createdAt), startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}
