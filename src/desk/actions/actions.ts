import type { ActionKind } from '../../action-kinds.ts';
import type { Action } from './action.ts';
import { resetPassword } from './reset-password/reset-password.ts';

/** What each kind of action does. */
export const ACTIONS: Readonly<Record<ActionKind, Action>> = {
  'reset-password': resetPassword,
};
