import type { ActionKind } from '../../action-kinds.ts';
import type { ActingRole } from '../judging/authority.ts';
import type { Action } from './action.ts';
import { resetPassword } from './reset-password/reset-password.ts';
import { temporaryAccessPass } from './temporary-access-pass/temporary-access-pass.ts';

/** What each kind of action does. */
export const ACTIONS: Readonly<Record<ActionKind, Action>> = {
  'reset-password': resetPassword,
  'temporary-access-pass': temporaryAccessPass,
};

/** The roles whose holders may do something to somebody, whichever action it is. */
export const EVERY_ACTING_ROLE: readonly ActingRole[] = Object.values(ACTIONS).flatMap(action => action.actingRoles);
