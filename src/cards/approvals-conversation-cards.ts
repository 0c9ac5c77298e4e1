import { formatTime } from '../locales/time.ts';
import { execute, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { noticeOf } from './notice.ts';
import { sentence } from './text-runs.ts';

/** Who chose it, and the second administrator where there was one. */
export interface Movers {
  by: string;
  agreed?: string;
  /** Name of the administrative unit whose members it is about; missing: everybody else. */
  unit?: string;
}

/** For the conversation that approval requests come to from now on. */
export function approvalsSetCard({ by, agreed, unit }: Movers, context: CardContext): AdaptiveCard {
  if (unit !== undefined) return setForUnit({ by, agreed, unit }, context);
  const line =
    agreed === undefined
      ? sentence(context, 'approvals.set.text', { by })
      : sentence(context, 'approvals.set.two', { by, agreed });
  const paragraphs = [[line]];
  return noticeOf(context, { tone: 'good', title: 'approvals.set.title', paragraphs });
}

/** For the conversation that they came to until now. */
export function approvalsMovedCard({ by, agreed, unit }: Movers, context: CardContext): AdaptiveCard {
  if (unit !== undefined) return movedForUnit({ by, agreed, unit }, context);
  const line =
    agreed === undefined
      ? sentence(context, 'approvals.moved.text', { by })
      : sentence(context, 'approvals.moved.two', { by, agreed });
  const paragraphs = [[line]];
  return noticeOf(context, { tone: 'warning', title: 'approvals.moved.title', paragraphs });
}

type MoversOfUnit = Movers & { unit: string };

function setForUnit({ by, agreed, unit }: MoversOfUnit, context: CardContext): AdaptiveCard {
  const line =
    agreed === undefined
      ? sentence(context, 'approvals.unit.set.text', { by, unit })
      : sentence(context, 'approvals.unit.set.two', { by, agreed, unit });
  return noticeOf(context, { tone: 'good', title: 'approvals.unit.set.title', paragraphs: [[line]] });
}

function movedForUnit({ by, agreed, unit }: MoversOfUnit, context: CardContext): AdaptiveCard {
  const line =
    agreed === undefined
      ? sentence(context, 'approvals.unit.moved.text', { by, unit })
      : sentence(context, 'approvals.unit.moved.two', { by, agreed, unit });
  return noticeOf(context, { tone: 'warning', title: 'approvals.unit.moved.title', paragraphs: [[line]] });
}

interface ProposalView {
  /** The proposal's id. */
  proposal: string;
  by: string;
  /** Name of the administrative unit whose members it is about; missing: everybody else. */
  unit?: string;
  /** Names of who is in the new conversation. */
  people: readonly string[];
  /** How many of those names are given. */
  most: number;
  /** There is no approvals conversation yet: the card stands in the new one. */
  first: boolean;
  until: Date;
}

/** Asks a second administrator whether the approvals may be moved. */
export function approvalsProposalCard(view: ProposalView, context: CardContext): AdaptiveCard {
  const { proposal, by, unit, people, most, first, until } = view;
  const time = formatTime(until, context.locale, context.timeZone);
  const named = people.slice(0, most).join(', ');
  const count = people.length - most;
  const who =
    count > 0
      ? sentence(context, 'approvals.propose.peopleMore', { people: named, count })
      : sentence(context, 'approvals.propose.people', { people: named });
  return noticeOf(context, {
    tone: 'warning',
    title: first ? 'approvals.propose.first' : 'approvals.propose.title',
    paragraphs: [
      ...(unit === undefined ? [] : [[sentence(context, 'approvals.unit.propose', { unit })]]),
      [sentence(context, 'approvals.propose.text', { by, time })],
      [who],
    ],
    actions: [primary(execute(context, 'agree', 'action.agree', { request: proposal }))],
  });
}

/** For the new conversation, while the present one is asked. */
export function approvalsProposedCard({ by, unit }: Movers, context: CardContext): AdaptiveCard {
  const line =
    unit === undefined
      ? sentence(context, 'approvals.proposed.text', { by })
      : sentence(context, 'approvals.unit.proposed', { by, unit });
  const paragraphs = [[line]];
  return noticeOf(context, { tone: 'emphasis', title: 'approvals.proposed.title', paragraphs });
}

/** For a personal chat, where nobody could see an approval request. */
export function approvalsOnlyInGroupCard(context: CardContext): AdaptiveCard {
  const paragraphs = [[sentence(context, 'approvals.onlyInGroup.text')]];
  return noticeOf(context, { tone: 'emphasis', title: 'approvals.onlyInGroup.title', paragraphs });
}
