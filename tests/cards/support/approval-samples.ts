import { approvalCard } from '../../../src/cards/approval-card.ts';
import { approvalExpiredNotice, declinedNotice } from '../../../src/cards/approval-notices.ts';
import {
  approvalsMovedCard,
  approvalsOnlyInGroupCard,
  approvalsProposalCard,
  approvalsProposedCard,
  approvalsSetCard,
} from '../../../src/cards/approvals-conversation-cards.ts';
import { becauseText } from '../../../src/cards/because-text.ts';
import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { confirmCard } from '../../../src/cards/confirm-card.ts';
import type { ConfirmView } from '../../../src/cards/confirm-view.ts';
import {
  type ApprovalOutcome,
  approvalOutcomeCard,
  approvedCard,
  declinedCard,
} from '../../../src/cards/decided-cards.ts';
import { failedCard } from '../../../src/cards/failed-card.ts';
import { type HistoryRow, historyCard } from '../../../src/cards/history-card.ts';
import { outcomeCard } from '../../../src/cards/outcome-card.ts';
import type { Person } from '../../../src/cards/person-view.ts';
import { receiptCard } from '../../../src/cards/receipt-card.ts';
import { runCard } from '../../../src/cards/run-card.ts';
import { answeredPrivatelyCard, statusCard } from '../../../src/cards/status-card.ts';
import { waitingCard } from '../../../src/cards/waiting-card.ts';
import { MOST_HISTORY_ROWS, MOST_NAMED, MOST_OPEN_ROWS } from '../../../src/desk/times.ts';
import { OUTCOME, RECEIPT } from './resets.ts';

export interface ApprovalSamples {
  context: CardContext;
  /** Stands for a value of the directory or of a user. */
  value: (ordinary: string) => string;
  request: string;
  /** One without a photo, and one with. */
  people: readonly [Person, Person];
}

type Samples = [string, AdaptiveCard][];

const ASKED = new Date('2026-03-12T13:20:00Z');
const APPROVED = new Date('2026-03-12T13:32:00Z');
const RESET = new Date('2026-03-12T13:35:00Z');
const UNTIL = new Date('2026-03-12T14:20:00Z');

/** The cards around a second person's approval, and the lists of requests. */
export function approvalSamples(samples: ApprovalSamples): Samples {
  return [
    ...askingCards(samples),
    ...decidedCards(samples),
    ...resetCards(samples),
    ...noticeCards(samples),
    ...listCards(samples),
  ];
}

function namesOf(value: ApprovalSamples['value']) {
  return {
    action: 'reset-password' as const,
    requesterName: value('Karin Ek'),
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
    approvedBy: { name: value('Erik Ek'), at: APPROVED },
  };
}

function secondPerson({ context, value }: ApprovalSamples): string {
  const values = { target: value('Anna Svensson'), roles: value('Helpdesk Administrator, Reports Reader') };
  return becauseText(context.locale, 'reset-password', { rule: 'target-holds-role', values });
}

function askingCards(samples: ApprovalSamples): Samples {
  const { context, value, request, people } = samples;
  const names = namesOf(value);
  const asking = { action: names.action, request, secondPerson: secondPerson(samples), expiresAt: UNTIL };
  const roles = [value('Helpdesk Administrator'), value('Reports Reader')];
  const confirm = (synced: boolean): ConfirmView => ({
    ...asking,
    account: { ...people[1], blocked: false, roles },
    requesterName: names.requesterName,
    typedPassword: false,
    synced,
    maySignOut: true,
  });
  const approval = { ...asking, requesterName: names.requesterName };
  return [
    ['confirm for approval', confirmCard(confirm(false), context)],
    ['confirm for approval synced', confirmCard(confirm(true), context)],
    [
      'approval',
      approvalCard(
        {
          ...approval,
          target: { ...people[1], roles },
          reason: 'locked-out',
          reasonText: value('she has a new phone'),
          ticket: value('INC0012345'),
          signOut: true,
          cancellable: true,
        },
        context,
      ),
    ],
    [
      'approval with little known',
      approvalCard(
        {
          ...approval,
          target: { displayName: people[0].displayName, userPrincipalName: people[0].userPrincipalName, roles: [] },
          signOut: false,
          cancellable: false,
        },
        context,
      ),
    ],
    ['waiting', waitingCard({ ...names, ...asking, where: 'approvals' }, context)],
    ['waiting-kept-out', waitingCard({ ...names, ...asking, where: 'kept-out' }, context)],
    ['run', runCard({ ...names, ...asking }, context)],
  ];
}

