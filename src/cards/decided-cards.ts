import type { ActionKind } from '../action-kinds.ts';
import { formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import { type ApprovedBy, approvedByRow } from './approved-by.ts';
import { callerRow } from './caller-row.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { facts } from './facts.ts';
import { type Notice, noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import type { RaiserCode, ShownProof } from './proof-view.ts';
import { signInLines, type TargetView } from './target-lines.ts';
import { type Inlines, sentence, shownValue } from './text-runs.ts';

export interface DeclinedView extends TargetView, Acting {
  by: string;
  at: Date;
  /** What the person who declined wrote. */
  why: string;
}

/** What the card becomes for everybody when somebody declined. */
export function declinedCard(view: DeclinedView, context: CardContext): AdaptiveCard {
  const { action, by, requesterName: requester, targetName: target } = view;
  const time = formatTime(view.at, context.locale, context.timeZone);
  const line = sentence(context, `${action}.declined.text`, { by, requester, target, time });
  return noticeOf(context, {
    tone: 'warning',
    title: 'declined.title',
    paragraphs: [[line, ...signInLines(view)]],
    facts: facts(context, [actingRow(view, context), ['fact.declinedWhy', view.why ? [shownValue(view.why)] : []]]),
  });
}

interface ApprovedView extends TargetView, Acting {
  approvedBy: ApprovedBy;
  /** What has shown who calls; missing where nothing had to. */
  proofs?: readonly ShownProof[];
  /** Until when the requester may run it. */
  expiresAt: Date;
}

/** Both agree, but the requester has to sign in again before it can run. */
export function approvedCard(view: ApprovedView, context: CardContext): AdaptiveCard {
  const { approvedBy, requesterName: requester, targetName: target } = view;
  const { locale, timeZone } = context;
  const time = formatTime(approvedBy.at, locale, timeZone);
  const until = formatTime(view.expiresAt, locale, timeZone);
  const line = sentence(context, `${view.action}.approval.approved.text`, {
    approver: approvedBy.name,
    requester,
    target,
    time,
    until,
  });
  return noticeOf(context, {
    tone: 'emphasis',
    title: 'approval.approved.title',
    paragraphs: [[line, ...signInLines(view)]],
    facts: facts(context, [
      actingRow(view, context),
      ...(approvedBy.actingWith ? [approvedByRow(approvedBy, context)] : []),
      callerRow(view.proofs, context),
    ]),
  });
}

/** What became of a request that a second person was asked about. */
export type ApprovalOutcome =
  /** `unconfirmed` while Microsoft Entra ID or Windows Server AD can still say no. */
  | { state: 'carried-out' | 'done'; carriedOutAt: Date; unconfirmed: boolean; synced?: boolean; withdrawnAt?: Date }
  /** `answerLost` when nobody may say that it was not done. */
  | { state: 'failed'; answerLost: boolean }
  | { state: 'running' | 'unknown' | 'refused' | 'cancelled' | 'expired' };

export interface ApprovalOutcomeView extends TargetView, Acting {
  /** Missing when it ended before anybody approved. */
  approvedBy?: ApprovedBy;
  /** What has shown who calls; missing where nothing had to. */
  proofs?: readonly ShownProof[];
  /** Who has said that the person never called, and as what they were asked. */
  alarm?: { by: string; as: RaiserCode };
  outcome: ApprovalOutcome;
}

/** What the approval card becomes: who decided and how it went on, without the secret, and with nothing to press. */
export function approvalOutcomeCard(view: ApprovalOutcomeView, context: CardContext): AdaptiveCard {
  const { tone, title, lines } = partsOf(view, context);
  const { alarm, targetName: target } = view;
  return noticeOf(context, {
    tone,
    title,
    paragraphs: [
      ...(alarm ? [[sentence(context, `alarm.said.${alarm.as}`, { by: alarm.by, target })]] : []),
      [...lines, ...signInLines(view)],
    ],
    facts: facts(context, [
      actingRow(view, context),
      approvedByRow(view.approvedBy, context),
      callerRow(view.proofs, context),
    ]),
  });
}

type Parts = Pick<Notice, 'tone' | 'title'> & { lines: readonly Inlines[] };

function partsOf(view: ApprovalOutcomeView, context: CardContext): Parts {
  const { action, outcome, requesterName: requester, targetName: target, approvedBy } = view;
  const names = { requester, target };
  switch (outcome.state) {
    case 'carried-out':
    case 'done':
      return doneParts(action, names, outcome, context);
    case 'running':
      return {
        tone: 'emphasis',
        title: `${action}.working.title`,
        lines: [sentence(context, `${action}.working.text`, names)],
      };
    case 'unknown':
      return { tone: 'warning', title: 'unknown.title', lines: [sentence(context, 'approval.outcome.unknown', names)] };
    case 'failed':
      return notDoneParts(action, names, outcome.answerLost, context);
    case 'refused':
      return notDoneParts(action, names, false, context);
    case 'cancelled': {
      const line = sentence(context, `${action}.cancelled.text`, { by: requester, target });
      return { tone: 'emphasis', title: 'cancelled.title', lines: [line] };
    }
    case 'expired': {
      const line = sentence(context, `${action}.approval.outcome.${approvedBy ? 'notRun' : 'notApproved'}`, names);
      return { tone: 'emphasis', title: 'expired.title', lines: [line] };
    }
  }
}

type Names = Readonly<Record<'requester' | 'target', string>>;

type CarriedOut = Extract<ApprovalOutcome, { state: 'carried-out' | 'done' }>;

function doneParts(action: ActionKind, names: Names, how: CarriedOut, context: CardContext): Parts {
  const { carriedOutAt: at, unconfirmed, synced = false, withdrawnAt } = how;
  const view = { ...names, at, unconfirmed, synced, withdrawnAt };
  const { title, lines, isSettled } = PARTS[action].approved(view, context);
  return { tone: isSettled ? 'good' : 'emphasis', title, lines };
}

function notDoneParts(action: ActionKind, names: Names, answerLost: boolean, context: CardContext): Parts {
  return {
    tone: 'attention',
    title: answerLost ? `${action}.refusal.answer-lost.title` : `${action}.failed.title`,
    lines: [sentence(context, `${action}.approval.outcome.${answerLost ? 'lost' : 'failed'}`, names)],
  };
}
