import type { RoleHolding } from '../../../../src/desk/judging/people-as-read.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';

export const NOW = Date.UTC(2026, 2, 2, 8);
export const DAY = 86_400_000;

/** Nothing special, and everything known: no rule but `always` needs a second person here. */
export const ORDINARY: Circumstances = {
  now: NOW,
  action: 'reset-password',
  targetName: 'Anna Svensson',
  targetRoles: [],
  targetEligibilityUnknown: false,
  targetGuardsRoles: false,
  targetGroupIds: [],
  targetUnseenGroupIds: [],
  targetCreatedAt: NOW - 1_000 * DAY,
  targetChangedAt: NOW - 100 * DAY,
  targetNamesakes: [],
  startedByRequester: { hour: 0, day: 0 },
  startedForTarget: { hour: 0, day: 0 },
};

export const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
export const READERS = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';

export function holding(templateId: string, name: string): RoleHolding {
  return { templateId, name, listed: true };
}
