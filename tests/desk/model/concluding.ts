import type { Outcome } from '../../../src/desk/actions/reset-password/reset.ts';
import { verify } from '../../../src/desk/actions/reset-password/verify.ts';
import { settle } from '../../../src/desk/desk.ts';
import { delivered, waiting } from '../../../src/desk/handover.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import type { ResetRequest } from '../../../src/desk/request/request.ts';
import { isUndelivered, isUnverified } from '../../../src/desk/request/work.ts';
import { signOutEverywhere } from '../../../src/desk/sign-out.ts';
import type { BotProcess } from './process.ts';
import type { World } from './world.ts';

const PERSONAL = { serviceUrl: 'https://teams.example', conversationId: 'chat', personal: true, cardId: 'card' };

/** What the bot does after a reset call or a question to a second person. */
export async function conclude(
  world: World,
  process: BotProcess,
  session: DirectorySession,
  { request, retryAfterSeconds }: Outcome,
): Promise<void> {
  const handed = await handOverPrivately(world, process, request);
  const concluded = await process.run('signOutEverywhere', desk => signOutEverywhere(desk, session, handed));
  await showEverywhere(process, concluded);
  if (!isUnverified(concluded)) return;
  const verified = await process.run('verify', desk => verify(desk, session, concluded, retryAfterSeconds));
  if (verified) await showEverywhere(process, verified);
}

/** The card that leads to the password is sent, or can't be. */
export async function handOverPrivately(
  world: World,
  process: BotProcess,
  request: ResetRequest,
): Promise<ResetRequest> {
  if (!isUndelivered(request)) return request;
  const { trouble } = world.entra;
  if (trouble === 'card-not-sent' || trouble === 'not-installed') {
    return process.run('waiting', desk => waiting(desk, request, trouble === 'not-installed' ? trouble : 'later'));
  }
  return (await process.run('delivered', desk => delivered(desk, request.id, PERSONAL))) ?? request;
}

/** All cards show the request as it is. */
export async function showEverywhere(process: BotProcess, { id }: ResetRequest): Promise<void> {
  await process.run('shown', desk => settle(desk, id, { type: 'shown' }, undefined, ({ unshown }) => unshown === true));
}
