import type { Request } from '../../desk/request/request.ts';
import { runApproved } from '../../desk/run.ts';
import { DirectoryError, TokenServiceError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { conclude } from '../showing/perform-duties.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { isSignInAgain, lapsedRule } from '../signing-in/sign-in-again.ts';

/**
 * Runs an approved request with its requester's sign-in, if that still holds. If not, or if Graph can't be asked now, the
 * request stays approved, and its requester gets a card to run it. Returns the request as it then is.
 */
export async function runForRequester(services: Services, request: Request): Promise<Request> {
  const { desk, log } = services;
  try {
    const session = await desk.signedIn(request.requester, request.correlationId);
    if (!session) await recordLapsed(services, request, 'sign-in-lapsed');
    const command = { does: 'run', by: request.requester, unpressed: true } as const;
    const answered = session && (await runApproved(desk, session, request, command));
    // A refusal changed nothing: the requester can run it later.
    if (session && answered?.kind === 'done') {
      const { retryAfterSeconds } = answered;
      return await conclude(services, answered.request, { session, retryAfterSeconds });
    }
  } catch (error) {
    if (!(error instanceof DirectoryError || error instanceof TokenServiceError)) throw error;
    if (isSignInAgain(error)) await recordLapsed(services, request, lapsedRule(error));
    const { code } = error;
    log.warn({ code, correlationId: request.correlationId, err: error }, 'an approved request waits for its requester');
  }
  return (await desk.store.get(request.id)) ?? request;
}

async function recordLapsed(services: Services, request: Request, rule: string): Promise<void> {
  const { requester: asker, correlationId, place: at } = request;
  await recordSignIn(services, { asker, correlationId }, 'sign-in-failed', { rule, at });
}
