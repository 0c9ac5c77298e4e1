import type { ActionKind } from '../action-kinds.ts';
import type { DirectorySession } from '../desk/ports.ts';
import { type ApproverIds, approverItems, readApprover } from './approver.ts';
import { readBatches } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { findTarget } from './find-target.ts';
import { givePass } from './give-pass.ts';
import { succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { managerOf } from './manager.ts';
import { namesakesOf } from './namesakes.ts';
import type { Occasion } from './occasion.ts';
import { lastPasswordChanges, presentPasses } from './of-many.ts';
import { openingItems, readOpening } from './opening.ts';
import { phonesOf } from './phones.ts';
import { readOperation } from './read-operation.ts';
import { readPass } from './read-pass.ts';
import { scopedRolesOf } from './requester.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { listedRolesOf } from './roles.ts';
import { type ResetPath, setTemporaryPassword } from './set-temporary-password.ts';
import { readTarget, targetItems } from './target.ts';
import { namedUnits } from './units.ts';
import { readLastPasswordChange } from './users.ts';
import { withdrawPass } from './withdraw-pass.ts';

type Examined = Awaited<ReturnType<DirectorySession['examine']>>;

/** The directory as one person may see and change it. `begin` opens the calls of one use case, with patience of its own. */
export function createSession(occasion: Occasion, resetPath: ResetPath, begin: () => GraphCalls): DirectorySession {
  return {
    find: (query, action) => findTarget(begin(), occasion, query, action),
    examine: (targetId, also) => examine(begin(), occasion, targetId, also),
    listedRolesOf: objectIds => listedRolesOf(begin(), objectIds),
    scopedRolesOf: roleGroupIds => scopedRolesOf(begin(), roleGroupIds),
    units: () => namedUnits(begin()),
    revokeSessions: targetId => revokeSessions(begin(), targetId),
    resetPassword: (targetId, password) => setTemporaryPassword(begin(), resetPath, targetId, password),
    givePass: (targetId, terms) => givePass(begin(), targetId, terms),
    readPass: targetId => readPass(begin(), targetId),
    withdrawPass: (targetId, passId) => withdrawPass(begin(), targetId, passId),
    namesakesOf: account => namesakesOf(begin(), account),
    managerOf: targetId => managerOf(begin(), targetId),
    phonesOf: targetId => phonesOf(begin(), targetId),
    readOperation: operationUrl => readOperation(begin(), operationUrl),
    lastPasswordChanges: targetIds => lastPasswordChanges(begin(), targetIds),
    presentPasses: targetIds => presentPasses(begin(), targetIds),
    lastPasswordChange: targetId => lastPasswordChange(begin(), targetId),
  };
}

async function examine(
  calls: GraphCalls,
  occasion: Occasion,
  targetId: string,
  { approver: approving, action }: { approver?: ApproverIds; action?: ActionKind } = {},
): Promise<Examined> {
  const key = { objectId: targetId, action };
  const approverReads = approving ? approverItems(approving) : [];
  const answers = await readBatches(calls, [...openingItems(occasion), ...targetItems(key, true), ...approverReads]);
  const { requester, tenant } = await readOpening(calls, answers, occasion);
  const approver = approving && readApprover(answers, approving, tenant.units);
  return { requester, target: readTarget(answers, key, tenant), approver, clockAhead: calls.clock?.ahead };
}

async function lastPasswordChange(calls: GraphCalls, targetId: string): Promise<number | undefined> {
  const path = `/users/${pathSegment(targetId)}?$select=lastPasswordChangeDateTime`;
  const answer = await callGraph(calls, { method: 'GET', path, repeat: 'read' });
  if (succeeded(answer)) return readLastPasswordChange(answer.body);
  const trouble = troubleOf(answer);
  if (trouble === 'denied' || trouble === 'gone') return undefined;
  throw directoryError(answer, 'last password change');
}
