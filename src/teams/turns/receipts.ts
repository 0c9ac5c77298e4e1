import { lookForReceipt, openReceipts } from '../../desk/read-receipt.ts';
import { codeOf, DirectoryError, TokenServiceError } from '../../errors.ts';
import { performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import type { Talk } from './talk.ts';

/**
 * Whoever talks to the bot and is signed in is shown what has become of what they handed over: nothing in the background may read
 * that. What can't be read now is left for another time, and nobody is asked to sign in for it.
 */
export async function showReceipts({ services, turn, tokens }: Talk): Promise<void> {
  const { desk, log } = services;
  const open = await openReceipts(desk, turn.asker.id);
  if (open.length === 0) return;
  try {
    const token = await tokens.get();
    if (!token) return;
    const session = desk.directory.as(token, turn.correlationId, turn.asker.id);
    for (const request of open) {
      const looked = await lookForReceipt(desk, session, request);
      if (looked) await performDuties(services, looked, { later: THEIR_OWN });
    }
  } catch (err) {
    if (!(err instanceof DirectoryError) && !(err instanceof TokenServiceError)) throw err;
    log.info({ code: codeOf(err), correlationId: turn.correlationId }, 'a receipt could not be read');
  }
}
