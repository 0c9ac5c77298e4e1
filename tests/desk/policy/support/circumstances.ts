import type { RoleHolding } from '../../../../src/desk/judging/people-as-read.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';

/** Nothing special, and everything known: no rule but `always` needs a second person here. */
export const ORDINARY: Circumstances = {
  action: 'reset-password',
  targetName: 'Anna Svensson',
  targetRoles: [],
  targetEligibilityUnknown: false,
  targetGuardsRoles: false,
  targetGroupIds: [],
  targetUnseenGroupIds: [],
  startedByRequester: { hour: 0, day: 0 },
  startedForTarget: { hour: 0, day: 0 },
};

export const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
export const READERS = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';

export function holding(templateId: string, name: string): RoleHolding {
  return { templateId, name, listed: true };
}
