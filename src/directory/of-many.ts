import type { PresentPass } from '../desk/actions/temporary-access-pass/pass.ts';
import { type BatchItem, readBatches } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import type { GraphCalls } from './graph-calls.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { passesItem, readPresentPass } from './read-pass.ts';
import { readLastPasswordChange } from './users.ts';

/**
 * When the passwords of these people were last changed, in milliseconds since the epoch, by object id; missing: can't be read.
 * @throws DirectoryError (sign-in-again), or when a batch itself failed
 */
export function lastPasswordChanges(
  calls: GraphCalls,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const item = (id: string): BatchItem => ({
    id,
    url: `/users/${pathSegment(id)}?$select=lastPasswordChangeDateTime`,
    essential: false,
    mayBeAbsent: true,
  });
  return readOfMany(calls, objectIds, item, answer =>
    succeeded(answer) ? readLastPasswordChange(answer.body) : undefined,
  );
}

/**
 * The pass that each of these people has now, or 'none', by object id; missing: can't be read.
 * @throws DirectoryError (sign-in-again), or when a batch itself failed
 */
export function presentPasses(
  calls: GraphCalls,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, PresentPass | 'none'>> {
  return readOfMany(calls, objectIds, id => passesItem(id, `/users/${pathSegment(id)}`), readPresentPass);
}

/** Somebody who is asked about twice is read once. */
async function readOfMany<Read>(
  calls: GraphCalls,
  objectIds: readonly string[],
  item: (id: string) => BatchItem,
  read: (answer: GraphAnswer) => Read | undefined,
): Promise<ReadonlyMap<string, Read>> {
  const ids = [...new Set(objectIds)];
  const answers = await readBatches(calls, ids.map(item));
  const known = new Map<string, Read>();
  for (const id of ids) {
    const answer = answers.get(id);
    if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, 'what has become of it');
    const found = read(answer);
    if (found !== undefined) known.set(id, found);
  }
  return known;
}
