import type { DirectorySession } from '../desk/ports.ts';
import { succeeded } from './answer.ts';
import { readBatch } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { directoryError, troubleOf } from './errors.ts';
import { find } from './find.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { readOperation } from './operation.ts';
import { REQUESTER_ITEMS, readRequester, readTarget, targetItems } from './people.ts';
import { resetPassword } from './reset.ts';
import { readLastPasswordChange } from './users.ts';

type Examined = Awaited<ReturnType<DirectorySession['examine']>>;

/** The directory as one person may see and change it. `begin` opens the calls of one use case, with patience of its own. */
export function createSession(begin: () => GraphCalls): DirectorySession {
  return {
    find: query => find(begin(), query),
    examine: targetId => examine(begin(), targetId),
    resetPassword: (targetId, password) => resetPassword(begin(), targetId, password),
    readOperation: operationUrl => readOperation(begin(), operationUrl),
    lastPasswordChange: targetId => lastPasswordChange(begin(), targetId),
  };
}

async function examine(calls: GraphCalls, targetId: string): Promise<Examined> {
  const answers = await readBatch(calls, [...REQUESTER_ITEMS, ...targetItems(pathSegment(targetId))]);
  return { requester: readRequester(answers), target: readTarget(answers) };
}

async function lastPasswordChange(calls: GraphCalls, targetId: string): Promise<number | undefined> {
  const path = `/users/${pathSegment(targetId)}?$select=lastPasswordChangeDateTime`;
  const answer = await callGraph(calls, { method: 'GET', path, repeat: 'read' });
  if (succeeded(answer)) return readLastPasswordChange(answer.body);
  const trouble = troubleOf(answer);
  if (trouble === 'denied' || trouble === 'gone') return undefined;
  throw directoryError(answer, 'last password change');
}
