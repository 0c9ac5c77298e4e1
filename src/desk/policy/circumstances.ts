import type { ActionKind } from '../../action-kinds.ts';
import type { Roles } from '../judging/people-as-read.ts';
import type { Because } from '../request/approval.ts';
import type { Match } from '../request/match.ts';
import type { ProofBecause } from '../request/proof.ts';

/** How many requests have been begun, without the present one. */
export interface Started {
  /** Within the last hour. */
  hour: number;
  /** Within the last 24 hours. */
  day: number;
}

/** All that a rule may look at. */
export interface Circumstances {
  /** Milliseconds since the epoch, as all times here. */
  now: number;
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
  /** When its account was made; undefined: could not be read. */
  targetCreatedAt: number | undefined;
  /** When its password was last changed; undefined: could not be read. */
  targetChangedAt: number | undefined;
  /** Names of others who are easily taken for the target; undefined: could not be read, or no rule wants to know. */
  targetNamesakes: readonly string[] | undefined;
  startedByRequester: Started;
  startedForTarget: Started;
}

/** What a rule says that only matches or does not. */
export type MatchRule<Rule extends string = ProofBecause['rule']> = (
  circumstances: Circumstances,
) => Match<Rule> | undefined;

/** What a rule says: a second person is needed because of this, nobody else is needed, or the next rule decides. */
export type Opinion = Because | 'one-person' | undefined;

export type ApprovalRule = (circumstances: Circumstances) => Opinion;
