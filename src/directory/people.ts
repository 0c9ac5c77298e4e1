import { z } from 'zod';
import type { Requester, Target } from '../desk/account.ts';
import { type Answer, succeeded } from './answer.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { directoryError, malformed, troubleOf } from './errors.ts';
import { photoItem, readPhoto } from './photo.ts';
import { readRoles, rolesItem } from './roles.ts';
import { ACCOUNT_SELECT, readUser } from './users.ts';

const ME = z.object({ id: z.string().min(1), displayName: z.string().nullish() });
const MANAGER = z.object({ displayName: z.string() });

/** The reads about the person who asks. */
export const REQUESTER_ITEMS: readonly BatchItem[] = [
  { id: 'me', url: '/me?$select=id,displayName', essential: true },
  rolesItem('my-roles', '/me'),
];

/**
 * The person whose token it is.
 * @throws DirectoryError when they can't be read
 */
export function readRequester(answers: BatchAnswers): Requester {
  const answer = answers.get('me');
  if (!succeeded(answer)) throw directoryError(answer, 'me');
  const me = ME.safeParse(answer.body);
  if (!me.success) throw malformed('me');
  return { id: me.data.id, displayName: me.data.displayName ?? '', roles: readRoles(answers.get('my-roles')) };
}

/** The reads about a target. `segment` is its object id or sign-in name, encoded. */
export function targetItems(segment: string): readonly BatchItem[] {
  const user = `/users/${segment}`;
  return [
    { id: 'user', url: `${user}?$select=${ACCOUNT_SELECT}`, essential: true },
    rolesItem('roles', user),
    { id: 'manager', url: `${user}/manager?$select=id,displayName`, essential: false },
    photoItem('photo', user),
  ];
}

/**
 * The target with what could be read about it; undefined when there is no such account.
 * @throws DirectoryError when the account itself can't be read
 */
export function readTarget(answers: BatchAnswers): Target | undefined {
  const answer = answers.get('user');
  if (!succeeded(answer)) {
    if (troubleOf(answer) === 'gone') return undefined;
    throw directoryError(answer, 'user');
  }
  const account = readUser(answer.body);
  const managerName = readManager(answers.get('manager'));
  return {
    account: { ...account, managerName, photo: readPhoto(answers.get('photo')) },
    roles: readRoles(answers.get('roles')),
  };
}

function readManager(answer: Answer): string | undefined {
  const manager = succeeded(answer) ? MANAGER.safeParse(answer.body) : undefined;
  return manager?.data?.displayName;
}
