import { actsWith, isAccountOf, kept } from './actor.ts';
import type { Approving, AskedIn, Declining, Question } from './approval.ts';
import type { AuditEvent } from './audit-entry.ts';
import { askOf, isCallerShown, isTooLateForAlarm, openAskOf, raisedAlarm } from './caller.ts';
import { candidateOf } from './candidate-of.ts';
import type { By, Command, Deed, Facts } from './commands.ts';
import type { Input, RequestEvent } from './events.ts';
import { isHolding } from './holding.ts';
import { lackingProof, whyMissing } from './lacking-proof.ts';
import { mayBeReminded, mayLieAround } from './lying-around.ts';
import { mayTakeOver } from './may-take-over.ts';
import type { ChosenTarget, Somebody } from './people.ts';
import { isInConversation } from './place.ts';
import type { AskedProof, Demand } from './proof.ts';
import type { Refusal } from './refusal.ts';
import { dueAtOf, type Request, targetOf, toldOf } from './request.ts';
import { STATES_FOR } from './states-for.ts';
import { type NotAdmitted, whyNotAdmitted } from './who-may-press.ts';

/** What becomes of a command. */
export type Decision =
  | { kind: 'happens'; event: RequestEvent }
  /** Nothing changes; it is on record that this was wanted. */
  | Turned
  /** The button is another person's, or no card in this conversation has it. */
  | { kind: 'not-admitted'; why: NotAdmitted }
  /** The request has moved on. */
  | { kind: 'stale' };

interface Turned {
  kind: 'refused';
  refusal: Refusal;
  /** How it stands on record. */
  as: Extract<AuditEvent, 'not-allowed' | 'approval-refused'>;
  detail?: string;
}

const STALE = { kind: 'stale' } as const;

/** What can be said of a command before anything is read for it; undefined: it depends on the facts. */
export function decideAtOnce(
  request: Request,
  command: By & { does: Deed; ask?: string; kind?: AskedProof },
  now: number,
): Exclude<Decision, { kind: 'happens' }> | undefined {
  const { does, by } = command;
  const why = whyNotAdmitted(request, does, command);
  if (why) return { kind: 'not-admitted', why };
  if (!STATES_FOR[does].includes(request.state)) return STALE;
  if (does === 'show' && ((dueAtOf(request) ?? now) <= now || raisedAlarm(request))) return STALE;
  if (does === 'answer-proof' && openAskOf(request, now)?.id !== command.ask) return STALE;
  if (does === 'ask-proof' && openAskOf(request, now)?.kind === command.kind) return STALE;
  if (does === 'raise-alarm' && isTooLateForAlarm(request, now)) return STALE;
  return does === 'approve' || does === 'decline' ? ownPart(request, by) : undefined;
}

/**
 * What becomes of a command: which event follows, or which refusal, or that the request has moved on. Pure: `facts` is what the
 * directory, the policy and the seal have told. `now` is in milliseconds since the epoch.
 */
export function decide<Does extends Deed>(
  request: Request,
  command: Command<Does>,
  facts: Facts[Does],
  now: number,
): Decision {
  const decider: Decider<Does> = DECIDERS[command.does];
  return decideAtOnce(request, command, now) ?? decider({ request, command, facts, now });
}

interface Asked<Does extends Deed> {
  request: Request;
  command: Command<Does>;
  facts: Facts[Does];
  now: number;
}
type Decider<Does extends Deed> = (asked: Asked<Does>) => Decision;

