import { type ActionKind, USUAL_ACTION } from '../action-kinds.ts';
import { ACTIONS } from './actions/actions.ts';
import type { Desk, Turn } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { chosenTarget, judge, judgeRequester, type Parties, refusal } from './judging/judge.ts';
import type { Account, Target } from './judging/people-as-read.ts';
import { type Confirmation, judgeOpening, type Offer, opening } from './opening.ts';
import type { DirectorySession, SearchedField } from './ports.ts';
import type { TargetQuery } from './request/errand.ts';
import { openChoice, openFor, type Wanted } from './request/evolve.ts';
import type { Place, Unsure } from './request/people.ts';
import type { Refusal, RefusalRule } from './request/refusal.ts';
import type { Request } from './request/request.ts';
import { openingRow } from './request/row-of-event.ts';
import { rowOfTurn } from './turn-row.ts';
import { NOT_FOUND, searchedFor } from './wording/searched-for.ts';

/** What somebody wants to be done, and to whom. */
interface Wish {
  action: ActionKind;
  query: TargetQuery;
  /** What the person wrote for the target, to show back to them. */
  label: string;
  ticket?: string;
  note?: string;
  typedPassword: boolean;
  place: Place;
}

/** What a wish is answered with. */
export type AskAnswer =
  /** `instead`: what could be done in place of it, and to whom. */
  | { kind: 'refused'; refusal: Refusal; instead?: Instead }
  | { kind: 'not-found'; searched: readonly SearchedField[] }
  | { kind: 'choose'; request: Request; candidates: readonly Account[]; more: boolean; unsure?: Unsure }
  | Confirmation
  | Offer;

/** Another action that the requester may do to the target. */
export interface Instead {
  action: ActionKind;
  target: Pick<Account, 'id' | 'displayName'>;
}

/** A wish, and whose it is. */
interface Asking {
  desk: Desk;
  turn: Turn;
  wish: Wish;
}

/**
 * "Do this to X": checks who asks, finds X, checks that this person may do it to X, and opens a request. Nothing about
 * X is told to a person who may act on nobody.
 * @throws DirectoryError when the directory can't be asked
 */
export async function ask(desk: Desk, session: DirectorySession, turn: Turn, wish: Wish): Promise<AskAnswer> {
  const { action } = wish;
  const { requester, finding } = await session.find(wish.query, action);
  const who = identify(desk.policy.adminAccounts, turn.asker.id, requester);
  const asking = { desk, turn: { ...turn, asker: asSignedIn(turn.asker, requester, who) }, wish };
  if (finding.kind === 'one')
    return confirmOne(asking, session, { action, who, requester, target: finding.target }, finding.lookAlikes);
  const judged = await judge(session, desk.policy, { action, who, requester, target: undefined });
  if (judged.refusal) return refuse(asking, judged.refusal);
  switch (finding.kind) {
    case 'none':
      await recordRefused(asking, NOT_FOUND);
      return { kind: 'not-found', searched: finding.searched };
    case 'vanished':
      return refuse(asking, refusal('target-vanished', { target: finding.account.displayName }));
    case 'several': {
      const candidates = finding.candidates.map(({ id, displayName, userPrincipalName, department }) => ({
        id,
        displayName,
        userPrincipalName,
        department,
      }));
      const { more, unsure } = finding;
      const request = openChoice(asked(asking), { candidates, unsure }, desk.now());
      await create(desk, request);
      return { kind: 'choose', request, candidates: finding.candidates, more, unsure };
    }
  }
}

async function confirmOne(
  asking: Asking,
  session: DirectorySession,
  parties: Parties & { target: Target },
  lookAlikes?: readonly Account[],
): Promise<AskAnswer> {
  const { action, target, who } = parties;
  const judged = await judgeOpening(asking.desk, session, parties);
  // Nothing about the target is put into a refusal of somebody who may act on nobody.
  const told = judgeRequester(ACTIONS[action].actingRoles, judged.requester, who) ? undefined : target;
  if (judged.refusal)
    return { ...(await refuse(asking, judged.refusal, told)), ...insteadOf(judged.refusal, judged.instead, target) };
  const open = openFor(asked(asking), chosenTarget(target), asking.desk.now());
  const request = judged.holder ? { ...open, heldBy: judged.holder.id } : open;
  await create(asking.desk, request);
  const card = await opening(asking.desk, request, target, judged);
  if (card.kind === 'stale') return refuse(asking, refusal('busy'), target);
  return card.kind === 'confirm' ? { ...card, lookAlikes } : card;
}

/** What holds the target, or is too much of all that is done, holds for the other as well. */
const FOR_EACH_ACTION: readonly RefusalRule[] = ['target-already-open', 'limit-requester', 'limit-target'];

/** What can be offered where an action was refused for that reason; nothing where that holds for each. */
export function insteadOf(
  { rule }: Refusal,
  action: ActionKind | undefined,
  target: Target | undefined,
): { instead?: Instead } {
  if (!action || !target || FOR_EACH_ACTION.includes(rule)) return {};
  const { id, displayName } = target.account;
  return { instead: { action, target: { id, displayName } } };
}

function asked({ desk, turn, wish }: Asking): Wanted {
  const { action, label: query, ticket, note, typedPassword, place } = wish;
  const { correlationId } = turn;
  // Which other accounts are theirs, the policy tells anew each time.
  const { others: _, ...requester } = turn.asker;
  return { id: desk.newId(), action, correlationId, requester, place, query, ticket, note, typedPassword };
}

function create(desk: Desk, request: Request): Promise<void> {
  return desk.store.create(request, openingRow(request, desk.now()));
}

async function refuse(asking: Asking, refused: Refusal, target?: Target): Promise<AskAnswer & { kind: 'refused' }> {
  await recordRefused(asking, refused.rule, target);
  return { kind: 'refused', refusal: refused };
}

/** What ended before there was a request, with whom it was about: who looks for accounts is on record. */
async function recordRefused({ desk, turn, wish }: Asking, rule: string, target?: Target): Promise<void> {
  await desk.store.record({
    ...rowOfTurn(desk, turn, wish.place),
    event: 'request-refused',
    ...(wish.action !== USUAL_ACTION && { action: wish.action }),
    targetId: target?.account.id,
    targetName: target?.account.userPrincipalName ?? searchedFor(wish.label),
    rule,
    note: wish.note,
    ticket: wish.ticket,
  });
}
