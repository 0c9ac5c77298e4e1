import { z } from 'zod';
import { ACTION_KINDS } from '../../action-kinds.ts';
import { ACTIONS } from '../../desk/actions/actions.ts';
import { FINDINGS, MADE, RECEIPT, TERMS } from '../../desk/actions/kept.ts';
import type { Because } from '../../desk/request/approval.ts';
import { nextLook } from '../../desk/request/duties.ts';
import { CARDS, DUTIES } from '../../desk/request/duty.ts';
import { PARTICULARS, type Particulars } from '../../desk/request/particulars.ts';
import { type ChosenTarget, type Reach, UNSURE } from '../../desk/request/people.ts';
import type { HandoverTrouble, RefusalRule } from '../../desk/request/refusal.ts';
import { REASONS, type Request, type RequestState } from '../../desk/request/request.ts';
import { StoreError } from '../../errors.ts';
import type { Locale } from '../../locales/locale.ts';
import { brought, withPlaces } from './earlier-request.ts';
import { CALLER, PLACE as place, TOLD, WITHOUT_PROOF } from './stored-caller.ts';

/**
 * A request as the stores keep it, what has a place of its own apart: its secret is in no document. The names of two states and
 * of two times are those of the first versions, which the indexes of the stores are made of.
 */
export interface StoredRequest {
  id: string;
  version: number;
  state: string;
  dueAt?: number;
  sealed?: string;
  /** All the rest, with the time at which it has to be looked at. */
  document: Readonly<Record<string, unknown>>;
}

const STATE_NAMES: Readonly<Partial<Record<RequestState, string>>> = { running: 'resetting', 'carried-out': 'reset' };
const STATES_BY_NAME = new Map(Object.entries(STATE_NAMES).map(([state, name]) => [name, state]));

/** A request as it is stored. */
export function toStored(request: Request): StoredRequest {
  const { id, version, state, dueAt, sealed, startedAt, carriedOutAt, ...rest } = {
    dueAt: undefined,
    sealed: undefined,
    startedAt: undefined,
    carriedOutAt: undefined,
    ...request,
  };
  const document = { ...rest, resetStartedAt: startedAt, resetAt: carriedOutAt, workAt: nextLook(request) };
  return { id, version, state: STATE_NAMES[state] ?? state, dueAt, sealed, document };
}

/**
 * A request as the domain knows it: each state with what belongs to it, and nothing else. One that an earlier version has stored
 * is brought up to date.
 * @throws StoreError when it is none.
 */
export function fromStored({ id, version, state, dueAt, sealed, document }: StoredRequest): Request {
  const { resetStartedAt: startedAt, resetAt: carriedOutAt, ...rest } = document;
  const known = {
    ...rest,
    id,
    version,
    state: STATES_BY_NAME.get(state) ?? state,
    dueAt,
    sealed,
    startedAt,
    carriedOutAt,
  };
  const read = request.safeParse(withoutMissing(withPlaces('duties' in document ? known : brought(known))));
  if (read.success) return read.data;
  // What is wrong is named, and no value of it: it may be a name.
  const where = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new StoreError(`The request ${id} of the store can’t be read (${where}). Restore the store as it was.`);
}

const text = z.string();
const time = z.number();
const optionalText = text.optional();

const locale = z.custom<Locale>(isText);
const person = z.object({
  id: text,
  name: text,
  acting: z.object({ id: text, name: text }).optional(),
  employeeIds: z.array(text).optional(),
});
const asker = person.extend({ channelUserId: text, locale, timeZone: optionalText });
const refusal = z.object({ rule: z.custom<RefusalRule>(isText), values: z.record(text, text) });
const because = z.object({ rule: z.custom<Because['rule']>(isText), values: z.record(text, text) });
const revocation = z.enum(['done', 'failed', 'unknown']);
const target = PARTICULARS.extend({
  roleNames: z.array(text),
  eligibleNames: z.array(text).optional(),
  synced: z.boolean(),
  rolesComplete: z.boolean(),
  eligibilityUnknown: z.boolean().optional(),
  roleIds: z.array(text),
  findings: FINDINGS.optional(),
  unitIds: z.array(text).optional(),
} satisfies Readonly<Record<Exclude<keyof ChosenTarget, keyof Particulars>, z.ZodType>>);
const candidate = PARTICULARS.pick({ id: true, displayName: true, userPrincipalName: true, department: true });

const said = z.object({ by: person, at: time });
const approving = said.extend({ verdict: z.literal('approved') });
const declining = said.extend({ verdict: z.literal('declined'), reason: text });
const askedIn = z.object({ place, viewer: z.object({ locale, timeZone: optionalText }).optional() });
const question = z.object({
  because,
  withoutProof: WITHOUT_PROOF.optional(),
  alarm: optionalText,
  askedAt: time,
  places: z.array(askedIn).optional(),
  here: z.literal(true).optional(),
  unasked: z.enum(['later', 'kept-out']).optional(),
});
const approved = question.extend({ decision: approving });

