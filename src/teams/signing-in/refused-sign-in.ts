import type { Turn } from '../../desk/desk.ts';
import type { Refusal } from '../../desk/request/refusal.ts';
import { adviceFor, ENTRA_NUMBERS, type Obstacle } from '../../entra-numbers.ts';
import type { Services } from '../services.ts';

/** Writes down and counts that Microsoft Entra ID refused a sign-in: its number and what to do, nothing else of the answer. */
export function noteRefusedSignIn(
  { log, onSignInRefused }: Services,
  { asker, correlationId }: Turn,
  number: string | undefined,
): void {
  const aadsts = number ?? 'none';
  log.warn({ aadsts, advice: adviceFor(number), person: asker.id, correlationId }, 'a sign-in was refused');
  onSignInRefused(number);
}

/** What a person is told whose sign-in was refused; undefined where the number says nothing that could help them. */
export function refusedSignIn(number: string | undefined): Refusal | undefined {
  const known = number === undefined ? undefined : ENTRA_NUMBERS.get(number);
  return known && { rule: `sign-in-${known.obstacle}`, values: { number: `AADSTS${number}` } };
}

/** Only an administrator can do something about these: the page of the sign-in button ends as Teams' single sign-on has. */
const NO_USE_TO_GO_ON: readonly Obstacle[] = ['consent', 'unassigned', 'setup'];

/** The same for a click, whose answer offers the sign-in button or says why, and not both. */
export function refusedForGood(number: string | undefined): Refusal | undefined {
  const obstacle = number === undefined ? undefined : ENTRA_NUMBERS.get(number)?.obstacle;
  return obstacle && NO_USE_TO_GO_ON.includes(obstacle) ? refusedSignIn(number) : undefined;
}
