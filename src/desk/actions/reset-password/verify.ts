import { type Desk, settle } from '../../desk.ts';
import { refusal } from '../../judging/judge.ts';
import type { DirectorySession, OperationStatus } from '../../ports.ts';
import type { RefusalRule, ResetRequest } from '../../request/request.ts';
import { isUnverified } from '../../request/work.ts';
import { CHANGE_AFTER, CHANGE_WITHIN, LONGEST_POLL_WAIT, POLL_EVERY, POLL_WITHIN } from '../../times.ts';
import { wasApplied } from './reset.ts';

/**
 * Follows the operation behind an accepted reset until it says how it ended (Microsoft Graph, "Get longRunningOperation").
 * Where this requester may not read it, the last password change of a cloud account tells as well; what can't be told is
 * "accepted, not verified", not a failure.
 */
export async function verify(
  desk: Desk,
  session: DirectorySession,
  request: ResetRequest,
  retryAfterSeconds = 0,
): Promise<ResetRequest | undefined> {
  let wait = retryAfterSeconds * 1000;
  let change = CHANGE_AFTER;
  for (;;) {
    await desk.pause(Math.min(wait, LONGEST_POLL_WAIT));
    const looked = await verifyOnce(desk, session, request);
    if (looked.kind === 'ended') return looked.request;
    wait = looked.changeAlone ? change : Math.max((looked.retryAfterSeconds ?? 0) * 1000, POLL_EVERY);
    if (looked.changeAlone) change *= 2;
  }
}

/** `changeAlone`: the last password change is all that can tell. */
type Looked =
  | { kind: 'ended'; request: ResetRequest | undefined }
  | { kind: 'running'; retryAfterSeconds?: number; changeAlone?: true };

/** Looks once. Without a session nobody can read it: in the end the outcome stays "accepted". */
export async function verifyOnce(
  desk: Desk,
  session: DirectorySession | undefined,
  request: ResetRequest,
): Promise<Looked> {
  const { operationUrl, resetAt = 0, target } = request;
  if (operationUrl === undefined) return byLastChange(desk, session, request);
  const tooLong = desk.now() >= resetAt + POLL_WITHIN;
  const status = session && !tooLong ? await read(session, operationUrl) : ({ kind: 'running' } as const);
  switch (status.kind) {
    case 'succeeded':
      return { kind: 'ended', request: await ended(desk, request, 'verified') };
    case 'unreadable':
      return byLastChange(desk, session, request);
    case 'failed': {
      // The operation is that of the repeat, and may have failed because an earlier call had set the same password.
      if (request.repeatedAt) return byLastChange(desk, session, request);
      const rule = target?.synced ? whyFailed(status.detail) : 'not-possible';
      const failed = refusal(rule, { target: target?.displayName ?? '' });
      return { kind: 'ended', request: await undone(desk, request, failed) };
    }
    case 'running':
      return tooLong ? { kind: 'ended', request: await ended(desk, request, 'accepted') } : status;
  }
}

/** For a synced account the change says what Microsoft Entra ID did, not what Windows Server AD did. */
async function byLastChange(desk: Desk, session: DirectorySession | undefined, request: ResetRequest): Promise<Looked> {
  const age = desk.now() - (request.resetAt ?? 0);
  if (request.target?.synced) return { kind: 'ended', request: await ended(desk, request, 'accepted') };
  if (age < CHANGE_AFTER) return { kind: 'running', changeAlone: true };
  if (session && (await wasApplied(session, request).catch(() => false))) {
    return { kind: 'ended', request: await ended(desk, request, 'verified') };
  }
  if (age < CHANGE_WITHIN) return { kind: 'running', changeAlone: true };
  return { kind: 'ended', request: await ended(desk, request, 'accepted') };
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
  return settle(desk, request.id, { type: 'verification', verification }, event, isUnverified);
}

/** A request that has ended already keeps its last row; that its reset did not hold is put on record beside it. */
async function undone(
  desk: Desk,
  { id }: ResetRequest,
  failed: ReturnType<typeof refusal>,
): Promise<ResetRequest | undefined> {
  const event = { type: 'rejected', refusal: failed } as const;
  const waiting = await settle(desk, id, event, 'reset-failed', present => present.state === 'reset');
  return (
    waiting ?? settle(desk, id, event, 'reset-undone', present => present.state === 'done' && isUnverified(present))
  );
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
