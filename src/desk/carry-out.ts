import { DirectoryError, StoreError, UnrecordedCallError } from '../errors.ts';
import type { LostCall } from './actions/action.ts';
import { ACTIONS } from './actions/actions.ts';
import { alarmFor } from './alarms.ts';
import { doneOr, type Happened, STALE } from './answers.ts';
import { advance, CLOCK, type Desk, settle } from './desk.ts';
import type { CallAnswer, DirectorySession, Why } from './ports.ts';
import type { Actor } from './request/actor.ts';
import { raisedAlarm } from './request/caller.ts';
import { mayLiveOn } from './request/duties.ts';
import { neverCalled } from './request/evolve-caller.ts';
import type { Request, Running, Unknown } from './request/request.ts';
import { isSameCall } from './request/same-call.ts';
import { DIRECTORY_WITHIN } from './times.ts';
import { unclaimed } from './unclaimed.ts';
import { withdrawUnseen } from './withdraw-unseen.ts';

type Accepted = Extract<CallAnswer, { kind: 'accepted' }>;
type Result = Happened | typeof STALE;

/** A call under way: the request that was claimed for it, and whose sign-in it is made with. */
interface Call {
  desk: Desk;
  session: DirectorySession;
  claimed: Running;
  /** Who has passed as the requester. */
  actor: Actor;
  /** The alarm about the target that was in force when it was judged. */
  alarmId?: string;
}

/**
 * Calls the directory for a request that was claimed for it, and writes down what it answered. `secret`: ours; undefined where
 * the directory makes it.
 * @throws DirectoryError when the requester has to sign in again; UnrecordedCallError when it may have been done, and that can't
 * be put on record.
 */
export async function carryOut(call: Call, secret: string | undefined): Promise<Result> {
  const { desk, session, claimed } = call;
  const action = ACTIONS[claimed.action];
  const stopped = await stoppedByAlarm(call);
  if (stopped) return stopped;
  // A process that stood still since it claimed the request holds it no longer.
  if (desk.now() >= claimed.dueAt) return STALE;
  const isInTime = () => desk.now() + DIRECTORY_WITHIN <= claimed.dueAt;
  const answer = await action.call(session, claimed, { secret, isInTime });
  if (answer.tookAway) await noteWithdrawn(desk, claimed);
  if (answer.kind !== 'rejected' || claimed.repeatedAt.length > 0) {
    return perhapsDone(call, answer).catch((error: unknown) => {
      throw error instanceof StoreError ? new UnrecordedCallError(claimed.id, { cause: error }) : error;
    });
  }
  if (answer.why === 'denied' && session.olderSignIn) throw await outdated(desk, claimed);
  return answer.why === 'password-not-accepted' && mayTryAnother(claimed)
    ? withAnother(call)
    : rejected(call, answer.why);
}

/**
 * Somebody may have said meanwhile that the person never called. Said of this request, it ends; said of another one about the same
 * person, it is as if it had not been called for: what is wanted then is judged again.
 */
async function stoppedByAlarm(call: Call): Promise<Result | undefined> {
  const { desk, claimed, actor, alarmId } = call;
  const present = await desk.store.get(claimed.id);
  if (present && raisedAlarm(present)) return rejected(call, 'never-called');
  const alarm = await alarmFor(desk, claimed.target.id, actor);
  if (!alarm || alarm.id === alarmId) return undefined;
  if (claimed.repeatedAt.length > 0) return unknown(desk, claimed);
  await advance(desk, claimed, { type: 'not-called', why: 'alarm' });
  return STALE;
}

function mayTryAnother({ action, attempts }: Running): boolean {
  return attempts <= ACTIONS[action].moreSecrets;
}

/** Calls once more, for another secret. */
async function withAnother(call: Call): Promise<Result> {
  const { desk, claimed } = call;
  const another = ACTIONS[claimed.action].prepare?.(claimed.target);
  const sealed = another === undefined ? undefined : desk.seal.seal(another, claimed.id);
  const next = await advance(desk, claimed, { type: 'new-secret', sealed });
  return next?.state === 'running' ? carryOut({ ...call, claimed: next }, another) : STALE;
}

/** It has been done, or may have been: by this call or by an earlier one. */
function perhapsDone(call: Call, answer: CallAnswer): Promise<Result> {
  switch (answer.kind) {
    case 'accepted':
      return acceptedOrWithdrawn(call, answer);
    case 'unknown':
      return lost(call);
    case 'rejected':
      return rejectedAgain(call, answer.why);
  }
}

/**
 * An earlier call with the same secret may have arrived: the refusal of its repeat says nothing of it, and may even come of it.
 * The secret is kept until the account has told, or its time is up. Where what arrived is taken back, the refusal counts.
 */
