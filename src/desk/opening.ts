import { askPolicy } from './ask-policy.ts';
import type { Desk } from './desk.ts';
import { holderOf } from './holder.ts';
import { type Judgement, judge, maySignOutEverywhere, type Parties, refusal } from './judging/judge.ts';
import type { Target } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import type { Because, Open } from './request/request.ts';

/** The request whose confirm card is to be shown, and what the card says. */
export interface Confirmation {
  kind: 'confirm';
  request: Open;
  target: Target;
  maySignOut: boolean;
  because?: Because;
}

/** What a confirm card is shown by: who may, and whether the policy will want a second person. */
type OpeningJudgement = Judgement & { because?: Because };

/** Judges requester and target, whether the target is held by another request, and what the policy will say. */
export async function judgeOpening(desk: Desk, session: DirectorySession, parties: Parties): Promise<OpeningJudgement> {
  const { askerId, target } = parties;
  const judged = await judge(session, desk.policy, parties);
  if (judged.refusal || !target) return judged;
  const busy = await holderOf(desk, target.account.id);
  if (busy) return { ...judged, refusal: refusal('target-already-open', { target: target.account.displayName }) };
  const answer = await askPolicy(desk, askerId, target);
  switch (answer.kind) {
    case 'refused':
      return { ...judged, refusal: answer.refusal };
    case 'second-person':
      return { ...judged, because: answer.because };
    case 'one-person':
      return judged;
  }
}

export function confirmation(request: Open, target: Target, judged: OpeningJudgement): Confirmation {
  const maySignOut = maySignOutEverywhere({ action: request.action, requester: judged.requester, target });
  return { kind: 'confirm', request, target, maySignOut, because: judged.because };
}
