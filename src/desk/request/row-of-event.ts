import { USUAL_ACTION } from '../../action-kinds.ts';
import type { RecordNames } from '../actions/action.ts';
import { ACTIONS } from '../actions/actions.ts';
import type { AuditEntry, AuditEvent } from './audit-entry.ts';
import { askOf, knownCaller, raisedAlarm } from './caller.ts';
import type { By } from './commands.ts';
import { ROWS_OF_DONE } from './duty.ts';
import type { EventOf, EventType, RequestEvent } from './events.ts';
import { isAlive } from './proof.ts';
import { approvalOf, type Request, refusalOf, targetOf, toldOf } from './request.ts';
import type { Told } from './told.ts';

/**
 * The row on the record that goes with an event: it follows from the request before it, the event, and who caused it. undefined:
 * nothing was decided. `now` is in milliseconds since the epoch.
 */
export function rowOf(
  before: Request,
  event: RequestEvent,
  after: Request,
  { by, at, now }: By & { now: number },
): AuditEntry | undefined {
  const name = nameOf(before, event);
  if (!name) return undefined;
  return {
    ...rowAbout(after, { by, at, now }),
    event: name,
    rule: refusalOf(after)?.rule,
    reason: reasonOf(after) ?? reasonOf(before),
    detail: detailOf(event, after),
    ...proofOf(after, event, now),
  };
}

/** The row of a new request. */
export function openingRow(request: Request, now: number): AuditEntry {
  const event = request.state === 'choosing' ? 'request-choosing' : 'request-opened';
  return { ...rowAbout(request, { by: request.requester, now }), event };
}

/** What every row about a request holds, its event apart. */
export function rowAbout(request: Request, { by, at, now }: By & { now: number }): Omit<AuditEntry, 'event'> {
  const target = targetOf(request);
  return {
    at: now,
    // What stands on record from before there was another action is about a password.
    ...(request.action !== USUAL_ACTION && { action: request.action }),
    correlationId: request.correlationId,
    actorId: by.id,
    actorName: by.name,
    ...(by.acting && { actingId: by.acting.id, actingName: by.acting.name }),
    requestId: request.id,
    targetId: target?.id,
    targetName: target?.userPrincipalName,
    conversationId: (at ?? request.place).conversationId,
    rule: refusalOf(request)?.rule,
    reason: reasonOf(request),
    note: request.note,
    ticket: request.ticket,
  };
}

/** What was asked for, where somebody was to show who calls; what has shown it, where the request begins with its calls or asks a second person. */
function proofOf(after: Request, event: RequestEvent, now: number): Pick<AuditEntry, 'proof'> {
  const { type } = event;
  if (type === 'proof-answered') return { proof: askOf(after, event.ask)?.kind };
  if (type !== 'confirmed' && type !== 'approval-asked') return {};
  const of = { action: after.action, targetId: targetOf(after)?.id ?? '' };
  const shown = knownCaller(after).proofs.filter(proof => isAlive(proof, of, now));
  const kinds = [...new Set(shown.map(({ kind }) => kind)), ...(approvalOf(after)?.withoutProof ? ['none'] : [])];
  return kinds.length > 0 ? { proof: kinds.join(' ') } : {};
}

function reasonOf(request: Request): string | undefined {
  return 'reason' in request ? request.reason : undefined;
}

type Name<Type extends EventType> = (
  event: EventOf<Type>,
  names: RecordNames,
  before: Request,
) => AuditEvent | undefined;

