import { z } from 'zod';
import type { OperationStatus } from '../desk/ports.ts';
import { onEndpoint } from './endpoint.ts';
import { type GraphAnswer, retryAfterSeconds, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { directoryError, troubleOf } from './graph-errors.ts';

const LONGEST_DETAIL = 200;

const OPERATION = z.object({ status: z.string(), statusDetail: z.string().nullish() });

/**
 * Reads the operation of a reset once (Microsoft Graph, "Get longRunningOperation"); whoever polls will come again, so a
 * failure that may pass is `running`. An address on another host is not read: the token stays here.
 * @throws DirectoryError (sign-in-again)
 */
export async function readOperation(calls: GraphCalls, operationUrl: string): Promise<OperationStatus> {
  const url = onEndpoint(operationUrl, calls.endpoint);
  const [, version, ...path] = url?.pathname.split('/') ?? [];
  if (!url || path.length === 0) return { kind: 'unreadable' };
  const answer = await callGraph(calls, {
    method: 'GET',
    version,
    path: `/${path.join('/')}${url.search}`,
    repeat: 'never',
  });
  return succeeded(answer) ? readStatus(answer, calls.now()) : readFailure(answer, calls.now());
}

/** Microsoft's pages spell the status in two ways, camelCase and PascalCase. */
function readStatus(answer: GraphAnswer, now: number): OperationStatus {
  const operation = OPERATION.safeParse(answer.body);
  switch (operation.data?.status.toLowerCase()) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'failed':
      return { kind: 'failed', detail: operation.data?.statusDetail?.slice(0, LONGEST_DETAIL) };
    default:
      return { kind: 'running', retryAfterSeconds: retryAfterSeconds(answer, now) };
  }
}

function readFailure(answer: GraphAnswer, now: number): OperationStatus {
  switch (troubleOf(answer)) {
    case 'sign-in-again':
      throw directoryError(answer, 'operation');
    case 'busy':
    case 'unavailable':
      return { kind: 'running', retryAfterSeconds: retryAfterSeconds(answer, now) };
    default:
      return { kind: 'unreadable' };
  }
}
