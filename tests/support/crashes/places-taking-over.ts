import { POSTS, UPDATES } from '../kill-point.ts';
import { BATCH, type Place } from './place.ts';
import { TAKES_OVER } from './stories.ts';

const OFFER = /Somebody else is resetting this password/;
const TAKEN = /Erik Lindqvist took over the request of Johanna Bergström/;

/** From the press on Take over to the confirm card. The calls are that of the other request and the taker's own. */
export const TAKING_OVER: readonly Place[] = [
  {
    place: 'Take over, before roles and account are read again',
    story: TAKES_OVER,
    at: { when: 'before', ...BATCH },
    left: { state: 'open' },
    happens: 'Nothing was taken from anybody.',
    people: 'The offer is still there; they press Take over again.',
    reads: [['here', OFFER]],
    calls: 2,
  },
  {
    place: 'Take over, before a card says so',
    story: TAKES_OVER,
    at: { when: 'before', ...UPDATES },
    left: { state: 'open' },
    happens: 'The sealed password of the other request was erased at the click; its requester is told.',
    people: 'The offer is still there; pressed again, it becomes the confirm card. The other one is told privately.',
    reads: [
      ['here', OFFER],
      ['holder', TAKEN],
    ],
    calls: 2,
    tables: true,
  },
  {
    place: 'Take over, after the other one was told',
    story: TAKES_OVER,
    at: { when: 'after', ...POSTS },
    left: { state: 'open' },
    happens: 'The requester of the other request is told again, since nobody knows of the first time.',
    people: 'The offer or the confirm card; pressed, it goes on. The other one is told privately, perhaps twice.',
    reads: [['holder', TAKEN]],
    calls: 2,
  },
];
