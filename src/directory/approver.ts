import { z } from 'zod';
import type { ApproverNow } from '../desk/judging/people-as-read.ts';
import { actingHoldings, assignmentsItem, readActing } from './assignments.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { memberGroupsItem, readRoleGroups } from './groups.ts';
import { joinedRoles, readActingRoles, rolesItem } from './roles.ts';
import type { TenantUnits } from './units.ts';

const ACCOUNT = z.object({ displayName: z.string().nullish(), accountEnabled: z.boolean().nullish() });

/** Who has approved, by object ids: the account that they acted with, and the one that they chat with. */
export interface ApproverIds {
  id: string;
  chatId: string;
}

/** The reads about the person who has approved. */
export function approverItems({ id, chatId }: ApproverIds): readonly BatchItem[] {
  const user = `/users/${pathSegment(id)}`;
  const chat = `/users/${pathSegment(chatId)}?$select=id,displayName,accountEnabled`;
  return [
    { id: 'approver', url: `${user}?$select=id,displayName,accountEnabled`, essential: true },
    rolesItem('approver-roles', user),
    assignmentsItem('approver-assignments', id),
    memberGroupsItem('approver-groups', user),
    ...(chatId === id ? [] : [{ id: 'approver-chat', url: chat, essential: true }]),
  ];
}

/**
 * The person who has approved, as they are now.
 * @throws DirectoryError (sign-in-again)
 */
export function readApprover(answers: BatchAnswers, { id, chatId }: ApproverIds, units: TenantUnits): ApproverNow {
  const answer = answers.get('approver');
  const assignments = readActing(answers.get('approver-assignments'));
  const assigned = assignments && actingHoldings(assignments, units);
  return {
    id,
    displayName: readAccount(answer)?.displayName ?? '',
    account: chatId === id ? stateOf(answer) : both(stateOf(answer), stateOf(answers.get('approver-chat'))),
    roles: joinedRoles(readActingRoles(answers.get('approver-roles')), assigned),
    roleGroupIds: readRoleGroups(answers.get('approver-groups')).ids,
  };
}

/** One account that has ended is enough, and one that could not be read leaves both unknown. */
function both(one: ApproverNow['account'], other: ApproverNow['account']): ApproverNow['account'] {
  return one === 'ended' || other === 'ended' ? 'ended' : one && other;
}

function stateOf(answer: GraphAnswer): ApproverNow['account'] {
  const trouble = succeeded(answer) ? undefined : troubleOf(answer);
  if (trouble === 'sign-in-again') throw directoryError(answer, 'approver');
  if (trouble === 'gone') return 'ended';
  const enabled = readAccount(answer)?.accountEnabled;
  if (enabled === true) return 'in-use';
  return enabled === false ? 'ended' : undefined;
}

function readAccount(answer: GraphAnswer): z.infer<typeof ACCOUNT> | undefined {
  return succeeded(answer) ? ACCOUNT.safeParse(answer.body).data : undefined;
}
