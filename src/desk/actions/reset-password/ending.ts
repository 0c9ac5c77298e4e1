import type { DirectorySession, OperationStatus } from '../../ports.ts';
import type { RefusalRule } from '../../request/refusal.ts';
import type { Accepted } from '../../request/request.ts';
import { CHANGE_AFTER, CHANGE_WITHIN, POLL_WITHIN } from '../../times.ts';
import type { Ending } from '../action.ts';
import { hasArrived } from './arrived.ts';

/**
 * How an accepted reset ended, by the operation behind it (Microsoft Graph, "Get longRunningOperation"). Where this requester may
 * not read it, the last password change of a cloud account tells as well; what can't be told is "accepted, not verified", not a
 * failure.
 */
export async function endingOf(session: DirectorySession | undefined, request: Accepted, now: number): Promise<Ending> {
  const { operationUrl, carriedOutAt, target } = request;
  if (operationUrl === undefined) return byLastChange(session, request, now);
  const tooLong = now >= carriedOutAt + POLL_WITHIN;
  const status = session && !tooLong ? await read(session, operationUrl) : ({ kind: 'running' } as const);
  switch (status.kind) {
    case 'succeeded':
      return { kind: 'verified' };
    case 'unreadable':
      return byLastChange(session, request, now);
    case 'failed': {
      // The operation is that of the repeat, and may have failed because an earlier call had set the same password.
      if (request.repeatedAt.length > 0) return byLastChange(session, request, now);
      const rule = target.synced ? whyFailed(status.detail) : 'not-possible';
      return { kind: 'failed', refusal: { rule, values: { target: target.displayName } } };
    }
    case 'running':
      return tooLong ? { kind: 'accepted' } : status;
  }
}

/** For a synced account the change says what Microsoft Entra ID did, not what Windows Server AD did. */
async function byLastChange(session: DirectorySession | undefined, request: Accepted, now: number): Promise<Ending> {
  const age = now - request.carriedOutAt;
  if (request.target.synced) return { kind: 'accepted' };
  if (age < CHANGE_AFTER) return { kind: 'running', changeAlone: true };
  if (session && (await hasArrived(session, request).catch(() => false))) return { kind: 'verified' };
  return age < CHANGE_WITHIN ? { kind: 'running', changeAlone: true } : { kind: 'accepted' };
}

/** A poll that fails says nothing about the reset: it is tried again. */
function read(session: DirectorySession, url: string): Promise<OperationStatus> {
  return session.readOperation(url).catch((): OperationStatus => ({ kind: 'running' }));
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
