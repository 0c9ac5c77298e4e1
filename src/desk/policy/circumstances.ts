import type { ActionKind } from '../../action-kinds.ts';
import type { Roles } from '../judging/people-as-read.ts';
import type { Because } from '../request/approval.ts';

/** How many requests have been begun, without the present one. */
export interface Started {
  /** Within the last hour. */
  hour: number;
  /** Within the last 24 hours. */
  day: number;
}

/** All that an approval rule may look at. */
export interface Circumstances {
  /** What is to be done. */
  action: ActionKind;
  targetName: string;
  /** Active and eligible ones. undefined: could not be read, or not all of them. */
  targetRoles: Roles;
  /** It could not be read which roles the target is eligible for; `outage`: for want of an answer. */
  targetEligibilityUnknown: boolean | 'outage';
  /** Member or owner of a role-assignable group; undefined: not known. */
  targetGuardsRoles: boolean | undefined;
  /** Object ids of all groups that the target is in; undefined: could not be read. */
  targetGroupIds: readonly string[] | undefined;
  /** Groups of which it is not known that the target is no member, though they are not among these. */
  targetUnseenGroupIds: readonly string[];
  startedByRequester: Started;
  startedForTarget: Started;
}

/** What a rule says: a second person is needed because of this, nobody else is needed, or the next rule decides. */
export type Opinion = Because | 'one-person' | undefined;

export type ApprovalRule = (circumstances: Circumstances) => Opinion;
