import type { PolicyInForce } from '../../../config/policy-file.ts';
import type { AuditedRequestStore } from '../../../store/record/audited-store.ts';
import { type Finding, ok, problem } from './finding.ts';

/** Whether requests from personal chats have somewhere to be approved, if the policy ever asks for it. */
export async function checkApprovals(store: AuditedRequestStore, policy: PolicyInForce): Promise<Finding> {
  const approvals = await store.setting('approvals');
  if (approvals) {
    return ok(`Requests from personal chats are approved in a conversation (set by ${approvals.setBy.name}).`);
  }
  if (!mayNeedSecondPerson(policy)) return ok('The policy never asks for a second person.');
  return problem(
    'There is no conversation in which requests from personal chats are approved: they would be refused.',
    'Write "approvals here" to the bot in the channel or group chat of the approvers.',
  );
}

/** By what the policy says, not by what it does: "never" ends the rules, and matches whatever is known. */
function mayNeedSecondPerson({ text, limits }: PolicyInForce): boolean {
  const { approval }: { approval: { when: string }[] } = JSON.parse(text);
  return limits.above === 'second-person' || approval[0]?.when !== 'never';
}
