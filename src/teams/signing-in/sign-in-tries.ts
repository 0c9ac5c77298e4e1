import type { Turn } from '../../desk/desk.ts';
import { takesSingleSignOn } from '../../desk/request/admin-accounts.ts';
import type { Refusal } from '../../desk/request/refusal.ts';
import { TokenServiceError } from '../../errors.ts';
import type { Allowance } from '../budgets/allowance.ts';
import type { Exchanged, UserTokens } from '../channel/user-tokens.ts';
import type { Services } from '../services.ts';
import { MOST_WRONG_SIGN_INS } from '../times.ts';
import { noteRefusedSignIn } from './refused-sign-in.ts';

/** `wrong`: the token service has no token for it, with the AADSTS number where it names one. `too-many`: it was not asked any more. */
export type SignInTry =
  | { kind: 'signed-in'; token: string }
  | { kind: 'wrong'; entraNumber?: string }
  | { kind: 'too-many' };

/** What somebody is told whose codes are not taken any more. */
export function tooManyCodes(): Refusal {
  return { rule: 'too-many-codes', values: { count: String(MOST_WRONG_SIGN_INS) } };
}

/** Tries a code of the sign-in page; after five wrong ones within ten minutes the token service is not asked. */
export function tryCode(services: Services, { asker }: Turn, tokens: UserTokens, code: string): Promise<SignInTry> {
  return tried(services.limits.codes, asker.id, async () => ({ token: await tokens.get(code) }));
}

/**
 * Tries a token of Teams' single sign-on, with the same limit; that of somebody who acts with another account is of no use, and the
 * token service is not asked. Why Microsoft Entra ID refused it goes into the log.
 */
export async function tryExchange(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  ssoToken: string,
): Promise<SignInTry> {
  if (!takesSingleSignOn(services.desk.policy.adminAccounts, turn.asker.id)) return { kind: 'wrong' };
  try {
    const outcome = await tried(services.limits.exchanges, turn.asker.id, () => tokens.exchange(ssoToken));
    if (outcome.kind === 'wrong') noteRefusedSignIn(services, turn, outcome.entraNumber);
    return outcome;
  } catch (error) {
    if (error instanceof TokenServiceError && error.entraNumber) noteRefusedSignIn(services, turn, error.entraNumber);
    throw error;
  }
}

/** It is taken before the answer is known: many tries at the same moment are no more than those one after the other. */
async function tried(allowance: Allowance, person: string, ask: () => Promise<Exchanged>): Promise<SignInTry> {
  if (!allowance.take(person)) return { kind: 'too-many' };
  try {
    const answer = await ask();
    if (answer.token === undefined) return { kind: 'wrong', entraNumber: answer.entraNumber };
    allowance.renew(person);
    return { kind: 'signed-in', token: answer.token };
  } catch (error) {
    // The token service's trouble is nobody's wrong code.
    allowance.giveBack(person);
    throw error;
  }
}
