import type { Authority } from './authority.ts';
import { accessDenied, requestDenied } from './graph-error.ts';

/** Throws the 403 of somebody whose roles don't let them change this person's methods. */
export function requireAuthority(authority: Authority): void {
  switch (authority) {
    case 'allowed':
      return;
    case 'no-role':
      throw accessDenied();
    case 'target-protected':
      throw requestDenied();
    case 'restricted-management':
      throw requestDenied(
        'The user is a member of a restricted management administrative unit and can only be managed by administrators that are scoped to that unit.',
      );
  }
}
