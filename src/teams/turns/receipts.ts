import type { DirectorySession } from '../../desk/ports.ts';
import { lookForReceipt, openReceipts } from '../../desk/read-receipt.ts';
import type { Done } from '../../desk/request/request.ts';
import { codeOf, DirectoryError, TokenServiceError } from '../../errors.ts';
import { performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import type { Talk } from './talk.ts';

/**
 * Whoever talks to the bot and is signed in is shown what has become of what they handed over: nothing in the background may read
 * that. What can't be read now is left for another time, and nobody is asked to sign in for it.
 */
export async function showReceipts(talk: Talk): Promise<void> {
  const { services, turn, tokens } = talk;
  const { desk } = services;
  const open = await openReceipts(desk, turn.asker.id);
  if (open.length === 0) return;
  await orLater(talk, async () => {
    const token = await tokens.get();
    if (!token) return;
    const session = desk.directory.as(token, turn.correlationId, turn.asker.id);
    // One that can't be read, as of somebody who is gone, keeps nobody from the others.
    for (const request of open) await orLater(talk, () => showReceipt(talk, session, request));
  });
}

async function showReceipt({ services }: Talk, session: DirectorySession, request: Done): Promise<void> {
  const looked = await lookForReceipt(services.desk, session, request);
  if (looked) await performDuties(services, looked, { later: THEIR_OWN });
}

async function orLater({ services, turn }: Talk, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (err) {
    if (!(err instanceof DirectoryError) && !(err instanceof TokenServiceError)) throw err;
    services.log.info({ code: codeOf(err), correlationId: turn.correlationId }, 'a receipt could not be read');
  }
}