const asked = z.object({
  id: text,
  version: time,
  action: z.enum(ACTION_KINDS),
  correlationId: text,
  requester: asker,
  place,
  leftCards: z.array(text).optional(),
  query: optionalText,
  ticket: optionalText,
  note: optionalText,
  typedPassword: z.boolean(),
  createdAt: time,
  caller: CALLER.optional(),
  duties: z.array(
    z.object({
      what: z.enum(DUTIES),
      at: time,
      tries: time,
      left: z.array(z.enum(CARDS)).optional(),
      reached: z.array(text).optional(),
    }),
  ),
});
const waiting = { dueAt: time };
const over = { finishedAt: time };
const reason = z.enum(REASONS).optional();
const confirmed = { target, reason, signOut: z.boolean(), terms: TERMS.optional() };
const begun = {
  ...confirmed,
  attempts: time,
  startedAt: time,
  repeatedAt: z.array(time),
  clockAhead: time.optional(),
  givenUp: z.literal(true).optional(),
  calledAt: z.array(time),
  changedBefore: time.optional(),
  // Of earlier versions it is not known: nobody takes over from those.
  reach: z.enum(['everybody', 'some'] satisfies Reach[]).default('everybody'),
  approval: approved.optional(),
  runCard: place.optional(),
};
const accepted = {
  ...begun,
  carriedOutAt: time,
  verification: z.enum(['pending', 'verified', 'accepted']),
  operationUrl: optionalText,
  made: MADE.optional(),
  signedOut: revocation.optional(),
  handover: place.optional(),
  shownAt: time.optional(),
  undelivered: z.custom<HandoverTrouble>(isText).optional(),
  told: TOLD.optional(),
};
const afterwards = { withdrawnAt: time.optional(), receipt: RECEIPT.optional() };
const takenOver = z.object({ by: person, at: time }).optional();
const untouched = {
  ...over,
  target: target.optional(),
  reason,
  approval: question.extend({ decision: approving.or(declining).optional() }).optional(),
  runCard: place.optional(),
};

const states = z.discriminatedUnion('state', [
  asked.extend({
    ...waiting,
    state: z.literal('choosing'),
    candidates: z.array(candidate),
    unsure: z.enum(UNSURE).optional(),
  }),
  asked.extend({ ...waiting, state: z.literal('open'), target, heldBy: optionalText }),
  asked.extend({ ...waiting, ...confirmed, state: z.literal('awaiting-approval'), approval: question }),
  asked.extend({
    ...waiting,
    ...confirmed,
    state: z.literal('approved'),
    approval: approved,
    runCard: place.optional(),
  }),
  asked.extend({ ...waiting, ...begun, state: z.literal('running'), sealed: optionalText }),
  asked.extend({ ...waiting, ...begun, state: z.literal('unknown'), sealed: optionalText, repeatRefused: z.boolean() }),
  asked.extend({ ...waiting, ...accepted, state: z.literal('carried-out'), sealed: text }),
  asked.extend({
    ...over,
    ...accepted,
    ...afterwards,
    state: z.literal('done'),
    ending: z.enum(['handed-over', 'erased']),
    takenOver,
  }),
  asked.extend({ ...untouched, state: z.literal('cancelled') }),
  asked.extend({ ...untouched, state: z.literal('expired') }),
  asked.extend({
    ...over,
    ...confirmed,
    state: z.literal('declined'),
    approval: question.extend({ decision: declining }),
  }),
  asked.extend({ ...untouched, state: z.literal('refused'), refusal }),
  asked.extend({
    ...over,
    ...begun,
    state: z.literal('failed'),
    refusal,
    carriedOutAt: time.optional(),
    operationUrl: optionalText,
    made: MADE.optional(),
    ...afterwards,
    signedOut: revocation.optional(),
    handover: place.optional(),
    shownAt: time.optional(),
    told: TOLD.optional(),
    takenOver,
  }),
]);

/** A secret of ours is in the store before it is called for; of the directory's there is none yet. */
const request = states.refine(hasSecret, { path: ['sealed'] }) satisfies z.ZodType<Request>;

function hasSecret(read: z.output<typeof states>): boolean {
  const isCalled = read.state === 'running' || read.state === 'unknown';
  return !isCalled || read.sealed !== undefined || ACTIONS[read.action].prepare === undefined;
}

/** What is there: a part that is missing and one that is undefined are the same. */
function withoutMissing(parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
