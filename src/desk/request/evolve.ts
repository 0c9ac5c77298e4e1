import { ACTIONS } from '../actions/actions.ts';
import { APPROVAL_LIFETIME, APPROVED_LIFETIME, CALL_LEASE, CARD_LIFETIME, RUN_LIFETIME } from '../times.ts';
import { callerAfter, raisedAlarm, withAskAs } from './caller.ts';
import { dutiesAfter } from './duties.ts';
import { done, endedInFailure, over } from './endings.ts';
import type { Claim, EventOf, EventType, RequestEvent } from './events.ts';
import { alarmRaised, askUnsent, endedByAlarm, proofAnswered, proofAsked } from './evolve-caller.ts';
import { mayBeReminded } from './lying-around.ts';
import type { ChosenTarget } from './people.ts';
import { type ALLOWED, mayHappen } from './possible-events.ts';
import { withQuestionSent } from './question-sent.ts';
import type {
  Approved,
  Asked,
  AwaitingApproval,
  Calls,
  CarriedOut,
  Choosing,
  Declined,
  Done,
  Failed,
  In,
  Open,
  Request,
  Running,
  Unknown,
} from './request.ts';
import { type Told, withToldAs } from './told.ts';

/** The request in the states in which this event may happen. */
type From<Type extends EventType> = In<(typeof ALLOWED)[Type][number]>;
type Step<Type extends EventType> = (request: From<Type>, event: EventOf<Type>, now: number) => Request | undefined;

/**
 * The request after the event, or undefined where the event is not possible in its state. Pure: the store decides by
 * compare-and-set whether it really happens. `now` is in milliseconds since the epoch.
 */
export function evolve(request: Request, event: RequestEvent, now: number): Request | undefined {
  if (!mayHappen(request.state, event.type)) return undefined;
  // The table of what is allowed has told that the state is one of those that the step takes.
  const step = STEPS[event.type] as (request: Request, event: RequestEvent, now: number) => Request | undefined;
  const after = step(request, event, now);
  return after && { ...after, duties: dutiesAfter(request, event, after, now) };
}

/** What is asked, before anything has become of it. */
export type Wanted = Omit<Asked, 'version' | 'createdAt' | 'duties'>;

/** A new request that waits for the confirmation of one person. */
export function openFor(wanted: Wanted, target: ChosenTarget, now: number): Open {
  return { ...opened(wanted, now), state: 'open', target };
}

/** A new request that waits for a choice among several people. */
export function openChoice(wanted: Wanted, choice: Pick<Choosing, 'candidates' | 'unsure'>, now: number): Choosing {
  return { ...opened(wanted, now), state: 'choosing', ...choice };
}

function opened(wanted: Wanted, now: number) {
  return { ...wanted, version: 1, createdAt: now, duties: [], dueAt: now + CARD_LIFETIME };
}