async function rejectedAgain(call: Call, why: Why): Promise<Result> {
  const { desk, session, claimed } = call;
  const { again, mayBeInForce } = ACTIONS[claimed.action];
  if (why === 'sign-in-again') {
    await unknown(desk, claimed);
    throw signInAgain();
  }
  const found = await lookFor(desk, session, claimed).catch(() => 'unreadable' as const);
  if (found === 'arrived') return accepted(desk, claimed);
  if (found === 'undone' && mayTryAnother(claimed)) return withAnother(call);
  if (found !== 'unreadable' && again === 'look-then-replace') return rejected(call, why);
  return unknown(desk, claimed, mayBeInForce.includes(why));
}

/**
 * Looks for what a lost call has done; what it takes back in the directory is on record.
 * @throws DirectoryError
 */
export async function lookFor(desk: Desk, session: DirectorySession, request: Running | Unknown): Promise<LostCall> {
  const found = await ACTIONS[request.action].afterLost(session, request, unclaimed(desk, request));
  if (found === 'undone') await noteWithdrawn(desk, request);
  return found;
}

function noteWithdrawn(desk: Desk, request: Running | Unknown): Promise<Request | undefined> {
  return settle(desk, request.id, { type: 'withdrawn' }, present => isSameCall(present, request));
}

/** What was made is nobody's where its request has moved on meanwhile: somebody took over, or its time was up. */
async function acceptedOrWithdrawn({ desk, session, claimed }: Call, answer: Accepted): Promise<Result> {
  const done = await accepted(desk, claimed, answer);
  if (!answer.made) return done;
  const present = done.kind === 'done' ? done.request : await desk.store.get(claimed.id);
  if (!present || !mayLiveOn(present)) return done;
  const request = await withdrawUnseen(desk, session, { ...present, made: answer.made.what });
  return done.kind === 'done' ? { ...done, request } : done;
}

async function rejected({ desk, session, claimed }: Call, why: Why | 'never-called'): Promise<Result> {
  if (why === 'never-called') {
    const refusal = neverCalled(claimed.target, claimed.repeatedAt.length > 0 ? 'perhaps-done' : 'not-done');
    return doneOr(await advance(desk, claimed, { type: 'rejected', refusal }), STALE);
  }
  if (why === 'sign-in-again') {
    // Nothing was done: the card stays as it is, and the press goes on after the sign-in.
    await advance(desk, claimed, { type: 'not-called' });
    throw signInAgain();
  }
  // Another service than the one that knows the accounts may be what does not find it.
  const known = why === 'gone' && !(await isGone(session, claimed)) ? 'not-possible' : why;
  const rule = ACTIONS[claimed.action].refusals[known] ?? 'not-possible';
  const refusal = { rule, values: { target: claimed.target.displayName } };
  return doneOr(await advance(desk, claimed, { type: 'rejected', refusal }), STALE);
}

async function isGone(session: DirectorySession, { target }: Running): Promise<boolean> {
  const examined = await session.examine(target.id).catch(() => undefined);
  return examined !== undefined && examined.target === undefined;
}

/**
 * The directory has done it. That stays true when the lease has lapsed meanwhile, as long as the secret is still this one; where
 * somebody has said meanwhile that the person never called, nobody gets that.
 */
export async function accepted(desk: Desk, claimed: Running | Unknown, answer?: Accepted): Promise<Result> {
  const { operationUrl, made } = answer ?? {};
  const sealed = made && desk.seal.seal(made.secret, claimed.id);
  const event = { type: 'accepted', operationUrl, sealed, made: made?.what } as const;
  const holds = (present: Request) => isSameCall(present, claimed) && !isGivenUp(present);
  const request = await settle(desk, claimed.id, event, holds);
  if (!request) return STALE;
  const erased = raisedAlarm(request) && (await advance(desk, request, { type: 'erased' }, { by: CLOCK }));
  return { kind: 'done', request: erased ?? request, retryAfterSeconds: answer?.retryAfterSeconds };
}

function isGivenUp(request: Request): boolean {
  return 'givenUp' in request && request.givenUp === true;
}

/** The answer was lost. The account tells whether the call arrived. */
async function lost(call: Call): Promise<Result> {
  const { desk, session, claimed } = call;
  const found = await lookFor(desk, session, claimed).catch(() => 'not-seen' as const);
  if (found === 'arrived') return accepted(desk, claimed);
  return found === 'undone' && mayTryAnother(claimed) ? withAnother(call) : unknown(desk, claimed);
}

async function unknown(desk: Desk, claimed: Running, repeatRefused = false): Promise<Result> {
  return doneOr(await advance(desk, claimed, { type: 'answer-lost', repeatRefused }), STALE);
}

/** Nothing was done, and the role may be newer than the sign-in: the press goes on with a new one, whose no is final. */
async function outdated(desk: Desk, claimed: Running): Promise<DirectoryError> {
  await advance(desk, claimed, { type: 'not-called', why: 'graph-denied' });
  return new DirectoryError('sign-in-again', 'Graph refused the call with an older sign-in', { outdated: true });
}

function signInAgain(): DirectoryError {
  return new DirectoryError('sign-in-again', 'Graph wants a new sign-in for the call');
}
