import type { EligibilityPolicy } from '../judging/eligibility.ts';
import type { ApprovalRule } from './circumstances.ts';

/** Before this many resets have been started, one more is within the limit. */
interface LimitCounts {
  /** Within the last hour. */
  hour: number;
  /** Within the last 24 hours. */
  day: number;
}

export interface Limits {
  perRequester: LimitCounts;
  perTarget: LimitCounts;
  /** What happens with a reset that goes above a limit. */
  above: 'second-person' | 'refuse';
}

/** What the tenant has decided for itself, read once at the start. */
export interface Policy extends EligibilityPolicy {
  /** When a second person is needed; the first rule that matches decides. */
  approval: readonly ApprovalRule[];
  limits: Limits;
  /** Where a second person is asked for a request from a channel or group chat. */
  approvals: 'where-asked' | 'approvals-conversation';
  /** Who may say which conversation is the approvals conversation. */
  approvalsMove: 'strong-role' | 'two-people';
}