const STEPS: { readonly [Type in EventType]: Step<Type> } = {
  picked: ({ candidates: _candidates, unsure: _unsure, ...request }, { target }, now) => ({
    ...request,
    state: 'open',
    target,
    dueAt: now + CARD_LIFETIME,
  }),
  'take-over-offered': (request, { heldBy }) => ({ ...request, heldBy }),
  cancelled: (request, _, now) => ({ ...over(request, now), state: 'cancelled' }),
  expired: (request, _, now) => ({ ...over(request, now), state: 'expired' }),
  refused: (request, { refusal }, now) => ({ ...over(request, now), state: 'refused', refusal }),
  'approval-asked': ({ heldBy: _, ...request }, { question, reason, ticket, signOut, terms, word }, now) => ({
    ...request,
    ...callerAfter(request, { word }, now),
    state: 'awaiting-approval',
    approval: question,
    reason,
    ticket,
    signOut,
    terms,
    dueAt: now + APPROVAL_LIFETIME,
  }),
  decided,
  confirmed,
  'new-secret': newSecret,
  repeated,
  'given-up': request => ({ ...request, givenUp: true }),
  'not-called': notCalled,
  accepted,
  'answer-lost': answerLost,
  rejected: (request, { refusal }, now) => endedInFailure(request, refusal, now),
  verification: (request, { verification }) => ({ ...request, verification }),
  'proof-asked': proofAsked,
  'proof-ask-sent': (request, { type: _, ask, ...where }) => ({ ...request, caller: withAskAs(request, ask, where) }),
  'proof-ask-unsent': askUnsent,
  'proof-answered': proofAnswered,
  'alarm-raised': alarmRaised,
  'signed-out': (request, { ended }) => ({ ...request, signedOut: ended }),
  'card-sent': (request, { place }) => ({ ...request, place }),
  'card-left': (request, { cardId }) => ({ ...request, leftCards: [...(request.leftCards ?? []), cardId] }),
  'question-sent': withQuestionSent,
  'question-waits': (request, { unasked }) => ({ ...request, approval: { ...request.approval, unasked } }),
  'run-card-sent': (request, { place }) => ({ ...request, runCard: place }),
  'to-be-told': (request, { told }) => ({ ...request, told }),
  'reminder-asked': (request, { told }, now) =>
    mayBeReminded(request, now) ? { ...request, told: [...(request.told ?? []), told] } : undefined,
  'told-sent': (request, { type: _, told: id, ...where }) => toldAs(request, id, where),
  'told-unsent': (request, { told: id, why }) => toldAs(request, id, { unsent: why }),
  'handover-sent': ({ undelivered: _, ...request }, { place }) => ({ ...request, handover: place }),
  'handover-waits': (request, { undelivered }) => ({ ...request, undelivered }),
  'duty-done': request => request,
  'duty-failed': request => request,
  'duties-claimed': request => request,
  withdrawn,
  'receipt-read': (request, { receipt }) => ({ ...request, receipt }),
  'secret-shown': (request, _, now) =>
    raisedAlarm(request) ? undefined : { ...request, shownAt: request.shownAt ?? now },
  'handed-over': (request, _, now) => done(request, 'handed-over', now),
  erased: (request, _, now) => erased(request, now),
  'taken-over': (request, { by }, now) => ({ ...erased(request, now), takenOver: { by, at: now } }),
};

/** With what is known of one of those who are told; undefined: they are none. */
function toldAs(request: From<'told-sent'>, id: string, changes: Partial<Told>): Request | undefined {
  const told = request.told ?? [];
  return told.some(each => each.id === id) ? { ...request, told: withToldAs(told, id, changes) } : undefined;
}

/** Nothing of the secret is kept; whether it was ever set, may not be known. */
function erased(request: CarriedOut | Unknown, now: number): Done | Failed {
  return request.state === 'carried-out'
    ? done(request, 'erased', now)
    : endedInFailure(request, { rule: 'answer-lost', values: { target: request.target.displayName } }, now);
}

function decided(request: AwaitingApproval, { decision }: EventOf<'decided'>, now: number): Approved | Declined {
  if (decision.verdict === 'declined') {
    const { dueAt: _, ...kept } = request;
    return { ...kept, state: 'declined', approval: { ...request.approval, decision }, finishedAt: now };
  }
  const approval = { ...request.approval, decision };
  return { ...request, state: 'approved', approval, dueAt: now + RUN_LIFETIME };
}

function confirmed(request: Open | Approved, event: EventOf<'confirmed'>, now: number): Running {
  const { reason, ticket, signOut, terms, word, type: _, ...claim } = event;
  const { heldBy, ...kept }: typeof request & Pick<Open, 'heldBy'> = request;
  const caller = callerAfter(request, { word }, now);
  return running({ ...kept, ...caller, reason, ticket, signOut, terms }, claim, { attempts: 1, now });
}

/** A lost call of which nothing is known may arrive yet, whatever is called for after it: of the directory's secrets, none is forgotten. */
function newSecret({ givenUp: _, ...request }: Running, { sealed }: EventOf<'new-secret'>, now: number): Running {
  const attempts = request.attempts + 1;
  if (sealed !== undefined) return running(request, { ...request, sealed }, { attempts, now });
  const { repeatedAt, calledAt } = request;
  return {
    ...request,
    attempts,
    repeatedAt: [...repeatedAt, now],
    calledAt: [...calledAt, ...byTheirClock(request, now)],
    dueAt: now + CALL_LEASE,
  };
}

