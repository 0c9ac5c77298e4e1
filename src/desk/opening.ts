import type { ActionKind } from '../action-kinds.ts';
import { STALE } from './answers.ts';
import { askPolicy } from './ask-policy.ts';
import { advance, type Desk } from './desk.ts';
import { holderOf } from './holder.ts';
import { alternativeTo, type Judgement, judge, maySignOutEverywhere, type Parties, reachOf } from './judging/judge.ts';
import { alreadyOpen } from './judging/judge-again.ts';
import type { Account, Target } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import type { Because } from './request/approval.ts';
import { type Holding, takenOverOf } from './request/holding.ts';
import { mayTakeOver } from './request/may-take-over.ts';
import type { TakenOver } from './request/people.ts';
import { NOTHING_WANTED, type WantedProof } from './request/proof.ts';
import type { Open } from './request/request.ts';

/** The request whose confirm card is to be shown, and what the card says. */
export interface Confirmation {
  kind: 'confirm';
  request: Open;
  target: Target;
  maySignOut: boolean;
  because?: Because;
  /** What has to be shown of the caller before it can be done. */
  wanted: WantedProof;
  /** What else the requester could do to the target. */
  instead?: ActionKind;
  /** The requester has taken the target from somebody's request. */
  tookOver?: TookOver;
  /** Others who are easily taken for the target, where it was found by its name. */
  lookAlikes?: readonly Account[];
}

/** From whom a target was taken, and when. */
interface TookOver extends Pick<TakenOver, 'at'> {
  from: string;
  /** What was to be done for that request. */
  action: ActionKind;
}

/** Another request holds the target, and its requester may take it over from that one. */
export interface Offer {
  kind: 'held';
  request: Open;
  holder: Holding;
}

/** What a card of an open request is shown by: who may, who holds the target, and whether the policy will want a second person. */
type OpeningJudgement = Judgement & {
  because?: Because;
  wanted?: WantedProof;
  holder?: Holding;
  instead?: ActionKind;
};

/** What a card of an open request says. */
interface Shown {
  maySignOut: boolean;
  because?: Because;
  wanted: WantedProof;
  instead?: ActionKind;
  holder?: Holding;
}

/** Judges requester and target, whether the target is held by another request, and what the policy will say. */
export async function judgeOpening(desk: Desk, session: DirectorySession, parties: Parties): Promise<OpeningJudgement> {
  const { who, target } = parties;
  const first = await judge(session, desk.policy, parties);
  const instead = target && alternativeTo(desk.policy, { ...parties, requester: first.requester });
  const judged = { ...first, instead };
  if (judged.refusal || !target || 'rule' in who) return judged;
  const holder = await holderOf(desk, target.account.id);
  const reach = reachOf({ ...parties, requester: judged.requester, target });
  if (holder && !mayTakeOver({ actor: who, reach }, holder)) {
    return { ...judged, refusal: alreadyOpen(target.account).refusal };
  }
  const answer = await askPolicy(desk, session, { action: parties.action, actor: who, target });
  const { demand, standIn } = answer;
  const wanted = { demand, standIn };
  switch (answer.kind) {
    case 'refused':
      return { ...judged, refusal: answer.refusal };
    case 'second-person':
      return { ...judged, holder, wanted, because: answer.because };
    case 'one-person':
      return { ...judged, holder, wanted };
  }
}

/** The card of an open request: the confirm card, or the offer to take its target over. `stale`: it no longer waits. */
export function opening(
  desk: Desk,
  request: Open,
  target: Target,
  { requester, because, wanted = NOTHING_WANTED, instead, holder }: OpeningJudgement,
): Promise<Confirmation | Offer | typeof STALE> {
  const maySignOut = maySignOutEverywhere({ action: request.action, requester, target });
  return cardOf(desk, request, target, { maySignOut, because, wanted, instead, holder });
}

/** The same, by what was judged at a click. */
export async function cardOf(
  desk: Desk,
  request: Open,
  target: Target,
  { holder, ...shown }: Shown,
): Promise<Confirmation | Offer | typeof STALE> {
  if (!holder) return { kind: 'confirm', request, target, ...shown, tookOver: await tookOver(desk, request) };
  const event = { type: 'take-over-offered', heldBy: holder.id } as const;
  const offered = request.heldBy === holder.id ? request : await advance(desk, request, event);
  return offered?.state === 'open' ? { kind: 'held', request: offered, holder } : STALE;
}

/** From whom this requester has taken the target, as their card had offered. */
async function tookOver({ store }: Desk, { heldBy, requester }: Open): Promise<TookOver | undefined> {
  const held = heldBy === undefined ? undefined : await store.get(heldBy);
  const taken = held && takenOverOf(held);
  return held && taken?.by.id === requester.id
    ? { from: held.requester.name, action: held.action, at: taken.at }
    : undefined;
}
