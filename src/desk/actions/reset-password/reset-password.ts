import type { ChosenTarget } from '../../request/people.ts';
import type { Begun } from '../../request/request.ts';
import { MORE_PASSWORDS, PASSWORD_LIFETIME } from '../../times.ts';
import type { Action } from '../action.ts';
import { ROLES_THAT_RESET } from './acting-roles.ts';
import { hasArrived } from './arrived.ts';
import { ineligibility } from './eligibility.ts';
import { endingOf } from './ending.ts';
import { generateTemporaryPassword } from './temporary-password.ts';
import { usesOfPasswords } from './uses.ts';

/** A temporary password of our own, which never expires but has to be changed at the next sign-in. */
export const resetPassword: Action = {
  actingRoles: ROLES_THAT_RESET,
  ineligible: ineligibility,
  prepare: newPassword,
  call: (session, { target }, { secret = '' }) => session.resetPassword(target.id, secret),
  refusals: {
    'password-not-accepted': 'password-not-accepted',
    denied: 'graph-denied',
    gone: 'target-gone',
    busy: 'busy',
    'not-possible': 'not-possible',
  },
  moreSecrets: MORE_PASSWORDS,
  // History, minimum age, a rule of its own.
  mayBeInForce: ['password-not-accepted', 'not-possible'],
  again: 'same-secret',
  afterLost: async (session, request) => ((await hasArrived(session, request)) ? 'arrived' : 'not-seen'),
  confirmed: howFarConfirmed,
  ending: endingOf,
  handover: { until: since => since + PASSWORD_LIFETIME },
  uses: usesOfPasswords,
  record: {
    started: 'reset-started',
    notCalled: 'reset-not-called',
    unknown: 'reset-unknown',
    accepted: 'reset-accepted',
    verified: 'reset-verified',
    notVerifiable: 'reset-not-verifiable',
    failed: 'reset-failed',
    undone: 'reset-undone',
    shown: 'password-shown',
    handedOver: 'password-handed-over',
    erased: 'password-erased',
  },
};

/** A temporary password without any part of the person's names. */
function newPassword({ displayName, givenName = '', surname = '', userPrincipalName }: ChosenTarget): string {
  const parts = [displayName, givenName, surname, userPrincipalName.split('@')[0] ?? ''];
  return generateTemporaryPassword(parts.flatMap(part => part.split(/[^\p{L}\p{N}]+/u)).filter(Boolean));
}

/** Without an operation, nothing tells what Windows Server AD did. */
function howFarConfirmed({ target }: Begun, { operationUrl }: { operationUrl?: string }): 'accepted' | 'pending' {
  return operationUrl === undefined && target.synced ? 'accepted' : 'pending';
}