/** The names of what is decided; what is not here is no decision. */
const NAMES: { readonly [Type in EventType]?: Name<Type> } = {
  picked: () => 'request-picked',
  cancelled: () => 'request-cancelled',
  expired: () => 'request-expired',
  refused: () => 'request-refused',
  'approval-asked': () => 'approval-asked',
  decided: ({ decision }) => (decision.verdict === 'approved' ? 'request-approved' : 'request-declined'),
  confirmed: (_, names) => names.started,
  'new-secret': (_, names) => names.started,
  repeated: (_, names) => names.started,
  'not-called': (_, names, before) => (raisedAlarm(before) ? names.failed : names.notCalled),
  accepted: (_, names) => names.accepted,
  // A request that has ended keeps its last row; that its deed did not hold is put on record beside it.
  rejected: (_, names, before) => (before.state === 'done' ? names.undone : names.failed),
  // What somebody has raised the alarm about meanwhile ends with it.
  'answer-lost': (_, names, before) => (raisedAlarm(before) ? names.failed : names.unknown),
  verification: ({ verification }, names) => (verification === 'verified' ? names.verified : names.notVerifiable),
  'proof-answered': ({ ended }) => (ended === 'proved' ? 'proof-given' : 'proof-not-given'),
  // With what a request ends whose caller never called; what was said is on record beside it.
  'alarm-raised': (_, names, before) => endedByAlarm(before, names),
  'signed-out': ({ ended }) => (ended === 'done' ? 'sessions-revoked' : 'sessions-not-revoked'),
  'to-be-told': ({ told }) => (told.some(({ unsent }) => unsent !== undefined) ? 'notice-not-sent' : undefined),
  'reminder-asked': () => 'reminder-asked',
  'told-sent': ({ told: id }, _, before) => (toldAs(before, id)?.place ? undefined : 'notice-sent'),
  'told-unsent': () => 'notice-not-sent',
  'handover-sent': () => ROWS_OF_DONE.handover,
  'duty-done': ({ duty }) => ROWS_OF_DONE[duty],
  'handover-waits': () => 'handover-waiting',
  withdrawn: (_, names) => names.withdrawn,
  // Asked again and again, it says the same.
  'receipt-read': ({ receipt }, names, before) => (receiptOf(before) === receipt.status ? undefined : names.receipt),
  'secret-shown': (_, names) => names.shown,
  'handed-over': (_, names) => names.handedOver,
  erased: (_, names) => names.erased,
  'taken-over': () => 'request-taken-over',
};

function endedByAlarm({ state }: Request, names: RecordNames): AuditEvent | undefined {
  if (state === 'unknown') return names.failed;
  if (state === 'carried-out') return names.erased;
  return state === 'open' || state === 'awaiting-approval' || state === 'approved' ? 'request-refused' : undefined;
}

function receiptOf(request: Request): string | undefined {
  return 'receipt' in request ? request.receipt?.status : undefined;
}

function toldAs(request: Request, id: string): Told | undefined {
  return toldOf(request)?.find(told => told.id === id);
}

function nameOf(before: Request, event: RequestEvent): AuditEvent | undefined {
  // Each name is asked about its own kind of event.
  const name = NAMES[event.type] as Name<EventType> | undefined;
  return name?.(event, ACTIONS[before.action].record, before);
}

/** What else belongs to a row: why a second person is needed, why one declined, for which request a target was taken over. */
function detailOf(event: RequestEvent, after: Request): string | undefined {
  switch (event.type) {
    case 'approval-asked':
      return event.question.because.rule;
    case 'decided':
      return event.decision.verdict === 'declined' ? event.decision.reason : undefined;
    case 'not-called':
      return event.why;
    case 'receipt-read':
      return event.receipt.status;
    case 'proof-answered':
      return event.ended;
    case 'to-be-told':
      return event.told.flatMap(({ as, unsent }) => (unsent ? `${as} ${unsent}` : [])).join(', ');
    case 'told-sent':
      return calledOnRecord(toldAs(after, event.told));
    case 'told-unsent':
      return `${calledOnRecord(toldAs(after, event.told))} ${event.why}`;
    case 'taken-over':
      return event.requestId;
    default:
      return undefined;
  }
}

/** Who is told of what was done, or reminded later. */
function calledOnRecord(told: Told | undefined): string | undefined {
  return told?.remindedAt === undefined ? told?.as : 'manager-reminded';
}
