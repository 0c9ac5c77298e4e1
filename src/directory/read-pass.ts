import { z } from 'zod';
import type { PresentPass } from '../desk/actions/temporary-access-pass/pass.ts';
import type { BatchItem } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { directoryError, malformedAnswer } from './graph-errors.ts';
import { readWhole } from './page.ts';
import { readPassResource, readPassState } from './pass-resource.ts';

const ROW = z.unknown().transform((row, context): PresentPass => {
  const [pass, state] = [readPassResource(row), readPassState(row)];
  if (pass && state) return { ...pass, state };
  context.addIssue({ code: 'custom', message: 'no pass' });
  return z.NEVER;
});

/** Where the passes of a user are. `user`: its path, below the version. */
export function passesPath(user: string): string {
  return `${user}/authentication/temporaryAccessPassMethods`;
}

/** The read of the passes of a user (Microsoft Graph, "List temporaryAccessPassMethods"), which only a few roles may make. */
export function passesItem(id: string, user: string): BatchItem {
  return { id, url: passesPath(user), essential: false, mayBeDenied: true };
}

/**
 * The pass in such a list. Microsoft documents that a user has one at most; more of them, or one that can't be made out, are
 * unknown (undefined), and never none.
 * @throws DirectoryError (sign-in-again)
 */
export function readPresentPass(answer: GraphAnswer): PresentPass | 'none' | undefined {
  const rows = readWhole(answer, ROW, 'passes');
  if (rows?.length === 0) return 'none';
  return rows?.length === 1 ? rows[0] : undefined;
}

/**
 * The pass that somebody has now.
 * @throws DirectoryError where that can't be known
 */
export async function readPass(calls: GraphCalls, targetId: string): Promise<PresentPass | 'none'> {
  const path = passesPath(`/users/${pathSegment(targetId)}`);
  const answer = await callGraph(calls, { method: 'GET', path, repeat: 'read' });
  if (!succeeded(answer)) throw directoryError(answer, 'passes');
  const present = readPresentPass(answer);
  if (present === undefined) throw malformedAnswer('passes');
  return present;
}
