import { USUAL_ACTION } from '../action-kinds.ts';
import { refusedCard } from '../cards/refused-card.ts';
import type { Turn } from '../desk/desk.ts';
import type { Place } from '../desk/request/people.ts';
import type { Refusal } from '../desk/request/refusal.ts';
import { cardContext, type Services } from './services.ts';
import { troubleCard } from './turn.ts';

/** Says that something is too much, as `tellOnce` does, and writes that down. */
export function tellTooMuch(services: Services, turn: Turn, at: Place, refused: Refusal): void {
  if (!tellOnce(services, turn, at, refused)) return;
  services.log.warn({ person: turn.asker.id, rule: refused.rule }, 'somebody asks for too much');
}

/**
 * Says a refusal in the conversation after the turn has been answered: to each person once a minute.
 * @returns whether it is said this time
 */
export function tellOnce(services: Services, { asker }: Turn, at: Place, refused: Refusal): boolean {
  if (!services.limits.told.take(`${asker.id} ${refused.rule}`)) return false;
  const card = refusedCard({ action: USUAL_ACTION, ...refused }, cardContext(services, asker));
  services.background.run(() => services.messenger.send(at, card));
  return true;
}

/** Logs what went wrong under its own code, each time, and says it in the conversation, to each person once a minute. */
export async function tellTrouble(services: Services, turn: Turn, at: Place, error: unknown): Promise<void> {
  const card = await troubleCard(services, turn, error);
  if (!services.limits.told.take(`${turn.asker.id} trouble`)) return;
  services.background.run(() => services.messenger.send(at, card));
}

/** Does work after the turn has been answered; what goes wrong in it is logged, and told to its person. */
export function inBackground(services: Services, turn: Turn, at: Place, work: () => Promise<void>): void {
  services.background.run(async () => {
    try {
      await work();
    } catch (error) {
      await services.messenger.send(at, await troubleCard(services, turn, error));
    }
  });
}
