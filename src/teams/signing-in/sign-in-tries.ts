import type { Turn } from '../../desk/desk.ts';
import type { Refusal } from '../../desk/request/refusal.ts';
import type { Allowance } from '../budgets/allowance.ts';
import type { UserTokens } from '../channel/user-tokens.ts';
import type { Services } from '../services.ts';
import { MOST_WRONG_SIGN_INS } from '../times.ts';

/** `wrong`: the token service has no token for it. `too-many`: it was not asked any more. */
export type SignInTry = { kind: 'signed-in'; token: string } | { kind: 'wrong' | 'too-many' };

/** What somebody is told whose codes are not taken any more. */
export function tooManyCodes(): Refusal {
  return { rule: 'too-many-codes', values: { count: String(MOST_WRONG_SIGN_INS) } };
}

/** Tries a code of the sign-in page; after five wrong ones within ten minutes the token service is not asked. */
export function tryCode(services: Services, { asker }: Turn, tokens: UserTokens, code: string): Promise<SignInTry> {
  return tried(services.limits.codes, asker.id, () => tokens.get(code));
}

/** Tries a token of Teams' single sign-on, with the same limit. */
export function tryExchange(
  services: Services,
  { asker }: Turn,
  tokens: UserTokens,
  ssoToken: string,
): Promise<SignInTry> {
  return tried(services.limits.exchanges, asker.id, () => tokens.exchange(ssoToken));
}

/** It is taken before the answer is known: many tries at the same moment are no more than those one after the other. */
async function tried(allowance: Allowance, person: string, ask: () => Promise<string | undefined>): Promise<SignInTry> {
  if (!allowance.take(person)) return { kind: 'too-many' };
  try {
    const token = await ask();
    if (token === undefined) return { kind: 'wrong' };
    allowance.renew(person);
    return { kind: 'signed-in', token };
  } catch (error) {
    // The token service's trouble is nobody's wrong code.
    allowance.giveBack(person);
    throw error;
  }
}
