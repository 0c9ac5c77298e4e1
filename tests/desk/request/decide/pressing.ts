import type { By, Deed } from '../../../../src/desk/request/commands.ts';
import type { Place } from '../../../../src/desk/request/people.ts';
import { type Request, type RequestState, STATES } from '../../../../src/desk/request/request.ts';
import { APPROVALS, ASK, PLACE, requestIn, TARGET, WANTED } from '../../support/requests.ts';

export type Person = 'requester' | 'target' | 'somebody';
export type Spot = 'own' | 'approvals' | 'their chat' | 'another channel' | 'no button';

export const PEOPLE: Readonly<Record<Person, By['by']>> = {
  requester: WANTED.requester,
  target: { id: TARGET.id, name: 'Anna' },
  somebody: { id: 'j', name: 'Johanna' },
};
export const CHANNEL: Place = { ...PLACE, conversationId: 'channel', personal: false };
export const SPOTS: Readonly<Record<Spot, Place | undefined>> = {
  own: { ...CHANNEL, conversationId: 'channel;messageid=7' },
  approvals: APPROVALS,
  'their chat': { ...PLACE, conversationId: 'their chat' },
  'another channel': { ...CHANNEL, conversationId: 'another' },
  'no button': undefined,
};
export const PERSONS = ['requester', 'target', 'somebody'] as const;
export const ALL_SPOTS = ['own', 'approvals', 'their chat', 'another channel', 'no button'] as const;

/** Who may press what, where, in which states: written down once more. A second person is never the requester or the target. */
export const MAY: Readonly<Record<Deed, { who: Person; where: readonly Spot[]; states: readonly RequestState[] }>> = {
  pick: { who: 'requester', where: ['own', 'no button'], states: ['choosing'] },
  confirm: { who: 'requester', where: ['own', 'no button'], states: ['open'] },
  'ask-proof': { who: 'requester', where: ['own', 'their chat', 'no button'], states: ['open', 'approved'] },
  'answer-proof': { who: 'target', where: ['their chat', 'no button'], states: ['open', 'approved'] },
  'raise-alarm': {
    who: 'target',
    where: ['their chat', 'no button'],
    states: STATES.filter(state => state !== 'choosing'),
  },
  approve: { who: 'somebody', where: ['approvals', 'no button'], states: ['awaiting-approval'] },
  decline: { who: 'somebody', where: ['approvals', 'no button'], states: ['awaiting-approval'] },
  run: { who: 'requester', where: ['their chat', 'no button'], states: ['approved'] },
  retry: { who: 'requester', where: ['own', 'their chat', 'no button'], states: ['unknown'] },
  cancel: {
    who: 'requester',
    where: ['own', 'their chat', 'no button'],
    states: ['choosing', 'open', 'awaiting-approval', 'approved'],
  },
  'take-over': { who: 'requester', where: ['own', 'no button'], states: ['open'] },
  'give-way': { who: 'somebody', where: ALL_SPOTS, states: ['unknown', 'carried-out'] },
  show: { who: 'requester', where: ['their chat', 'no button'], states: ['carried-out'] },
  'handed-over': { who: 'requester', where: ['their chat', 'no button'], states: ['carried-out'] },
  again: { who: 'requester', where: ['own', 'their chat', 'no button'], states: ['done'] },
  instead: { who: 'requester', where: ['own', 'no button'], states: ['open'] },
  withdraw: { who: 'requester', where: ['their chat', 'no button'], states: ['carried-out', 'done'] },
  'read-receipt': { who: 'requester', where: ['their chat', 'no button'], states: ['done'] },
  // Of others, their roles decide.
  'remind-manager': { who: 'somebody', where: ['their chat', 'no button'], states: ['done'] },
};
export const DEEDS = Object.keys(MAY).filter(isDeed);
export const STALE = { kind: 'stale' } as const;

function isDeed(name: string): name is Deed {
  return name in MAY;
}

/** Whether it is for a second person. */
export function decides(does: Deed): boolean {
  return does === 'approve' || does === 'decline';
}

/** A request from a channel, with its question, if any, in the approvals conversation, and whose target is asked for the number. */
export function madeIn(state: RequestState, place: Place = CHANNEL): Request {
  const caller = { proofs: [], asks: [{ ...ASK, place: SPOTS['their chat'] }] };
  return { ...requestIn(state), place, ...(state !== 'choosing' && { caller }) };
}

/** What can be said of a press before anything is read for it; undefined: it depends on what is read. */
export function expectedAtOnce(does: Deed, state: RequestState, person: Person, spot: Spot): unknown {
  const { who, where, states } = MAY[does];
  if (does === 'give-way') {
    if (person === 'requester') return { kind: 'not-admitted', why: 'not-theirs' };
    return states.includes(state) ? undefined : STALE;
  }
  if (does === 'remind-manager') {
    if (!where.includes(spot)) return { kind: 'not-admitted', why: 'elsewhere' };
    return states.includes(state) ? undefined : STALE;
  }
  const isAsked = who !== 'target' || state !== 'choosing';
  if (!decides(does) && (person !== who || !isAsked)) return { kind: 'not-admitted', why: 'not-theirs' };
  // Where nobody was asked elsewhere, the request's own card is the question.
  const asked = ['awaiting-approval', 'approved', 'declined'].includes(state);
  const spots = decides(does) && !asked ? ['own', 'no button'] : where;
  if (!spots.includes(spot)) return { kind: 'not-admitted', why: 'elsewhere' };
  if (!states.includes(state)) return STALE;
  if (!decides(does) || person === 'somebody') return undefined;
  const rule = person === 'requester' ? 'approver-is-requester' : 'approver-is-target';
  return { kind: 'refused', refusal: { rule, values: {} }, as: 'approval-refused' };
}
