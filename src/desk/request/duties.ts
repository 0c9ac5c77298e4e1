import { keepsOut } from '../../errors.ts';
import { ACTIONS } from '../actions/actions.ts';
import {
  DUTY_LEASE,
  HAND_OVER_AGAIN,
  LONGEST_SEND_AGAIN,
  LOOK_AGAIN,
  MOST_FREQUENT_TRIES,
  SEND_AGAIN,
  SEND_AGAIN_SELDOM,
  SHOW_WITHIN,
} from '../times.ts';
import { unaskedIn } from './approval.ts';
import { knownCaller, raisedAlarm } from './caller.ts';
import { DUTIES, type Duty, type DutyKind } from './duty.ts';
import type { EventOf, EventType, RequestEvent } from './events.ts';
import { takenOverOf } from './holding.ts';
import { INVISIBLE } from './possible-events.ts';
import { approvalOf, type CarriedOut, type Request, toldOf } from './request.ts';
import { isToTell } from './told.ts';

/** After how long another process does what the one that caused it does at once. */
const FIRST: Readonly<Record<Exclude<DutyKind, 'ask-over'>, number>> = {
  proof: SHOW_WITHIN,
  alert: SHOW_WITHIN,
  question: SHOW_WITHIN,
  'find-out': LOOK_AGAIN,
  handover: SHOW_WITHIN,
  'sign-out': SHOW_WITHIN,
  cards: SHOW_WITHIN,
  'run-card': SHOW_WITHIN,
  notice: SHOW_WITHIN,
  verify: LOOK_AGAIN,
  tell: SHOW_WITHIN,
  withdraw: SHOW_WITHIN,
};

/** When one kind of duty begins and how long it holds. */
interface DutyRule {
  /** Whether the event, which has led to `after`, makes it owed. */
  begins(event: RequestEvent, after: Request): boolean;
  /** Whether it is still owed. */
  holds(request: Request): boolean;
  /** Milliseconds until whoever looks does it, after so many failed tries in a row. */
  within(tries: number, request: Request): number;
}

/** The states of a request with a second person's part in which its requester is told privately. */
const TOLD: readonly Request['state'][] = ['unknown', 'refused', 'failed', 'declined', 'expired'];