/** The first call with a secret. */
function running(
  request: Asked & Pick<Running, 'target' | 'reason' | 'signOut' | 'terms' | 'approval' | 'runCard'>,
  { sealed, changedBefore, clockAhead, reach }: Claim,
  { attempts, now }: { attempts: number; now: number },
): Running {
  const begun = { attempts, startedAt: now, repeatedAt: [], clockAhead, changedBefore, reach };
  const calledAt = byTheirClock(begun, now);
  return { ...request, ...begun, calledAt, sealed, state: 'running', dueAt: now + CALL_LEASE };
}

/** A further call with the same secret. */
function repeated(
  { repeatRefused: _, givenUp: _givenUp, ...request }: Unknown,
  { clockAhead }: EventOf<'repeated'>,
  now: number,
): Running {
  return {
    ...request,
    state: 'running',
    clockAhead,
    repeatedAt: [...request.repeatedAt, now],
    calledAt: [...request.calledAt, ...byTheirClock({ clockAhead }, now)],
    dueAt: now + CALL_LEASE,
  };
}

/** Now, by the directory's clock; empty where that is not known. */
function byTheirClock({ clockAhead }: Pick<Calls, 'clockAhead'>, now: number): number[] {
  return clockAhead === undefined ? [] : [now + clockAhead];
}

/** However often it is tried again: a secret waits no longer. */
function answerLost(
  request: Running,
  { repeatRefused = false }: EventOf<'answer-lost'>,
  now: number,
): Unknown | Failed {
  const dueAt = Math.max(now, lastsUntil(request, request.startedAt));
  return endedByAlarm(request, 'perhaps-done', now) ?? { ...request, state: 'unknown', repeatRefused, dueAt };
}

/** Nothing was done: the request is where it was before the call. */
function notCalled(request: Running, _: EventOf<'not-called'>, now: number): Open | Approved | Failed {
  const ended = endedByAlarm(request, 'not-done', now);
  if (ended) return ended;
  const { sealed, attempts, startedAt, repeatedAt, calledAt, clockAhead, givenUp, changedBefore, reach, ...before } =
    request;
  const { approval, reason, signOut, terms, runCard, ...asked } = before;
  return approval
    ? {
        ...before,
        approval,
        state: 'approved',
        dueAt: Math.min(now + RUN_LIFETIME, approval.decision.at + APPROVED_LIFETIME),
      }
    : { ...asked, state: 'open', dueAt: now + CARD_LIFETIME };
}

/** With the secret that was sealed before the call, or the one that came with the answer. */
function accepted(request: Running | Unknown, event: EventOf<'accepted'>, now: number): CarriedOut | undefined {
  const { operationUrl, made, sealed = request.sealed } = event;
  if (sealed === undefined) return undefined;
  const verification = ACTIONS[request.action].confirmed(request, event);
  // Nobody is to see what was asked for by somebody who was not the person: it is over at once.
  const dueAt = raisedAlarm(request) ? now : lastsUntil({ ...request, made }, now);
  return { ...request, sealed, state: 'carried-out', carriedOutAt: now, verification, operationUrl, made, dueAt };
}

/** What a lost call had made is gone, while its request goes on; or what was made is gone after its end, and that once. */
function withdrawn(request: From<'withdrawn'>, _: EventOf<'withdrawn'>, now: number): Request | undefined {
  if (request.state !== 'done' && request.state !== 'failed') return request;
  return request.withdrawnAt === undefined ? { ...request, withdrawnAt: now } : undefined;
}

/** Until when a secret that has waited since then is kept for its requester. */
function lastsUntil(
  { action, made, clockAhead }: Pick<CarriedOut, 'action' | 'made' | 'clockAhead'>,
  since: number,
): number {
  return ACTIONS[action].handover.until(since, made, clockAhead);
}
