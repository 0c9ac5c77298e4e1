import type { Desk, Turn } from './desk.ts';
import type { AskedDoubt, Doubt, DoubtOnCard, OpenWish } from './request/doubt.ts';
import type { Place } from './request/people.ts';
import { conversationOf, sameConversation } from './request/place.ts';
import type { NotAdmitted } from './request/who-may-press.ts';
import { ANSWER_LIFETIME, CARD_LIFETIME, MOST_HISTORY_ROWS } from './times.ts';

/** What is asked about a message. */
type Open =
  | ({ about: 'whose' } & OpenWish)
  | Pick<Extract<DoubtOnCard, { about: 'wish' | 'offer' }>, 'about' | 'errand'>
  | Pick<Extract<DoubtOnCard, { about: 'which' }>, 'about' | 'errand' | 'offered'>;

const LIFETIMES: Readonly<Record<Open['about'], number>> = {
  whose: ANSWER_LIFETIME,
  wish: CARD_LIFETIME,
  offer: CARD_LIFETIME,
  which: CARD_LIFETIME,
};

/** Keeps what the writer of a message is asked about it, before they can answer. Nobody is looked up. */
export async function keepDoubt(desk: Desk, { asker }: Turn, place: Place, open: Open): Promise<Doubt> {
  const askedAt = desk.now();
  const doubt = { id: desk.newId(), asker, place, askedAt, dueAt: askedAt + LIFETIMES[open.about], ...open };
  await desk.store.doubts.keep(doubt);
  return doubt;
}

/** Remembers the card on which they are asked. */
export function doubtSent(desk: Desk, doubt: Doubt, card: Place): Promise<void> {
  return desk.store.doubts.replace({ ...doubt, place: card });
}

/** What somebody may answer in this conversation: what they were asked there last, while its time lasts. */
export async function openDoubt(desk: Desk, { asker }: Turn, at: Place): Promise<AskedDoubt | undefined> {
  const latest = await desk.store.doubts.latest({ personId: asker.id, conversationId: conversationOf(at) });
  if (!latest || latest.dueAt <= desk.now()) return undefined;
  // Whoever has asked for somebody meanwhile has said whose.
  return latest.about === 'whose' && (await hasAskedSince(desk, latest)) ? undefined : latest;
}

async function hasAskedSince(desk: Desk, { asker, place, askedAt }: Doubt): Promise<boolean> {
  const latest = await desk.store.history({ requesterId: asker.id }, MOST_HISTORY_ROWS);
  return latest.some(request => request.createdAt > askedAt && sameConversation(request.place, place));
}

/** What is pressed about a doubt. `over`: it was answered, or its time is over. */
type Pressed =
  | { kind: 'theirs'; doubt: Doubt }
  | { kind: 'not-admitted'; why: NotAdmitted; doubt: Doubt }
  | { kind: 'over' };

/** Whose button it is that somebody presses, where, and whether it still counts. */
export async function pressedDoubt(desk: Desk, { asker }: Turn, id: string, at: Place): Promise<Pressed> {
  const doubt = await desk.store.doubts.get(id);
  if (!doubt) return { kind: 'over' };
  if (doubt.asker.id !== asker.id) return { kind: 'not-admitted', why: 'not-theirs', doubt };
  if (!sameConversation(doubt.place, at)) return { kind: 'not-admitted', why: 'elsewhere', doubt };
  return doubt.dueAt <= desk.now() ? { kind: 'over' } : { kind: 'theirs', doubt };
}

/**
 * Answers a doubt, which is then gone: whoever answers it a second time, or at the same moment, gets undefined. Where the work
 * fails, it is open again.
 */
export async function answerDoubt<T>(
  desk: Desk,
  { id }: Doubt,
  work: (doubt: Doubt) => Promise<T>,
): Promise<T | undefined> {
  const doubt = await desk.store.doubts.take(id);
  if (!doubt) return undefined;
  try {
    return await work(doubt);
  } catch (error) {
    await desk.store.doubts.keep(doubt);
    throw error;
  }
}
