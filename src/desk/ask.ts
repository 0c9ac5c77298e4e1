import { askPolicy } from './ask-policy.ts';
import { advance, auditRow, type Desk, type Turn } from './desk.ts';
import type { Account, Requester, Target } from './judging/account.ts';
import { chosen, type Judgement, judge, judgeRequester, maySignOutEverywhere, refusal } from './judging/judge.ts';
import type { DirectorySession, SearchedField } from './ports.ts';
import type { AuditEvent } from './request/audit.ts';
import type { Because, Place, Refusal, ResetRequest, TargetQuery } from './request/request.ts';
import { openRequest } from './request/transitions.ts';
import { NOT_FOUND, searchedFor } from './wording/searched-for.ts';

export interface Question {
  query: TargetQuery;
  /** What the person wrote for the target, to show back to them. */
  label: string;
  ticket?: string;
  note?: string;
  typedPassword: boolean;
  place: Place;
}

export type Answer =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not-found'; searched: readonly SearchedField[] }
  | { kind: 'choose'; request: ResetRequest; candidates: readonly Account[]; more: boolean }
  | { kind: 'confirm'; request: ResetRequest; target: Target; maySignOut: boolean; because?: Because };

/**
 * "Reset the password of X": checks who asks, finds X, checks that this person may reset X, and opens a request. Nothing
 * about X is told to a person who may reset nobody. Throws a DirectoryError when Graph can't be asked.
 */
export async function ask(desk: Desk, session: DirectorySession, turn: Turn, question: Question): Promise<Answer> {
  const { requester, finding } = await session.find(question.query);
  const start = newRequest(desk, turn, question);
  if (finding.kind === 'one') return confirmOne(desk, session, start, requester, finding.target);
  const verdict = await judge(session, desk.policy, { askerId: turn.asker.id, requester, target: undefined });
  if (verdict.refusal) return refuse(desk, start, verdict.refusal);
  switch (finding.kind) {
    case 'none':
      await recordRefused(desk, start, NOT_FOUND);
      return { kind: 'not-found', searched: finding.searched };
    case 'vanished':
      return refuse(desk, start, refusal('target-vanished', { target: finding.account.displayName }));
    case 'several': {
      const candidates = finding.candidates.map(({ id, displayName, userPrincipalName }) => ({
        id,
        displayName,
        userPrincipalName,
      }));
      const request = openRequest(start, { candidates }, desk.now());
      await create(desk, request, 'request-choosing');
      return { kind: 'choose', request, candidates: finding.candidates, more: finding.more };
    }
  }
}

/** The requester picked one of several people. `undefined`: the pick card is no longer valid. */
export async function pick(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  choice: number,
): Promise<Answer | undefined> {
  const candidate = request.candidates?.[choice];
  if (request.state !== 'choosing' || !candidate) return undefined;
  const { requester, target } = await session.examine(candidate.id);
  const judged = await judgeOpening(desk, session, request.requester.id, requester, target);
  const denied = judged.refusal ?? (target ? undefined : refusal('target-gone', { target: candidate.displayName }));
  if (denied) {
    const refused = await advance(desk, request, { type: 'refused', refusal: denied }, 'request-refused');
    return refused && { kind: 'refused', refusal: denied };
  }
  if (!target) return undefined;
  const opened = await advance(desk, request, { type: 'picked', target: chosen(target) }, 'request-picked');
  return opened && confirmation(opened, target, judged);
}

/** The confirm card once more, for a click on a card that the request has left behind. `undefined`: it no longer waits. */
export async function confirmAgain(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
): Promise<Answer | undefined> {
  if (request.state !== 'open' || !request.target) return undefined;
  const { requester, target } = await session.examine(request.target.id);
  const judged = await judgeOpening(desk, session, request.requester.id, requester, target);
  return target && !judged.refusal ? confirmation(request, target, judged) : undefined;
}

async function confirmOne(
  desk: Desk,
  session: DirectorySession,
  start: Start,
  requester: Requester,
  target: Target,
): Promise<Answer> {
  const judged = await judgeOpening(desk, session, start.requester.id, requester, target);
  // Nothing about the target is put into a refusal of somebody who may reset nobody.
  const told = judgeRequester(judged.requester, start.requester.id) ? undefined : target;
  if (judged.refusal) return refuse(desk, start, judged.refusal, told);
  const request = openRequest(start, { target: chosen(target) }, desk.now());
  await create(desk, request, 'request-opened');
  return confirmation(request, target, judged);
}

function confirmation(request: ResetRequest, target: Target, judged: Judgement & { because?: Because }): Answer {
  const maySignOut = maySignOutEverywhere(judged.requester, target);
  return { kind: 'confirm', request, target, maySignOut, because: judged.because };
}

async function judgeOpening(
  desk: Desk,
  session: DirectorySession,
  askerId: string,
  requester: Requester,
  target: Target | undefined,
): Promise<Judgement & { because?: Because }> {
  const judged = await judge(session, desk.policy, { askerId, requester, target });
  if (judged.refusal || !target) return judged;
  const busy = await desk.store.busyWith(target.account.id);
  if (busy) return { ...judged, refusal: refusal('target-already-open', { target: target.account.displayName }) };
  const decision = await askPolicy(desk, askerId, target);
  switch (decision.kind) {
    case 'refused':
      return { ...judged, refusal: decision.refusal };
    case 'second-person':
      return { ...judged, because: decision.because };
    case 'one-person':
      return judged;
  }
}

type Start = Parameters<typeof openRequest>[0];

function newRequest(desk: Desk, turn: Turn, question: Question): Start {
  const { label, ticket, note, typedPassword, place } = question;
  const { asker: requester, correlationId } = turn;
  return { id: desk.newId(), correlationId, requester, place, query: label, ticket, note, typedPassword };
}

async function refuse(desk: Desk, start: Start, refused: Refusal, target?: Target): Promise<Answer> {
  await recordRefused(desk, start, refused.rule, target);
  return { kind: 'refused', refusal: refused };
}

/** What ended before there was a request, with whom it was about: who looks for accounts is on record. */
async function recordRefused(desk: Desk, start: Start, rule: string, target?: Target): Promise<void> {
  const row = auditRow(desk, openRequest(start, { candidates: [] }, desk.now()), 'request-refused', start.requester);
  await desk.store.record({
    ...row,
    requestId: undefined,
    targetId: target?.account.id,
    targetName: target?.account.userPrincipalName ?? searchedFor(start.query ?? ''),
    rule,
  });
}

async function create(desk: Desk, request: ResetRequest, event: AuditEvent): Promise<void> {
  await desk.store.create(request, auditRow(desk, request, event, request.requester));
}
