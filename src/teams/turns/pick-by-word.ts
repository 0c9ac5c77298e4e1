import { answeredCard, replyCard } from '../../cards/reply-cards.ts';
import { pick } from '../../desk/pick.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Errand, TargetQuery } from '../../desk/request/errand.ts';
import type { Candidate } from '../../desk/request/people.ts';
import type { Request } from '../../desk/request/request.ts';
import { cardLeft, cardSent } from '../../desk/sent.ts';
import { MOST_CANDIDATES } from '../../desk/times.ts';
import { cardContext } from '../services.ts';
import { redraw } from '../showing/drawing.ts';
import { cardOfWish, wishOf } from './answered-wish.ts';
import type { Talk } from './talk.ts';

/** The people on the card, in its order. */
export function offered(request: Request): readonly Candidate[] {
  return request.state === 'choosing' ? request.candidates.slice(0, MOST_CANDIDATES) : [];
}

/** Which of them are written: by sign-in name, name or department, or mentioned. Places on the card, from 0. */
export function placesOf(query: TargetQuery, people: readonly Candidate[]): number[] {
  const written = plain(query.value);
  if (written === '') return [];
  const said = ({ id, displayName, userPrincipalName, department = '' }: Candidate): boolean => {
    if (query.by === 'object-id') return plain(id) === written;
    if (query.by === 'address') return plain(userPrincipalName) === written;
    return query.by === 'name' && [displayName, department].some(value => plain(value) === written);
  };
  return people.flatMap((person, place) => (said(person) ? [place] : []));
}

function plain(value: string): string {
  return value.normalize('NFKC').trim().toLowerCase();
}

/** Goes on with one of the people on a card, as if they had been pressed there; what comes of it stands below. */
export async function pickByWord(
  session: DirectorySession,
  { services, turn, place }: Talk,
  { request: id, choice }: Extract<Errand, { wants: 'pick' }>,
): Promise<void> {
  const { desk, messenger } = services;
  const context = cardContext(services, turn.asker);
  const request = await desk.store.get(id);
  const picked = request && (await pick(desk, session, request, { does: 'pick', choice, by: turn.asker, at: place }));
  if (!request || (picked?.kind !== 'confirm' && picked?.kind !== 'ended')) {
    await messenger.send(place, replyCard({ to: 'no-list', shared: !place.personal }, context));
    return;
  }
  const answer = picked.kind === 'confirm' ? picked : ({ ...picked, kind: 'refused' } as const);
  const card = await cardOfWish({ services, turn, place }, wishOf(request), answer);
  const sent = await messenger.send(place, card);
  await cardSent(desk, id, sent);
  // Its end is on the card, with what can be done instead.
  if (answer.kind === 'refused') await cardLeft(desk, id, sent);
  await redraw(services, request, request.place, answeredCard(context));
}
