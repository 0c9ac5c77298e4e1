import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { editedTooLateCard } from '../../cards/message-cards.ts';
import { MESSAGE_KEPT } from '../../desk/times.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { isEdit } from '../channel/activity.ts';
import { cardContext } from '../services.ts';
import type { Talk } from './talk.ts';

/** What is taken of a message: the message as it was first written, as it was changed to, or what is begun for it. */
type Part = 'message' | 'edit' | 'beginning';

/**
 * Whether this message is to be answered: Teams delivers some again, also to another process. An edit is answered where nothing
 * has been begun for the message; what was begun stays as it is, and the person is told. Of a message that is too old to be
 * remembered an edit starts nothing.
 */
export async function isToBeAnswered({ services, turn, place }: Talk, activity: Activity): Promise<boolean> {
  // Without an id none can be told from another.
  if (!activity.id) return true;
  const { store, now } = services.desk;
  const edited = isEdit(activity);
  if (!(await store.takeMessage(keyOf(activity, edited ? 'edit' : 'message'), now()))) {
    noteTurn({ answer: 'delivered-again' });
    return false;
  }
  if (!edited) return true;
  if (await store.isMessageTaken(keyOf(activity, 'beginning'), now())) {
    await services.messenger.send(place, editedTooLateCard(cardContext(services, turn.asker)));
    return false;
  }
  return !isForgotten(activity.id, now()) || (await store.isMessageTaken(keyOf(activity, 'message'), now()));
}

/**
 * Begins something for a message, once, whatever becomes of the message meanwhile.
 * @param begin returns whether anything has been begun
 */
export async function beginOnce(talk: Talk, activity: Activity, begin: () => Promise<boolean>): Promise<void> {
  const { services, turn, place } = talk;
  const { store, now } = services.desk;
  if (!activity.id) return void (await begin());
  const key = keyOf(activity, 'beginning');
  if (!(await store.takeMessage(key, now())))
    return void (await services.messenger.send(place, editedTooLateCard(cardContext(services, turn.asker))));
  let begun = false;
  try {
    begun = await begin();
  } finally {
    if (!begun) await store.releaseMessage(key);
  }
}

/** Teams names a message after the time at which it was written, in milliseconds. */
function isForgotten(id: string, now: number): boolean {
  return /^\d{13}$/.test(id) && Number(id) <= now - MESSAGE_KEPT;
}

/** The same for every delivery, and nothing that could be read in it. */
function keyOf({ id, conversation, text, timestamp }: Activity, part: Part): string {
  const version = part === 'edit' ? [String(timestamp ?? ''), text ?? ''] : [];
  return createHash('sha256')
    .update(JSON.stringify([part, conversation.id, id, ...version]))
    .digest('base64url');
}
