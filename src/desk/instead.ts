import type { ActionKind } from '../action-kinds.ts';
import { act, notHappening } from './act.ts';
import { type Answered, STALE } from './answers.ts';
import { type AskAnswer, ask } from './ask.ts';
import { advance, type Desk, type Turn } from './desk.ts';
import type { DirectorySession } from './ports.ts';
import type { Command } from './request/commands.ts';
import { decide, decideAtOnce } from './request/decide.ts';
import type { Request } from './request/request.ts';

/**
 * The requester wants another action for the person of an open request: that one is cancelled once the other has its card. A
 * refusal changes nothing.
 * @throws DirectoryError
 */
export async function askInstead(
  { desk, turn }: { desk: Desk; turn: Turn },
  session: DirectorySession,
  { request, action }: { request: Request; action: ActionKind },
  command: Command<'instead'>,
): Promise<Exclude<Answered, { kind: 'done' }> | AskAnswer> {
  const early = decideAtOnce(request, command, desk.now());
  if (early) return notHappening(desk, request, command, early);
  if (request.state !== 'open') return STALE;
  const { target, ticket, note, typedPassword } = request;
  // The card stays that of this request until it has given way.
  const place = { ...request.place, cardId: undefined };
  const query = { by: 'object-id', value: target.id } as const;
  const label = target.displayName;
  const answer = await ask(desk, session, turn, { action, query, label, ticket, note, typedPassword, place });
  if (answer.kind !== 'confirm' && answer.kind !== 'held') return answer;
  const left = await act(desk, request, command, decide(request, command, { kind: 'passed' }, desk.now()));
  if (left.kind === 'done') return answer;
  // It was confirmed at the same moment: one of the two is enough.
  await advance(desk, answer.request, { type: 'cancelled' });
  return left;
}
