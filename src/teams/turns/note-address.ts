import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { keepAddress } from '../../desk/approvals-conversations.ts';
import { ErrorCode, NyckelError } from '../../errors.ts';
import { placeOf } from '../channel/activity.ts';
import type { Services } from '../services.ts';

/**
 * Remembers where Teams is reached for the conversation of an activity that the door has let in. For the approvals
 * conversation that is kept in the store, on record: the next question may be asked by another bot, or after a restart.
 */
export async function noteAddress(services: Services, activity: Activity): Promise<void> {
  const here = placeOf(activity);
  if (!services.messenger.noteAddress(here) || here.personal) return;
  const { desk, log } = services;
  try {
    await keepAddress(desk, here, randomUUID());
  } catch (error) {
    // Until the next activity from there, the former address is tried.
    const code = error instanceof NyckelError ? error.code : ErrorCode.Unexpected;
    log.error({ code, err: error }, 'the address of the approvals conversation could not be kept');
  }
}
