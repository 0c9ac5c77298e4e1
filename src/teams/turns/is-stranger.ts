import { TokenServiceError } from '../../errors.ts';
import type { Talk } from './talk.ts';

/**
 * Whether somebody writes in their own chat of whom nothing says that they work in the helpdesk: they have signed in to nothing here
 * and have asked for nothing. Everybody may have the app, to be asked who calls.
 */
export async function isStranger({ services, turn, place, tokens }: Talk): Promise<boolean> {
  if (!place.personal) return false;
  const asked = await services.desk.store.history({ requesterId: turn.asker.id }, 1);
  if (asked.length > 0) return false;
  try {
    return (await tokens.get()) === undefined;
  } catch (error) {
    if (error instanceof TokenServiceError) return false;
    throw error;
  }
}
