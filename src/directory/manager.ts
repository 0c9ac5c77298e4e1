import { z } from 'zod';
import type { Account, Manager } from '../desk/judging/people-as-read.ts';
import type { BatchItem } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { EMPLOYEE_ID, FLAG, SHOWN_TEXT, TEXT, USER_ID } from './values.ts';

const USER_TYPE = '#microsoft.graph.user';
const SELECT = 'id,displayName,userPrincipalName,accountEnabled,userType,employeeId';

const NAMED = z.object({ id: USER_ID, displayName: SHOWN_TEXT });

const MANAGER = NAMED.extend({
  '@odata.type': TEXT,
  userPrincipalName: SHOWN_TEXT,
  accountEnabled: FLAG,
  userType: TEXT,
  employeeId: EMPLOYEE_ID,
});

/** The read of who manages a user: that decides who can vouch for them. */
export function managerItem(id: string, user: string): BatchItem {
  return { id, url: `${managerPath(user)}?$select=id,displayName`, essential: true, mayBeAbsent: true };
}

/** Who manages them; undefined where nobody does, and where it could not be read. */
export function readManager(answer: GraphAnswer): Account['manager'] {
  return succeeded(answer) ? NAMED.safeParse(answer.body).data : undefined;
}

/**
 * The manager as the directory names them now; 'none': nobody, or there is no such account, which is the same answer (404: Microsoft
 * Graph, "List manager"); undefined: could not be read.
 * @throws DirectoryError (sign-in-again), and (gone) where the id can't be one
 */
export async function managerOf(calls: GraphCalls, targetId: string): Promise<Manager | 'none' | undefined> {
  const path = `${managerPath(`/users/${pathSegment(targetId)}`)}?$select=${SELECT}`;
  const answer = await callGraph(calls, { method: 'GET', path, repeat: 'read' });
  if (succeeded(answer)) return readWithState(answer.body);
  const trouble = troubleOf(answer);
  if (trouble === 'sign-in-again') throw directoryError(answer, 'manager');
  return trouble === 'gone' ? 'none' : undefined;
}

/** A contact of the organization may be a manager too, and has no account that could be in use. */
function readWithState(body: unknown): Manager | undefined {
  const { data } = MANAGER.safeParse(body);
  if (!data) return undefined;
  const { '@odata.type': type = USER_TYPE, id, userPrincipalName, accountEnabled, userType, employeeId } = data;
  const displayName = data.displayName ?? userPrincipalName;
  if (displayName === undefined) return undefined;
  if (type !== USER_TYPE) return { id, displayName, accountEnabled: false };
  return { id, displayName, accountEnabled, userType, employeeId };
}

function managerPath(user: string): string {
  return `${user}/manager`;
}