const RULES: Readonly<Record<DutyKind, DutyRule>> = {
  proof: {
    begins: event => event.type === 'proof-asked',
    holds: request => {
      const ask = knownCaller(request).asks.at(-1);
      return ask !== undefined && ask.ended === undefined && ask.place === undefined;
    },
    within: sendingSoon,
  },
  'ask-over': {
    begins: event => event.type === 'proof-asked',
    holds: request => {
      const ask = knownCaller(request).asks.at(-1);
      return ask !== undefined && ask.ended === undefined;
    },
    within: () => SEND_AGAIN,
  },
  alert: {
    // A second person stands in for what shows who calls.
    begins: ({ type }, after) =>
      type === 'alarm-raised' || (type === 'decided' && after.state === 'approved' && !!after.approval.withoutProof),
    holds: () => true,
    within: sendingAgain,
  },
  question: {
    begins: event => event.type === 'approval-asked' && event.question.places !== undefined,
    holds: request => request.state === 'awaiting-approval' && unaskedIn(request.approval).length > 0,
    within: (tries, request) => (approvalOf(request)?.unasked === 'kept-out' ? LOOK_AGAIN : sendingSoon(tries)),
  },
  'find-out': {
    begins: event => event.type === 'answer-lost',
    holds: ({ state }) => state === 'unknown',
    within: () => LOOK_AGAIN,
  },
  handover: {
    begins: event => event.type === 'accepted',
    holds: request => request.state === 'carried-out' && request.handover === undefined && !raisedAlarm(request),
    within: (_, request) => handingOverAgain(request),
  },
  'sign-out': {
    begins: event => event.type === 'accepted',
    holds: request => wasCarriedOut(request) && request.signOut && request.signedOut === undefined,
    within: () => LOOK_AGAIN,
  },
  cards: {
    begins: event => !INVISIBLE.includes(event.type),
    holds: () => true,
    within: sendingAgain,
  },
  'run-card': {
    begins: event => event.type === 'decided' || event.type === 'not-called',
    holds: request => request.state === 'approved' && request.runCard === undefined,
    within: sendingSoon,
  },
  notice: {
    begins: (event, after) =>
      event.type === 'taken-over' ||
      event.type === 'alarm-raised' ||
      (endsOrLoses(event, after) && (TOLD.includes(after.state) || raisedAlarm(after) !== undefined)),
    holds: request =>
      takenOverOf(request) !== undefined ||
      raisedAlarm(request) !== undefined ||
      (approvalOf(request) !== undefined && TOLD.includes(request.state)),
    within: sendingAgain,
  },
  verify: {
    begins: event => event.type === 'accepted',
    holds: request => wasCarriedOut(request) && request.verification === 'pending',
    within: () => LOOK_AGAIN,
  },
  // Nobody is told of what may not have happened yet.
  tell: {
    begins: ({ type }) => type === 'accepted' || type === 'verification' || type === 'reminder-asked',
    holds: request =>
      wasCarriedOut(request) &&
      request.verification !== 'pending' &&
      raisedAlarm(request) === undefined &&
      (toldOf(request)?.some(isToTell) ?? true),
    within: sendingAgain,
  },
  withdraw: {
    begins: ({ type }) => WITHDRAWING.includes(type),
    holds: request => mayLiveOn(request) || mayBeReplaced(request),
    within: tries => Math.min(LOOK_AGAIN * tries, SEND_AGAIN_SELDOM),
  },
};

/** After which something may be left in the directory that nobody is to have; a call may have been lost that an alarm has ended. */
const WITHDRAWING: readonly EventType[] = [
  'erased',
  'taken-over',
  'rejected',
  'accepted',
  'alarm-raised',
  'answer-lost',
  'not-called',
];

/** Ended with something in the directory, or perhaps, whose secret nobody was given or is to have, and that can be taken back. */
type LivingOn = Extract<Request, { state: 'done' | 'failed' }>;

/** Whether that is so of this request. A call that was repeated, or whose answer was lost, may have made something. */
export function mayLiveOn(request: Request): request is LivingOn {
  if (request.state !== 'done' && request.state !== 'failed') return false;
  if (!ACTIONS[request.action].afterwards || request.withdrawnAt !== undefined) return false;
  if (request.state === 'done') return request.ending === 'erased' || raisedAlarm(request) !== undefined;
  return request.made !== undefined || isUnaccounted(request);
}

/** What was made and has, or will have, somebody who sees it: a lost call may arrive yet and take its place. */
export function mayBeReplaced(request: Request): request is Extract<Request, { state: 'carried-out' | 'done' }> {
  if (!wasCarriedOut(request) || !ACTIONS[request.action].afterwards || request.repeatedAt.length === 0) return false;
  if (raisedAlarm(request)) return false;
  return request.state === 'carried-out' || (request.ending === 'handed-over' && request.withdrawnAt === undefined);
}

/** Whether a lost call may have made something in the directory that can be taken back, and of which nothing is known. */
export function isUnaccounted(request: Request): boolean {
  if (request.state !== 'failed' || request.made || !ACTIONS[request.action].afterwards) return false;
  return request.repeatedAt.length > 0 || ['answer-lost', 'caller-denied-late'].includes(request.refusal.rule);
}

/** Done, whether the secret still waits or not. */
export function wasCarriedOut(request: Request): request is Extract<Request, { state: 'carried-out' | 'done' }> {
  return request.state === 'carried-out' || request.state === 'done';
}

/**
 * What is owed after an event: what it makes owed anew, and of what was owed before, what still is. A duty ends by itself when
 * the request no longer owes it: the question has been sent, the outcome is known.
 */