const DECIDERS: { readonly [Does in Deed]: Decider<Does> } = {
  pick: ({ request, command, facts }) => {
    if (!candidateOf(request, command.choice)) return STALE;
    return facts.kind === 'denied' ? ends(facts.refusal) : happens({ type: 'picked', target: facts.target });
  },
  confirm: ({ request, command: { input, withoutProof }, facts, now }) => {
    if (request.state !== 'open') return STALE;
    switch (facts.kind) {
      case 'denied':
        return ends(facts.refusal);
      case 'held':
        return happens({ type: 'take-over-offered', heldBy: facts.heldBy });
      case 'lacking':
        return lacking(request, facts.demand);
      case 'second-person': {
        const { demand, least, alarmId } = facts.shown;
        const isMissing = !isCallerShown(request, demand, input.word, now);
        const standsIn = withoutProof === true && isCallerShown(request, least, input.word, now);
        if (isMissing && !standsIn) return lacking(request, demand);
        const missing = isMissing ? whyMissing(request, demand, input.word, now) : undefined;
        const alarm = missing?.rule === 'alarm' ? alarmId : undefined;
        return asksSecondPerson(request, input, { ...facts, withoutProof: missing, alarm }, now);
      }
      case 'go':
        if (!isCallerShown(request, facts.shown.demand, input.word, now)) return lacking(request, facts.shown.demand);
        return happens({ type: 'confirmed', ...input, ...facts.claim, signOut: facts.signOut, terms: facts.terms });
    }
  },
  approve: ({ command, facts, now }) => secondPersonSays({ verdict: 'approved', by: kept(command.by), at: now }, facts),
  decline: ({ command, facts, now }) =>
    secondPersonSays({ verdict: 'declined', by: kept(command.by), at: now, reason: command.reason }, facts),
  'ask-proof': ({ facts }) =>
    facts.kind === 'denied' ? turned(facts.refusal, 'ask-proof') : happens({ type: 'proof-asked', ask: facts.ask }),
  'answer-proof': ({ command: { ask }, facts }) =>
    facts.kind === 'denied'
      ? turned(facts.refusal, 'proof')
      : happens({ type: 'proof-answered', ask, ended: facts.ended }),
  'raise-alarm': ({ request, command: { ask: id }, now }) => {
    const ask = askOf(request, id);
    if (ask) return happens({ type: 'alarm-raised', alarm: { by: ask.of, as: ask.kind, at: now } });
    const told = toldOf(request)?.find(each => each.id === id);
    return told?.of ? happens({ type: 'alarm-raised', alarm: { by: told.of, as: told.as, at: now } }) : STALE;
  },
  run: ({ request, command: { word }, facts, now }) => {
    if (facts.kind === 'denied') return facts.passing ? turned(facts.refusal) : ends(facts.refusal);
    if (request.state !== 'approved') return STALE;
    const { reason, ticket, approval } = request;
    const { demand, least } = facts.shown;
    const wanted = approval.withoutProof ? least : demand;
    if (!isCallerShown(request, wanted, word, now)) return lacking(request, wanted);
    const { claim, signOut, terms } = facts;
    return happens({ type: 'confirmed', reason, ticket, ...claim, signOut, terms, word });
  },
  // The secret may be in force: nothing ends it but its time.
  retry: ({ facts }) => {
    switch (facts.kind) {
      case 'denied':
        return turned(facts.refusal);
      case 'arrived':
        return happens({ type: 'accepted' });
      case 'repeat':
        return happens({ type: 'repeated', clockAhead: facts.clockAhead });
    }
  },
  cancel: () => happens({ type: 'cancelled' }),
  'take-over': ({ facts }) => {
    if (facts.kind === 'held') return happens({ type: 'take-over-offered', heldBy: facts.heldBy });
    return facts.passing ? turned(facts.refusal, 'take-over') : ends(facts.refusal);
  },
  'give-way': ({ request, command: { by, actor, reach, requestId } }) => {
    if (!isHolding(request)) return STALE;
    if (mayTakeOver({ actor, reach }, request)) return happens({ type: 'taken-over', by: kept(by), requestId });
    return turned({ rule: 'target-already-open', values: { target: request.target.displayName } }, 'take-over');
  },
  show: ({ facts }) => (facts.kind === 'denied' ? turned(facts.refusal, 'show') : happens({ type: 'secret-shown' })),
  'handed-over': () => happens({ type: 'handed-over' }),
  // Another request begins with it; nothing becomes of this one.
  again: () => STALE,
  instead: ({ facts }) => (facts.kind === 'denied' ? turned(facts.refusal, 'instead') : happens({ type: 'cancelled' })),
  // What waits for its requester is over with it.
  withdraw: ({ request, facts }) => {
    if (facts.kind === 'denied') return turned(facts.refusal, 'withdraw');
    return happens({ type: request.state === 'carried-out' ? 'erased' : 'withdrawn' });
  },
  'remind-manager': ({ request, facts, now }) => {
    if (facts.kind === 'denied') return turned(facts.refusal, 'remind-manager');
    if (request.state !== 'done' || !mayLieAround(request) || raisedAlarm(request)) return STALE;
    if (mayBeReminded(request, now)) return happens({ type: 'reminder-asked', told: facts.told });
    return turned({ rule: 'reminded-lately', values: { target: request.target.displayName } }, 'remind-manager');
  },
  'read-receipt': ({ facts }) =>
    facts.kind === 'denied'
      ? turned(facts.refusal, 'receipt')
      : happens({ type: 'receipt-read', receipt: facts.receipt }),
};

