import type { PolicyInForce } from '../../../config/policy-file.ts';
import { mayAskOthers } from '../../../desk/policy/proof-rules.ts';
import type { AuditedRequestStore } from '../../../store/record/audited-store.ts';
import { type Finding, ok, problem } from './finding.ts';

const NOT_APPROVED =
  'There is no conversation in which requests from personal chats are approved: they would be refused.';
const NOT_FOR_OTHERS =
  'Requests from personal chats are approved for members of some administrative units alone: others would be refused.';
const NOT_TOLD =
  'Nobody would be told in Teams of an alarm (“I did not call”), or could end it before its 24 hours are over.';

/** Whether requests from personal chats have somewhere to be approved, and alarms to be told and ended, if either ever comes. */
export async function checkApprovals(store: AuditedRequestStore, policy: PolicyInForce): Promise<Finding> {
  const [approvals, units = []] = [await store.setting('approvals'), await store.setting('unitApprovals')];
  if (approvals) {
    const more = units.length === 0 ? '' : ` Administrative units with a conversation of their own: ${units.length}.`;
    return ok(`Requests from personal chats are approved in a conversation (set by ${approvals.setBy.name}).${more}`);
  }
  // After an alarm a second person may be asked, whatever the policy says.
  const mayBeAlarm = mayAskOthers(policy.proof);
  if (!mayBeAlarm && !mayNeedSecondPerson(policy)) {
    return ok('The policy never asks for a second person, and nobody can raise an alarm.');
  }
  return problem(
    `${units.length === 0 ? NOT_APPROVED : NOT_FOR_OTHERS}${mayBeAlarm ? ` ${NOT_TOLD}` : ''}`,
    'Write "approvals here" to the bot in the channel or group chat of the approvers.',
  );
}

/** By what the policy says, not by what it does: "never" ends the rules, and matches whatever is known. */
function mayNeedSecondPerson({ text, limits, proof, proofMissing }: PolicyInForce): boolean {
  const { approval }: { approval: { when: string }[] } = JSON.parse(text);
  const mayStandIn = proofMissing === 'second-person' && proof.some(({ atLeast }) => atLeast > 0);
  return mayStandIn || limits.above === 'second-person' || approval.some(({ when }) => when !== 'never');
}
