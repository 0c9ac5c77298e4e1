import { takenOverOf } from './holding.ts';
import { approvalOf, type Request, refusalOf, toldOf } from './request.ts';
import { isNobodyTold } from './told.ts';

/** Whether the cards of both would say the same. */
export function looksTheSame(one: Request, other: Request): boolean {
  return JSON.stringify(seen(one)) === JSON.stringify(seen(other));
}

function seen(request: Request): unknown[] {
  const { state } = request;
  const approval = approvalOf(request);
  const begun = 'attempts' in request ? [request.attempts, request.signOut] : [];
  const accepted =
    'verification' in request
      ? [request.verification, request.signedOut, request.undelivered, request.handover !== undefined]
      : [];
  const repeatRefused = state === 'unknown' && request.repeatRefused;
  const ending = state === 'done' ? request.ending : undefined;
  return [
    state,
    begun,
    accepted,
    repeatRefused,
    ending,
    refusalOf(request),
    approval?.decision,
    approval?.unasked,
    approval?.places?.map(({ place }) => place.cardId !== undefined),
    takenOverOf(request),
    request.caller && {
      ...request.caller,
      asks: request.caller.asks.map(({ place: _, viewer: _viewer, ...ask }) => ask),
    },
    'withdrawnAt' in request && request.withdrawnAt,
    'receipt' in request && request.receipt,
    isNobodyTold(toldOf(request) ?? []),
  ];
}
