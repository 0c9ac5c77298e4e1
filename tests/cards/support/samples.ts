import { Buffer } from 'node:buffer';
import { encode } from 'fast-png';
import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { confirmCard } from '../../../src/cards/confirm-card.ts';
import { cancelledCard, expiredCard, workingCard } from '../../../src/cards/ending-cards.ts';
import { entraLinks } from '../../../src/cards/entra-links.ts';
import { erasedCard } from '../../../src/cards/erased-card.ts';
import { failedCard } from '../../../src/cards/failed-card.ts';
import { handoverCard } from '../../../src/cards/handover-card.ts';
import { helpCard } from '../../../src/cards/help-cards.ts';
import { outcomeCard } from '../../../src/cards/outcome-card.ts';
import type { Person } from '../../../src/cards/person-view.ts';
import { pickCard } from '../../../src/cards/pick-card.ts';
import { receiptCard } from '../../../src/cards/receipt-card.ts';
import { refusedCard } from '../../../src/cards/refused-card.ts';
import { revealCard } from '../../../src/cards/reveal-card.ts';
import { ownAccountCard, signedOutCard, signInInPrivateCard } from '../../../src/cards/sign-in-cards.ts';
import { errorCard, unknownCard, unrecordedCard } from '../../../src/cards/trouble-cards.ts';
import { MOST_CANDIDATES } from '../../../src/desk/times.ts';
import type { Locale } from '../../../src/locales/locale.ts';
import { spellPassword } from '../../../src/locales/spelling.ts';
import { alarmSamples } from './alarm-samples.ts';
import { approvalSamples } from './approval-samples.ts';
import { askSamples } from './ask-samples.ts';
import { passCards } from './pass-cards.ts';
import { passRequests } from './pass-requests.ts';
import { proofSamples } from './proof-samples.ts';
import { REFUSAL_VALUES, refusalRules } from './refusals.ts';
import { replyCards } from './reply-samples.ts';
import { reportSamples } from './report-samples.ts';
import { OUTCOME, RECEIPT } from './resets.ts';
import { takingOverSamples } from './taking-over-samples.ts';
import { unusedSamples } from './unused-samples.ts';

/** What a value says that the directory or a user chose, by what it says on an ordinary day. */
export type ValueOf = (ordinary: string) => string;

export const REQUEST = 'q7Jm2vXw0TzR4kPb';
export const PASSWORD = 'T4kx-7pfn-c93d-vh5j';
const USER_ID = '0c4f1f2e-5d6b-4a86-9f2e-2f9c2f0a7a11';
const LINKS = entraLinks(USER_ID);
const AT = new Date('2026-03-12T13:35:00Z');

