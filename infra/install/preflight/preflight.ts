import { AzError } from '../../az.ts';
import type { Finding } from '../../checkup/finding.ts';
import { explain } from '../errors/explain.ts';
import { checkExisting } from '../existing/existing.ts';
import type { Run } from '../run.ts';
import { checkCode } from './code.ts';
import { checkMachine, checkTools } from './machine.ts';
import { checkDeletedVault, checkRegion, checkSizes } from './places.ts';
import { checkPolicies } from './policies.ts';
import { checkProviders } from './providers.ts';
import { checkEntraRole, checkRights } from './rights.ts';
import { checkSession } from './session.ts';

type Check = (run: Run) => Finding[];

/** What takes no account, and what takes one. */
const BEFORE: readonly (readonly [string, Check])[] = [
  ['This computer', checkMachine],
  ['The Azure CLI', checkTools],
];
const AFTER: readonly (readonly [string, Check])[] = [
  // First: what it takes over is what the others look at.
  ['What is there already', checkExisting],
  ['Rights in Azure', checkRights],
  ['Resource providers', checkProviders],
  ['The region', checkRegion],
  ['The sizes', checkSizes],
  ['The vault', checkDeletedVault],
  ['Policies', checkPolicies],
  ['The role in Entra', checkEntraRole],
  ['The code', checkCode],
];

/**
 * What an installation needs before it can begin. Changes nothing. Where the account is not the right one, nothing else is
 * asked: the answers would be about another subscription.
 */
export function preflight(run: Run): Finding[] {
  const before = BEFORE.flatMap(([subject, check]) => asked(subject, check, run));
  const session = asked('The account', checkSession, run);
  const after = session.some(({ state }) => state === 'wrong') ? [] : AFTER;
  return [...before, ...session, ...after.flatMap(([subject, check]) => asked(subject, check, run))];
}

function asked(subject: string, check: Check, run: Run): Finding[] {
  try {
    return check(run);
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const known = explain(error.said);
    const says = known?.is ?? `The Azure CLI does not say: ${error.said.split('\n')[0]}`;
    return [{ subject, state: 'unknown', says, fix: known?.todo ?? 'See what it says, and look yourself.' }];
  }
}