export function dutiesAfter(before: Request, event: RequestEvent, after: Request, now: number): readonly Duty[] {
  return DUTIES.flatMap(what => {
    const rule = RULES[what];
    if (!rule.holds(after)) return [];
    if (rule.begins(event, after)) return [{ what, at: firstLook(what, after, now), tries: 0 }];
    const present = before.duties.find(duty => duty.what === what);
    return present ? still(present, event, after, now) : [];
  });
}

/** When a duty that begins now is taken up by whoever looks. */
function firstLook(what: DutyKind, request: Request, now: number): number {
  return what === 'ask-over' ? (knownCaller(request).asks.at(-1)?.until ?? now) : now + FIRST[what];
}

/** When a request has to be looked at: its state ends, or something is owed. undefined: never again. */
export function nextLook(request: Request): number | undefined {
  const times = request.duties.map(({ at }) => at);
  if ('dueAt' in request) times.push(request.dueAt);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Whether this is owed. */
export function owes(request: Request, what: DutyKind): boolean {
  return request.duties.some(duty => duty.what === what);
}

/** What whoever looks now has to take up. */
export function dueDuties({ duties }: Request, now: number): readonly DutyKind[] {
  return duties.filter(({ at }) => at <= now).map(({ what }) => what);
}

/** What each of these events says that it waits. */
const WAITING = { 'handover-waits': 'handover', 'question-waits': 'question' } as const;

function still(duty: Duty, event: RequestEvent, after: Request, now: number): Duty[] {
  const again = (failed: Duty): Duty => {
    const tries = failed.tries + 1;
    return { ...failed, tries, at: now + RULES[failed.what].within(tries, after) };
  };
  switch (event.type) {
    case 'duty-done':
      return event.duty === duty.what ? [] : [duty];
    case 'duty-failed':
      if (event.duty !== duty.what) return [duty];
      return event.forGood ? [] : [{ ...again(duty), ...leftOf(event) }];
    case 'handover-waits':
    case 'question-waits':
      return [duty.what === WAITING[event.type] ? again(duty) : duty];
    case 'duties-claimed':
      return [duty.at <= now ? { ...duty, at: now + DUTY_LEASE } : duty];
    default:
      return [duty];
  }
}

function leftOf({ left, reached }: EventOf<'duty-failed'>): Pick<Duty, 'left' | 'reached'> {
  return { ...(left && { left }), ...(reached && { reached }) };
}

/** What a requester has not seen happen themselves; of an answer that was lost more than once they know. */
function endsOrLoses({ type }: RequestEvent, after: Request): boolean {
  if (raisedAlarm(after)) return ['alarm-raised', 'answer-lost', 'not-called', 'rejected'].includes(type);
  if (type === 'answer-lost') return after.state === 'unknown' && after.repeatedAt.length === 0;
  return ['refused', 'rejected', 'decided', 'expired', 'erased'].includes(type);
}

/** A request, with why its password can't be handed over if it has one. */
type Undelivered = Pick<Request, 'state'> & Pick<CarriedOut, 'undelivered'>;

/** Where the bot is kept out somebody has to do something about it, and is told so. */
function handingOverAgain({ undelivered: why = 'later' }: Undelivered): number {
  if (why === 'later') return HAND_OVER_AGAIN;
  return keepsOut(why) ? LOOK_AGAIN : LONGEST_SEND_AGAIN;
}

/** For what can wait for a day. */
function sendingAgain(tries: number): number {
  return tries < MOST_FREQUENT_TRIES ? sendingSoon(tries) : SEND_AGAIN_SELDOM;
}

/** For what somebody waits for, in a request that itself ends soon. */
function sendingSoon(tries: number): number {
  return Math.min(SEND_AGAIN * 2 ** (tries - 1), LONGEST_SEND_AGAIN);
}
