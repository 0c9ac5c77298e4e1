import { act } from './act.ts';
import type { Answered } from './answers.ts';
import { advance, CLOCK, type Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import type { Command } from './request/commands.ts';
import { decide } from './request/decide.ts';
import type { Request } from './request/request.ts';

/** The requester wants nothing done. */
export function cancel(desk: Desk, request: Request, command: Command<'cancel'>): Promise<Answered> {
  return act(desk, request, command, decide(request, command, undefined, desk.now()));
}

/** There is nobody to ask, since the conversation is gone: waiting there would be waiting for nobody. */
export async function giveUpAsking(desk: Desk, request: Request): Promise<void> {
  if (request.state !== 'awaiting-approval') return;
  await advance(desk, request, { type: 'refused', refusal: refusal('no-approvals-conversation') }, { by: CLOCK });
}
