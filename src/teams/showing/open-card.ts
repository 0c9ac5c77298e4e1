import { callerStateCard } from '../../cards/caller-state-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { confirmAgain } from '../../desk/pick.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Approved, Open, Request } from '../../desk/request/request.ts';
import { ownSession, ownSessionOrWhy } from '../../desk/sweep.ts';
import { wantedOf } from '../../desk/wanted-proof.ts';
import type { Services } from '../services.ts';
import { answerCard } from './answer-cards.ts';
import { runRequestCard } from './approval-views.ts';
import { type CallerMore, callerView, lapsedCallerView, progress } from './caller-views.ts';
import { cardOptions } from './drawing.ts';

/** With whose sign-in it is read, and what the card says beside. */
interface Drawing {
  /** The requester's own session; missing: it is asked for, and nobody is asked to sign in. */
  session?: DirectorySession;
  caller?: CallerMore;
}

/**
 * The card with which its requester goes on with a request that waits for them; undefined where it does not.
 * @throws DirectoryError
 */
export async function cardOfWaiting(
  services: Services,
  request: Request,
  drawing: Drawing = {},
): Promise<AdaptiveCard | undefined> {
  if (request.state === 'open') return openCard(services, request, drawing);
  return request.state === 'approved' ? runCardNow(services, request, drawing) : undefined;
}

/**
 * The card of a request that waits for its requester's press, by what the directory says now: it holds more than what is stored.
 * Where that can't be asked with the requester's sign-in, or it could not be done by what is so now: what has become of the question
 * who calls, why it does not go on, and a way to. undefined: it has changed meanwhile, and the card stays as it is.
 * @throws DirectoryError
 */
async function openCard(
  services: Services,
  request: Open,
  { session, caller }: Drawing,
): Promise<AdaptiveCard | undefined> {
  const { desk } = services;
  const options = cardOptions(services, request);
  const own = session ?? (await ownSessionOrWhy(desk, request, request.target));
  if (typeof own === 'string') return stateCard(request, own, options);
  const answer = await confirmAgain(desk, own, request);
  if (answer.kind === 'stale') return undefined;
  if (answer.kind === 'refused') return stateCard(request, answer.refusal, options);
  const view = { action: request.action, label: request.query ?? '', caller, now: options.now };
  return answerCard(answer, view, options);
}

function stateCard(
  request: Open,
  why: Parameters<typeof callerStateCard>[0]['why'],
  options: ReturnType<typeof cardOptions>,
): AdaptiveCard {
  const { id, action, target } = request;
  const { displayName: targetName, userPrincipalName: targetUpn } = target;
  const view = { action, request: id, targetName, targetUpn, caller: progress(request, options.now), why };
  return callerStateCard(view, options);
}

/**
 * The card with which an approved request is run, with what has to be shown of who calls by what the directory says now; without the
 * requester's sign-in, by what is stored.
 * @throws DirectoryError
 */
async function runCardNow(services: Services, request: Approved, { session, caller }: Drawing): Promise<AdaptiveCard> {
  const { desk } = services;
  const options = cardOptions(services, request);
  const own = session ?? (await ownSession(desk, request, request.target));
  const wanted = own && (await wantedOf(desk, own, request));
  const { now } = options;
  const view = wanted
    ? callerView(request, { ...caller, wanted: wanted.wanted, manager: wanted.target.account.manager, now }, options)
    : lapsedCallerView(request, options, now);
  return runRequestCard(request, view, options);
}
