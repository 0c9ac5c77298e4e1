import { type Actor, samePerson } from './actor.ts';
import type { Holding } from './holding.ts';
import type { Reach } from './people.ts';

/** Who wants to take a target over, and how far the role reaches by which they may act on it. */
interface Taker {
  actor: Actor;
  reach: Reach;
}

/**
 * Whether somebody may take a held target over: another person than who holds it, whose role reaches everybody, where the one that
 * the holder was let through by reaches some. There are these two steps and no more: among the roles below there is no order
 * (Authentication and User Administrators each cover somebody whom the other does not: Microsoft Entra, "Who can reset
 * passwords"), and people who could take from each other would reset in turns. The holder's role is the one that was judged when
 * their call began: what they hold by now may be unreadable, and is no reason to give way or not to.
 */
export function mayTakeOver({ actor, reach }: Taker, holder: Holding): boolean {
  return samePerson(actor, holder.requester) === 'different' && reach === 'everybody' && holder.reach === 'some';
}
