import { type Answered, doneOr, STALE } from './answers.ts';
import { advance, type Desk } from './desk.ts';
import { asRequester } from './request/actor.ts';
import type { By, Command } from './request/commands.ts';
import type { Decision } from './request/decide.ts';
import type { Request } from './request/request.ts';
import { rowAbout } from './request/row-of-event.ts';

/** What came of a decision that is no event. */
type Turned = Exclude<Answered, { kind: 'done' }>;

/**
 * Carries out what was decided on a command: lets the event happen, or puts on record that it was refused.
 * @throws TargetBusyError, LimitReachedError, StoreError
 */
export async function act(desk: Desk, request: Request, command: Command, decision: Decision): Promise<Answered> {
  if (decision.kind !== 'happens') return notHappening(desk, request, command, decision);
  const { event } = decision;
  const { by, at } = causing(command);
  const isDone = isSignedIn(command) && event.type !== 'refused';
  const who = isDone ? asRequester(request.requester, by) : by;
  return doneOr(await advance(desk, request, event, { by: who, at }), STALE);
}

/** What is no event changes nothing; a refusal is on record, but where nobody has pressed and something is still to be shown. */
export async function notHappening(
  desk: Desk,
  request: Request,
  command: Command,
  decision: Exclude<Decision, { kind: 'happens' }>,
): Promise<Turned> {
  if (decision.kind !== 'refused') return decision;
  const { refusal, as: event, detail } = decision;
  if (command.does === 'run' && command.unpressed && detail === 'proof') return { kind: 'refused', refusal };
  const row = rowAbout(request, { ...causing(command), now: desk.now() });
  await desk.store.record({ ...row, event, rule: refusal.rule, detail });
  return { kind: 'refused', refusal };
}

/** Who, and where somebody else decided or answered; what the requester does stands on record where they asked. */
function causing(command: Command): By {
  const { by, at } = command;
  return isOfAnother(command) ? { by, at } : { by };
}

/** Whether a requester wants it who has signed in for it: with no sign-in nobody acts with any other account. */
function isSignedIn(command: Command): boolean {
  return !isOfAnother(command) && command.does !== 'cancel' && command.does !== 'handed-over';
}

/** What somebody else than the requester wants of the request. */
function isOfAnother({ does }: Command): boolean {
  return ['approve', 'decline', 'answer-proof', 'raise-alarm', 'remind-manager'].includes(does);
}