/** A data: URL of a 48 x 48 picture: a face of two colours, or noise that hardly compresses. */
export function samplePhoto(kind: 'face' | 'noise'): string {
  const size = 48;
  const data = new Uint8Array(size * size * 3);
  for (let i = 0; i < size * size; i++) {
    const distance = Math.hypot((i % size) - size / 2, Math.floor(i / size) - size / 2);
    const face = distance < 15 ? [236, 190, 160] : [70, 110, 150];
    const noise = [(i * 7919) % 251, (i * 104729) % 241, ((i * i) % 65521) % 239];
    data.set(kind === 'face' ? face : noise, i * 3);
  }
  const png = encode({ width: size, height: size, depth: 8, channels: 3, data });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

const FACE = samplePhoto('face');

/**
 * Every card that the bot can send, by name. `value` may turn each value of the directory or of a user into another.
 * @param photo of the people who have one
 */
export function everyCard(
  locale: Locale,
  value: ValueOf = ordinary => ordinary,
  photo: string = FACE,
): Map<string, AdaptiveCard> {
  const context: CardContext = { locale, timeZone: 'Europe/Stockholm' };
  const other = person(value, 1, photo);
  return new Map([
    ...confirmCards(context, value, photo),
    ...pickCards(context, value, photo),
    ...resetCards(context, value),
    ...handoverCards(context, value),
    ...shortCards(context),
    ...[takingOverSamples, replyCards, reportSamples].flatMap(draw => draw(context, value, REQUEST)),
    ...approvalSamples({ context, value, request: REQUEST, people: [person(value, 0, photo), other] }),
    ...proofSamples({ context, value, request: REQUEST, person: other }),
    ...[alarmSamples, askSamples, unusedSamples].flatMap(samples => samples({ context, value, request: REQUEST })),
    ...passRequests({ context, value, request: REQUEST, person: other }),
    ...passCards({ context, value, request: REQUEST }),
    ...refusalRules().map(rule => {
      const values = Object.entries(REFUSAL_VALUES[rule]).map(([name, ordinary]) => [name, value(ordinary)]);
      return [
        `refused ${rule}`,
        refusedCard({ action: 'reset-password', rule, values: Object.fromEntries(values) }, context),
      ] as const;
    }),
  ]);
}

function person(value: ValueOf, n: number, photo: string): Person {
  const people = [
    ['Anna Svensson', 'anna.svensson@contoso.com', 'Ekonomiassistent', 'Ekonomi'],
    ['Anna Svensson', 'anna.svensson2@contoso.com', 'Butikschef', 'Försäljning Syd'],
    ['Anna-Karin Svensson Ödmark', 'anna-karin.svensson.odmark@contoso.com', 'Projektledare', 'Bygg och anläggning'],
  ] as const;
  const [name, upn, title, department] = people[n % people.length] ?? people[0];
  return {
    displayName: value(name),
    userPrincipalName: value(upn),
    jobTitle: value(title),
    department: value(department),
    photo: n === 1 ? photo : undefined,
  };
}

function confirmCards(context: CardContext, value: ValueOf, photo: string): [string, AdaptiveCard][] {
  const plain = { ...person(value, 0, photo), blocked: false, roles: [] };
  const full = {
    ...person(value, 1, photo),
    mail: value('anna@contoso.se'),
    manager: value('Björn Ek'),
    blocked: true,
    lastPasswordChange: new Date('2025-11-02T08:00:00Z'),
    roles: [value('Helpdesk Administrator'), value('Reports Reader')],
  };
  const rest = { action: 'reset-password', request: REQUEST, requesterName: value('Karin Ek'), expiresAt: AT } as const;
  return [
    [
      'confirm',
      confirmCard(
        {
          ...rest,
          account: { ...plain, manager: value('Björn Ek'), lastPasswordChange: AT },
          typedPassword: false,
          synced: false,
          maySignOut: true,
        },
        context,
      ),
    ],
    [
      'confirm synced',
      confirmCard({ ...rest, account: plain, typedPassword: false, synced: true, maySignOut: false }, context),
    ],
    [
      'confirm with warnings',
      confirmCard(
        {
          ...rest,
          account: full,
          lookAlikes: [person(value, 0, photo), person(value, 2, photo)],
          ticket: value('INC0012345'),
          reasonText: value('she is locked out'),
          tookOver: { from: value('Erik Lindqvist'), action: 'reset-password', at: AT },
          typedPassword: true,
          synced: true,
          maySignOut: true,
        },
        context,
      ),
    ],
  ];
}

function pickCards(context: CardContext, value: ValueOf, photo: string): [string, AdaptiveCard][] {
  const people = (count: number) => Array.from({ length: count }, (_, n) => person(value, n, photo));
  const view = { request: REQUEST, query: value('Anna Svensson'), most: MOST_CANDIDATES, more: false };
  const [close, elsewhere] = [value('Ana Svenson'), value('Anna Svensson (Juridik)')];
  return [
    ['pick', pickCard({ ...view, candidates: people(3) }, context)],
    ['pick of many', pickCard({ ...view, candidates: people(8), more: true }, context)],
    ['pick of those close', pickCard({ ...view, query: close, candidates: people(3), unsure: 'name' }, context)],
    ['pick of one elsewhere', pickCard({ ...view, query: elsewhere, candidates: people(1), unsure: 'place' }, context)],
  ];
}

function resetCards(context: CardContext, value: ValueOf): [string, AdaptiveCard][] {
  const names = {
    action: 'reset-password',
    requesterName: value('Karin Ek'),
    targetName: value('Anna Svensson'),
  } as const;
  const outcome = { ...names, ...OUTCOME, targetUpn: value('anna.svensson@contoso.com'), at: AT };
  return [
    ['working', workingCard(names, context)],
    [
      'outcome verified',
      outcomeCard(
        {
          ...outcome,
          verification: 'verified',
          signOut: 'done',
          handover: 'private',
          reason: 'locked-out',
          reasonText: value('she is locked out'),
          ticket: value('INC0012345'),
        },
        context,
      ),
    ],
    ['outcome blocked', outcomeCard({ ...outcome, verification: 'verified', handover: 'blocked-or-removed' }, context)],
    ['outcome on its way', outcomeCard({ ...outcome, verification: 'pending', handover: 'on-its-way' }, context)],
    ['outcome erased', outcomeCard({ ...outcome, verification: 'verified', handover: 'erased' }, context)],
    ['outcome handed over', outcomeCard({ ...outcome, verification: 'verified', handover: 'handed-over' }, context)],
    ['outcome accepted', outcomeCard({ ...outcome, verification: 'accepted', handover: 'private' }, context)],
    ['outcome blocked', outcomeCard({ ...outcome, verification: 'pending', handover: 'blocked-or-removed' }, context)],
    ['outcome pending', outcomeCard({ ...outcome, verification: 'pending', handover: 'waiting-for-install' }, context)],
    ...(['pending', 'accepted'] as const).map((verification): [string, AdaptiveCard] => [
      `outcome ${verification} synced`,
      outcomeCard({ ...outcome, verification, synced: true, signOut: 'failed', handover: 'private' }, context),
    ]),
    ['cancelled', cancelledCard({ ...names, by: names.requesterName }, context)],
    ['cancelled without target', cancelledCard({ action: 'reset-password', by: names.requesterName }, context)],
    ['expired', expiredCard(names, context)],
    ['expired without target', expiredCard({ action: 'reset-password' }, context)],
    ['failed', failedCard({ ...names, rule: 'password-not-accepted', values: { target: names.targetName } }, context)],
    [
      'failed answer-lost',
      failedCard({ ...names, rule: 'answer-lost', values: { target: names.targetName } }, context),
    ],
    ['unknown', unknownCard({ ...names, request: REQUEST }, context)],
    ['unrecorded', unrecordedCard({ ...names, correlationId: 'b0a7c1de-3c7e-4f0a' }, context)],
    ['unknown refused', unknownCard({ ...names, request: REQUEST, refusedUntil: AT }, context)],
  ];
}

function handoverCards(context: CardContext, value: ValueOf): [string, AdaptiveCard][] {
  const { blocks } = spellPassword(PASSWORD, context.locale);
  const target = {
    action: 'reset-password',
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
  } as const;
  const view = { ...target, request: REQUEST };
  const secret = { ...view, secret: PASSWORD, blocks, erasesAt: AT, links: LINKS };
  return [
    ['handover', handoverCard({ ...view, erasesAt: AT }, context)],
    ['reveal', revealCard({ ...secret, synced: false }, context)],
    ['reveal synced', revealCard({ ...secret, synced: true }, context)],
    ['receipt', receiptCard({ ...view, ...RECEIPT, request: REQUEST, requesterName: value('Karin Ek') }, context)],
    ['erased', erasedCard({ ...view, erasedAt: AT, mayBeLive: false }, context)],
  ];
}

function shortCards(context: CardContext): [string, AdaptiveCard][] {
  return [
    ['error', errorCard({ correlationId: '5f0d7c1e-2f5b-4c35-9a50-0e4f6d0f7b1c', noRecord: false }, context)],
    ['error, no record', errorCard({ correlationId: '5f0d7c1e-2f5b-4c35-9a50-0e4f6d0f7b1c', noRecord: true }, context)],
    ['help', helpCard(context)],
    ['own password', ownAccountCard({ action: 'reset-password' }, context)],
    ['sign in', signInInPrivateCard(OUTCOME, context)],
    ['signed out', signedOutCard(context)],
  ];
}
