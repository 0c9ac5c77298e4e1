import type { Outcome } from '../../desk/actions/reset-password/reset.ts';
import { verify } from '../../desk/actions/reset-password/verify.ts';
import { type Desk, settle } from '../../desk/desk.ts';
import { delivered, waiting } from '../../desk/handover.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place, ResetRequest } from '../../desk/request/request.ts';
import { isUndelivered, isUnverified } from '../../desk/request/work.ts';
import { signOutEverywhere } from '../../desk/sign-out.ts';
import { claim, lapse, looked, takeUp } from '../../desk/sweep.ts';
import { MOST_SWEPT, MOST_SWEPT_AT_ONCE } from '../../desk/times.ts';
import { codeOf, StoreError, TeamsError } from '../../errors.ts';
import { handoverTrouble } from '../sending/teams-trouble.ts';
import type { Services } from '../services.ts';
import { personalCard } from './request-cards.ts';
import { cardOptions, showEverywhere } from './showing.ts';

/**
 * After a reset call, or a question to a second person: hands the password over in the requester's personal chat, shows the
 * outcome to everybody, and follows the operation in the background. Returns the request as it now is.
 */
export async function conclude(
  services: Services,
  session: DirectorySession,
  { request, retryAfterSeconds }: Outcome,
): Promise<ResetRequest> {
  const handed = await noted(services, request, () =>
    isUndelivered(request) ? handOverPrivately(services, request) : Promise.resolve(request),
  );
  const signedOut = await noted(services, handed, () => signOutEverywhere(services.desk, session, handed));
  const concluded = await showEverywhere(services, signedOut);
  if (isUnverified(concluded)) {
    services.background.run(async () => {
      const verified = await verify(services.desk, session, concluded, retryAfterSeconds);
      if (verified) await showEverywhere(services, verified);
    });
  }
  return concluded;
}

/** Graph has set the password, and that is on record: what can't be noted after it is done once more by the sweep. */
async function noted(
  services: Services,
  request: ResetRequest,
  act: () => Promise<ResetRequest>,
): Promise<ResetRequest> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { correlationId } = request;
    services.log.error({ code: error.code, correlationId, err: error }, 'what was done after a reset is not noted');
    return request;
  }
}

/** Delivers what waited for this person to have a personal chat with the bot. What can't be sent goes on waiting. */
export async function deliverWaiting(services: Services, personId: string, place: Place): Promise<void> {
  for (const request of await services.desk.store.unfinished(personId)) {
    if (!isUndelivered(request)) continue;
    try {
      const isOver = request.dueAt !== undefined && request.dueAt <= services.desk.now();
      const present = isOver ? await lapse(services.desk, request) : await sendHandover(services, request, place);
      if (present) await showEverywhere(services, present);
    } catch (error) {
      if (!(error instanceof TeamsError)) throw error;
      services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    }
  }
}

/**
 * What the minute brings: what is due lapses, what a process left undone is taken up, and what could not be shown or delivered
 * is tried again. Trouble with one request does not keep the others waiting.
 */
export async function sweepAndShow(services: Services): Promise<void> {
  const { desk, background } = services;
  // What has to be erased or ended is so before anybody waits for Teams.
  const open: ResetRequest[] = [];
  for (const request of await desk.store.due(desk.now(), MOST_SWEPT)) {
    const mine = await caught(services, request, () => takeMine(desk, request));
    if (mine) open.push(mine);
  }
  const workOn = async () => {
    for (let request = open.shift(); request && !background.stopping; request = open.shift()) {
      const taken = request;
      await caught(services, taken, () => bringUpToDate(services, taken));
    }
  };
  await Promise.all(Array.from({ length: MOST_SWEPT_AT_ONCE }, workOn));
}

/** Ends what has lapsed; else claims it. `undefined`: another bot has it, or it has changed meanwhile. */
async function takeMine(desk: Desk, request: ResetRequest): Promise<ResetRequest | undefined> {
  const isOver = request.dueAt !== undefined && request.dueAt <= desk.now();
  return isOver ? lapse(desk, request) : claim(desk, request);
}

async function bringUpToDate(services: Services, request: ResetRequest): Promise<void> {
  const { desk } = services;
  const taken = await takeUp(desk, request);
  const handed = isUndelivered(taken) ? await handOverPrivately(services, taken) : taken;
  if (handed.unshown) await showEverywhere(services, handed);
  await looked(desk, request.id);
}

async function caught<T>(services: Services, request: ResetRequest, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    const { correlationId } = request;
    services.log.error({ code, correlationId, err: error }, 'a request could not be taken up');
    return undefined;
  }
}

/** Remembers where the card of a request is. */
export async function cardSent(desk: Desk, request: ResetRequest, place: Place): Promise<void> {
  await settle(desk, request.id, { type: 'card-sent', place });
}

async function handOverPrivately(services: Services, request: ResetRequest): Promise<ResetRequest> {
  const { place, requester } = request;
  try {
    const personal = place.personal ? place : await services.messenger.personalPlace(place, requester.channelUserId);
    return await sendHandover(services, request, personal);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.warn({ code: error.code, correlationId: request.correlationId, err: error }, 'the handover waits');
    return waiting(services.desk, request, handoverTrouble(error));
  }
}

async function sendHandover(services: Services, request: ResetRequest, place: Place): Promise<ResetRequest> {
  const card = personalCard(request, cardOptions(services, request));
  if (!card) return request;
  // Two cards lead to the same password; none leads nowhere.
  const sent = await services.messenger.send({ ...place, personal: true, cardId: undefined }, card, { twice: true });
  return (await delivered(services.desk, request.id, sent)) ?? request;
}
