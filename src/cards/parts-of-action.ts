import type { ActionKind } from '../action-kinds.ts';
import type { ActionParts } from './action-parts.ts';
import { resetPasswordParts } from './reset-password/reset-password-parts.ts';
import { temporaryAccessPassParts } from './temporary-access-pass/temporary-access-pass-parts.ts';

/** What the cards of each action have of its own. */
export const PARTS: Readonly<Record<ActionKind, ActionParts>> = {
  'reset-password': resetPasswordParts,
  'temporary-access-pass': temporaryAccessPassParts,
};
