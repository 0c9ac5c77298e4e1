import { adviceFor, ENTRA_NUMBERS, entraNumberIn } from '../../../src/entra-numbers.ts';
import { CODE_ERRORS } from './code.ts';
import { DEPLOYMENT_ERRORS } from './deployment.ts';
import { ENTRA_ERRORS } from './entra.ts';
import type { Explanation, KnownError } from './known-error.ts';
import { SIGN_IN_ERRORS } from './sign-in.ts';

/** Every error that is known, the more exact ones first. */
const KNOWN_ERRORS: readonly KnownError[] = [...SIGN_IN_ERRORS, ...ENTRA_ERRORS, ...CODE_ERRORS, ...DEPLOYMENT_ERRORS];

/** What an error of the Azure CLI is and what to do about it; undefined where it is not known. */
export function explain(said: string): Explanation | undefined {
  const known = KNOWN_ERRORS.find(({ pattern }) => pattern.test(said));
  if (!known) return ofNumber(said);
  const [, ...found] = known.pattern.exec(said) ?? [];
  const fill = (text: string) =>
    text.replaceAll(/\$(\d)/g, (_, place: string) => found[Number(place) - 1] ?? found.find(one => one) ?? '');
  return { is: fill(known.is), todo: fill(known.todo) };
}

/** A refusal of Microsoft Entra ID by its number. It is the person at the Azure CLI who was refused. */
function ofNumber(said: string): Explanation | undefined {
  const number = entraNumberIn(said);
  if (number === undefined) return undefined;
  const is = `Microsoft Entra ID refuses the Azure CLI (AADSTS${number}).`;
  const obstacle = ENTRA_NUMBERS.get(number)?.obstacle;
  if (obstacle === 'more') return { is, todo: 'Sign in again: az login --tenant <tenant id>.' };
  if (obstacle === 'blocked') {
    return {
      is,
      todo: 'Conditional Access does not let the Azure CLI in from here: see in Entra’s sign-in log which policy it is, and use a device or network that it allows.',
    };
  }
  return { is, todo: adviceFor(number) };
}
