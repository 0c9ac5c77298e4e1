import { type Desk, settle } from './desk.ts';
import { refusal } from './judge.ts';
import type { DirectorySession, OperationStatus } from './ports.ts';
import type { RefusalRule, ResetRequest } from './request.ts';

/** Graph documents no interval; it sends Retry-After when it wants one. Milliseconds. */
const POLL_INTERVAL = 2_000;
const LONGEST_INTERVAL = 30_000;
/** After that the outcome stays "accepted": writeback to Windows Server AD takes a few minutes at most. */
const POLL_TIME = 10 * 60_000;

/**
 * Follows the operation behind an accepted reset until it says how it ended (Microsoft Graph, "Get longRunningOperation").
 * A poll that this requester may not read is "accepted, not verified", not a failure.
 */
export async function verify(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  operation: { url: string; retryAfterSeconds?: number },
): Promise<ResetRequest | undefined> {
  const until = desk.now() + POLL_TIME;
  let wait = (operation.retryAfterSeconds ?? 0) * 1000;
  while (desk.now() < until) {
    await desk.pause(Math.min(wait, LONGEST_INTERVAL));
    const status = await read(session, operation.url);
    if (status.kind === 'succeeded') return ended(desk, request, 'verified');
    if (status.kind === 'unreadable') return ended(desk, request, 'accepted');
    if (status.kind === 'failed') {
      const failed = refusal(request.target?.synced ? whyFailed(status.detail) : 'not-possible', {
        target: request.target?.displayName ?? '',
      });
      return settle(desk, request.id, { type: 'rejected', refusal: failed }, 'reset-failed');
    }
    wait = Math.max((status.retryAfterSeconds ?? 0) * 1000, POLL_INTERVAL);
  }
  return ended(desk, request, 'accepted');
}

/** A poll that fails says nothing about the reset: it is tried again. */
function read(session: DirectorySession, url: string): Promise<OperationStatus> {
  return session.readOperation(url).catch((): OperationStatus => ({ kind: 'running' }));
}

function ended(
  desk: Desk,
  request: ResetRequest,
  verification: 'verified' | 'accepted',
): Promise<ResetRequest | undefined> {
  const event = verification === 'verified' ? 'reset-verified' : 'reset-not-verifiable';
  return settle(desk, request.id, { type: 'verification', verification }, event);
}

/** Microsoft documents no values of statusDetail for failures: known parts of it are named in words, the rest is not. */
const FAILURES: readonly (readonly [RegExp, RefusalRule])[] = [
  [/minimum.?(password.?)?age|too.?(soon|recent)/i, 'writeback-minimum-age'],
  [/admin.?count|protected|80231367|33004/i, 'writeback-protected'],
  [/agent|unreachable|service.?bus|time.?out|offline|31044/i, 'writeback-agent'],
  [/policy|complex|history|33008|80230619/i, 'writeback-policy'],
];

function whyFailed(detail = ''): RefusalRule {
  return FAILURES.find(([pattern]) => pattern.test(detail))?.[1] ?? 'writeback-failed';
}