function happens(event: RequestEvent): Decision {
  return { kind: 'happens', event };
}

/** The request must not go on. */
function ends(refusal: Refusal): Decision {
  return happens({ type: 'refused', refusal });
}

/** The request stays as it is, and the card can be pressed again. */
function turned(refusal: Refusal, detail?: string): Turned {
  return { kind: 'refused', refusal, as: 'not-allowed', detail };
}

function lacking({ target }: { target: ChosenTarget }, demand: Demand): Turned {
  return turned(lackingProof(target, demand), 'proof');
}

/** Without a conversation where somebody could approve, nothing is asked: it would wait for nobody. */
function asksSecondPerson(
  request: Request,
  input: Input,
  {
    because,
    conversation,
    terms,
    withoutProof,
    alarm,
  }: Extract<Facts['confirm'], { kind: 'second-person' }> & Pick<Question, 'withoutProof' | 'alarm'>,
  now: number,
): Decision {
  if (conversation === 'nowhere') {
    const refusal: Refusal = { rule: 'no-approvals-conversation', values: {} };
    return { kind: 'refused', refusal, as: 'approval-refused', detail: because.rule };
  }
  // Asked in one of these conversations, the request's own card is the question there.
  const isOwn = ({ place }: AskedIn) => isInConversation(request.place, place);
  const elsewhere = conversation === 'here' ? [] : conversation.filter(each => !isOwn(each));
  const isHere = conversation === 'here' || conversation.some(isOwn);
  const question: Question = {
    because,
    ...(withoutProof && { withoutProof }),
    ...(alarm && { alarm }),
    askedAt: now,
    ...(elsewhere.length > 0 && { places: elsewhere, ...(isHere && { here: true }) }),
  };
  return happens({ type: 'approval-asked', question, ...input, terms });
}

function secondPersonSays(decision: Approving | Declining, facts: Facts['approve']): Decision {
  switch (facts.kind) {
    case 'denied':
      return { kind: 'refused', refusal: facts.refusal, as: 'approval-refused' };
    case 'changed':
      return ends(facts.refusal);
    case 'passed':
      return happens({ type: 'decided', decision });
  }
}

/** Nobody decides on what they asked for themselves or on an account of their own, whatever roles they hold. */
function ownPart(request: Request, by: Somebody): Turned | undefined {
  const { requester } = request;
  const target = targetOf(request);
  const isRequester = isAccountOf(by, requester.id) || isAccountOf(by, actsWith(requester));
  const isTarget = target !== undefined && isAccountOf(by, target.id);
  const rule = isRequester ? 'approver-is-requester' : isTarget ? 'approver-is-target' : undefined;
  return rule && { kind: 'refused', refusal: { rule, values: {} }, as: 'approval-refused' };
}
