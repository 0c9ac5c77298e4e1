import { OPENS_CHAT, POSTS, UPDATES } from '../kill-point.ts';
import { OUTCOME, type Place, READY } from './place.ts';
import { confirms, HANDS_OVER, SHOWS } from './stories.ts';

/** From the answer of Microsoft Graph to the requester's own card. */
export const DELIVERING: readonly Place[] = (
  [
    ['before the personal chat is opened', { when: 'before', ...OPENS_CHAT }, undefined],
    ['after the personal chat was opened', { when: 'after', ...OPENS_CHAT }, undefined],
    ['before the card that leads to the password is posted', { when: 'before', ...POSTS }, undefined],
    ['after the card that leads to the password was posted', { when: 'after', ...POSTS }, ['show']],
    ['before the outcome is shown', { when: 'before', ...UPDATES }, undefined],
    ['after the outcome was shown', { when: 'after', ...UPDATES }, undefined],
  ] as const
).map(([where, at, leftovers]) => ({
  place: `Reset, ${where}`,
  story: confirms('channel'),
  at,
  left: { state: 'carried-out', set: true },
  happens: leftovers ? 'It is posted again; both cards lead to the same password.' : 'What is missing is done.',
  people: leftovers
    ? 'The outcome, and privately two cards; when one is used up, the other only says so.'
    : 'The outcome, and privately the card that leads to the password.',
  reads: [
    ['here', OUTCOME],
    ['private', READY],
  ],
  leftovers,
  tables: where.startsWith('before the card') ? true : undefined,
}));

/** From the requester's card to the end. */
export const HANDING_OVER: readonly Place[] = [
  {
    place: 'Show password, in the middle of it',
    story: SHOWS,
    at: { milliseconds: 4 },
    left: { state: 'carried-out', set: true },
    happens: 'The password waits for what is left of its 15 minutes.',
    people: 'The card that leads to the password; pressed again, it shows the same one.',
    reads: [['private', READY]],
  },
  {
    place: 'Handed over, before the cards say so',
    story: HANDS_OVER,
    at: { when: 'before', ...UPDATES },
    left: { state: 'done', set: true },
    happens: 'The sealed password was erased at the click; the cards are updated.',
    people: 'The receipt.',
    reads: [['private', /^Handed over\n/]],
    tables: true,
  },
  {
    place: 'Handed over, after a card said so',
    story: HANDS_OVER,
    at: { when: 'after', ...UPDATES },
    left: { state: 'done', set: true },
    happens: 'The sealed password was erased at the click; the cards are updated.',
    people: 'The receipt.',
    reads: [['private', /^Handed over\n/]],
  },
];
