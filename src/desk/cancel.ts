import { act } from './act.ts';
import type { Answered } from './answers.ts';
import type { Desk } from './desk.ts';
import type { Command } from './request/commands.ts';
import { decide } from './request/decide.ts';
import type { Request } from './request/request.ts';

/** The requester wants nothing done. */
export function cancel(desk: Desk, request: Request, command: Command<'cancel'>): Promise<Answered> {
  return act(desk, request, command, decide(request, command, undefined, desk.now()));
}
