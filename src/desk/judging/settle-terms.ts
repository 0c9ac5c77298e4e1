import type { ActionKind } from '../../action-kinds.ts';
import { ACTIONS } from '../actions/actions.ts';
import type { Terms } from '../actions/kept.ts';
import type { Refusal } from '../request/refusal.ts';
import type { Target } from './people-as-read.ts';

/**
 * What an action is called for with, of what the requester has chosen, by what was read now; a refusal where that can't be, and
 * undefined where the action has nothing to choose. `now` is in milliseconds since the epoch.
 */
export function settleTerms(
  action: ActionKind,
  chosen: Terms | undefined,
  { findings }: Pick<Target, 'findings'>,
  now: number,
): Terms | Refusal | undefined {
  return ACTIONS[action].settle?.(chosen, findings, now);
}
