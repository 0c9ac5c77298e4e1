import { askPolicy } from './ask-policy.ts';
import type { Desk } from './desk.ts';
import { judgeAgain } from './judging/judge-again.ts';
import type { Target } from './judging/people-as-read.ts';
import type { DirectorySession } from './ports.ts';
import type { WantedProof } from './request/proof.ts';
import type { Approved } from './request/request.ts';

/**
 * What has to be shown of whoever calls before an approved request can be run, by what is read now; a second person has agreed
 * already, and stands in for nothing more. undefined: it can't be run at all.
 * @throws DirectoryError
 */
export async function wantedOf(
  desk: Desk,
  session: DirectorySession,
  request: Approved,
): Promise<{ wanted: WantedProof; target: Target } | undefined> {
  const passed = await judgeAgain(desk, session, request);
  if (passed.kind !== 'passed') return undefined;
  const { target, actor } = passed;
  const { approval, action } = request;
  const { demand, least } = await askPolicy(desk, session, { action, actor, target, approval });
  return { wanted: { demand: approval.withoutProof ? least : demand, standIn: false }, target };
}
