import { approvalCard } from '../../../src/cards/approval-card.ts';
import { approvalExpiredNotice, declinedNotice } from '../../../src/cards/approval-notices.ts';
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
import type { Person } from '../../../src/cards/person-view.ts';
import { runCard } from '../../../src/cards/run-card.ts';
import type { PassChoicesView } from '../../../src/cards/temporary-access-pass/pass-views.ts';
import { waitingCard } from '../../../src/cards/waiting-card.ts';
import { CREATED, LATER, ONCE, SEVERAL } from './passes.ts';

/** As a tenant has it that has changed nothing, asked in the afternoon. */
export const CHOICES: PassChoicesView = {
  shortest: 60,
  longest: 480,
  usual: 60,
  onceOnly: false,
  startsWithin: { from: CREATED, to: new Date('2026-04-11T13:35:00Z') },
  present: 'none',
};

type Samples = [string, AdaptiveCard][];

interface PassRequests {
  context: CardContext;
  value: (ordinary: string) => string;
  request: string;
  person: Person;
}

/** The cards of a pass until it is made. */
export function passRequests(samples: PassRequests): Samples {
  return [...confirmCards(samples), ...approvals(samples), ...decisions(samples)];
}

function confirmCards({ context, value, request, person }: PassRequests): Samples {
  const confirm = (choices: Partial<PassChoicesView>, view: Partial<ConfirmView> = {}): AdaptiveCard =>
    confirmCard(
      {
        action: 'temporary-access-pass',
        request,
        requesterName: value('Karin Ek'),
        account: { ...person, blocked: false, roles: [] },
        typedPassword: false,
        synced: false,
        maySignOut: true,
        choices: { ...CHOICES, ...choices },
        expiresAt: LATER,
        ...view,
      },
      context,
    );
  const tookOver = { from: value('Erik Lindqvist'), action: 'temporary-access-pass', at: CREATED } as const;
  const synced = { synced: true, instead: 'temporary-access-pass', action: 'reset-password' } as const;
  return [
    ['pass confirm', confirm({}, { instead: 'reset-password' })],
    ['pass confirm, once only', confirm({ onceOnly: true, shortest: 10, longest: 45, usual: 45 })],
    ['pass confirm, widest', confirm({ shortest: 10, longest: 43_200, usual: 90, present: 'unknown' })],
    ...(['usable', 'not-yet', 'used', 'expired', 'disabled'] as const).map((state): Samples[number] => [
      `pass confirm, ${state}`,
      confirm({ present: { ...SEVERAL, state } }),
    ]),
    [
      'pass confirm with warnings',
      confirm(
        { present: { ...ONCE, state: 'usable' } },
        {
          account: { ...person, blocked: true, roles: [value('Reports Reader')] },
          ticket: value('INC0012345'),
          reasonText: value('she has a new phone'),
          tookOver,
          typedPassword: true,
          secondPerson: becauseText(context.locale, 'temporary-access-pass', { rule: 'always', values: {} }),
        },
      ),
    ],
    ['confirm, a pass instead', confirm({}, { ...synced, choices: undefined })],
  ];
}

function approvals({ context, value, request, person }: PassRequests): Samples {
  const approval = {
    action: 'temporary-access-pass',
    request,
    requesterName: value('Karin Ek'),
    target: { ...person, roles: [value('Reports Reader')] },
    reason: 'no-method',
    signOut: false,
    secondPerson: becauseText(context.locale, 'temporary-access-pass', { rule: 'always', values: {} }),
    expiresAt: LATER,
    cancellable: true,
  } as const;
  const present = { ...ONCE, state: 'usable' } as const;
  return [
    ['pass approval', approvalCard({ ...approval, terms: { once: true, minutes: 60, present: 'none' } }, context)],
    [
      'pass approval, later',
      approvalCard({ ...approval, terms: { once: false, minutes: 480, startsAt: SEVERAL.startsAt, present } }, context),
    ],
  ];
}

function decisions({ context, value, request }: PassRequests): Samples {
  const names = {
    action: 'temporary-access-pass',
    requesterName: value('Karin Ek'),
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
    approvedBy: { name: value('Erik Ek'), at: CREATED },
  } as const;
  const secondPerson = becauseText(context.locale, names.action, { rule: 'always', values: {} });
  const declined = { ...names, by: value('Erik Ek'), at: CREATED, why: value('I do not know of this ticket') };
  const done = { state: 'done', carriedOutAt: CREATED, unconfirmed: false } as const;
  const outcomes: [string, ApprovalOutcome][] = [
    ['made', done],
    ['withdrawn', { ...done, withdrawnAt: LATER }],
    ['failed', { state: 'failed', answerLost: false }],
    ['lost', { state: 'failed', answerLost: true }],
    ['expired', { state: 'expired' }],
  ];
  return [
    ['pass waiting', waitingCard({ ...names, request, secondPerson, where: 'approvals', expiresAt: LATER }, context)],
    ['pass run', runCard({ ...names, request, expiresAt: LATER }, context)],
    ['pass declined', declinedCard(declined, context)],
    ['pass declined notice', declinedNotice(declined, context)],
    ['pass approval expired notice', approvalExpiredNotice(names, context)],
    ['pass approved', approvedCard({ ...names, expiresAt: LATER }, context)],
    ...outcomes.map(([name, outcome]): Samples[number] => [
      `pass approved, ${name}`,
      approvalOutcomeCard({ ...names, outcome }, context),
    ]),
    [
      'pass not approved, expired',
      approvalOutcomeCard({ ...names, approvedBy: undefined, outcome: { state: 'expired' } }, context),
    ],
  ];
}