function decidedCards({ context, value }: ApprovalSamples): Samples {
  const names = namesOf(value);
  const declined = { ...names, by: value('Erik Ek'), at: APPROVED, why: value('I do not know of this ticket') };
  const outcomes: [string, ApprovalOutcome][] = [
    ['resetting', { state: 'running' }],
    ['unknown', { state: 'unknown' }],
    ['reset', { state: 'carried-out', carriedOutAt: RESET, unconfirmed: false }],
    ['reset unconfirmed', { state: 'carried-out', carriedOutAt: RESET, unconfirmed: true }],
    ['done', { state: 'done', carriedOutAt: RESET, unconfirmed: false }],
    ['failed', { state: 'failed', answerLost: false }],
    ['failed answer-lost', { state: 'failed', answerLost: true }],
    ['refused', { state: 'refused' }],
    ['cancelled', { state: 'cancelled' }],
    ['expired', { state: 'expired' }],
  ];
  return [
    ['declined', declinedCard(declined, context)],
    ['declined notice', declinedNotice(declined, context)],
    ['approved', approvedCard({ ...names, expiresAt: UNTIL }, context)],
    ...outcomes.map(([name, outcome]): [string, AdaptiveCard] => [
      `approved, ${name}`,
      approvalOutcomeCard({ ...names, outcome }, context),
    ]),
    [
      'not approved, expired',
      approvalOutcomeCard({ ...names, approvedBy: undefined, outcome: { state: 'expired' } }, context),
    ],
  ];
}

function resetCards({ context, value }: ApprovalSamples): Samples {
  const names = namesOf(value);
  const outcome = { ...names, ...OUTCOME, at: RESET, verification: 'verified', handover: 'private' } as const;
  return [
    ['outcome approved', outcomeCard({ ...outcome, ticket: value('INC0012345') }, context)],
    ['receipt approved', receiptCard({ ...names, ...RECEIPT, handedOverAt: RESET }, context)],
    [
      'failed although approved',
      failedCard({ ...names, rule: 'graph-denied', values: { target: names.targetName } }, context),
    ],
  ];
}

function noticeCards({ context, value, request }: ApprovalSamples): Samples {
  return [
    ['approval expired notice', approvalExpiredNotice(namesOf(value), context)],
    ['approvals set', approvalsSetCard({ by: value('Karin Ek') }, context)],
    ['approvals moved', approvalsMovedCard({ by: value('Karin Ek') }, context)],
    ['approvals set by two', approvalsSetCard({ by: value('Karin Ek'), agreed: value('Erik Ek') }, context)],
    ['approvals moved by two', approvalsMovedCard({ by: value('Karin Ek'), agreed: value('Erik Ek') }, context)],
    ['approvals proposed', approvalsProposedCard({ by: value('Karin Ek') }, context)],
    ...[3, 60].map((people): [string, AdaptiveCard] => [
      `approvals proposal, ${people} people`,
      approvalsProposalCard(
        {
          proposal: request,
          by: value('Karin Ek'),
          people: Array.from({ length: people }, () => value('Anna Ek')),
          most: MOST_NAMED,
          first: people === 3,
          until: ASKED,
        },
        context,
      ),
    ]),
    ['approvals only in a group', approvalsOnlyInGroupCard(context)],
    ['answered privately', answeredPrivatelyCard({ chatLink: 'https://teams.microsoft.com/l/chat/0/0' }, context)],
    ['answered privately without a link', answeredPrivatelyCard({}, context)],
  ];
}

function listCards({ context, value }: ApprovalSamples): Samples {
  const anna = {
    action: 'reset-password' as const,
    at: ASKED,
    person: value('Anna Svensson'),
    ticket: value('INC0012345'),
  };
  const rows: HistoryRow[] = [
    { ...anna, state: 'awaiting-approval' },
    { ...anna, state: 'done', approvedBy: value('Erik Ek') },
    { ...anna, state: 'declined', declinedBy: value('Erik Ek'), ticket: undefined },
    { ...anna, person: value('Anna-Karin Svensson Ödmark'), state: 'erased', ticket: undefined },
  ];
  const many = Array.from(
    { length: 12 },
    (_, n): HistoryRow => ({ ...anna, state: 'done', approvedBy: rows[n]?.person }),
  );
  const asked = rows.map(row => ({ ...row, person: value('Karin Ek') }));
  const open = { action: anna.action, person: value('Anna Svensson'), until: UNTIL };
  const others = { ...open, state: 'awaiting-approval', requesterName: value('Karin Ek') } as const;
  return [
    ['history', historyCard({ most: MOST_HISTORY_ROWS, rows }, context)],
    ['history of many', historyCard({ most: MOST_HISTORY_ROWS, rows: many }, context)],
    [
      'history for somebody',
      historyCard({ most: MOST_HISTORY_ROWS, about: value('Anna Svensson'), rows: asked }, context),
    ],
    ['history, empty', historyCard({ most: MOST_HISTORY_ROWS, rows: [] }, context)],
    [
      'history for somebody, empty',
      historyCard({ most: MOST_HISTORY_ROWS, about: value('Anna Svensson'), rows: [] }, context),
    ],
    [
      'status',
      statusCard(
        {
          own: [
            { ...open, state: 'open' },
            { action: anna.action, person: value('Björn Ek'), state: 'carried-out', ticket: value('INC0012345') },
          ],
          others: [{ ...others, ticket: value('INC0012346') }],
          most: MOST_OPEN_ROWS,
        },
        context,
      ),
    ],
    [
      'status of many',
      statusCard(
        { own: Array(7).fill({ ...open, state: 'open' }), others: Array(7).fill(others), most: MOST_OPEN_ROWS },
        context,
      ),
    ],
    ['status, empty', statusCard({ own: [], others: [], most: MOST_OPEN_ROWS }, context)],
  ];
}
