import { NyckelError, StoreError } from '../../errors.ts';
import { isRecord } from '../../net/json.ts';
import { ForeignTableAnswerError } from './own-answers.ts';

const NO_ACCOUNT = 'can’t be found. STORE must name the table endpoint of an existing storage account.';
const NO_ANSWER =
  'does not answer. Check that the storage account exists and that its firewall or private endpoint lets the bot through.';
const NO_TOKEN = 'can’t be asked, because the bot got no token for it: check BOT_CREDENTIAL.';
const NO_ROLE =
  'does not let the bot in. Give the bot’s identity the role Storage Table Data Contributor on the storage account.';
const FIREWALLED =
  'does not let the bot in. Let the network of the bot through the firewall of the storage account, and check the key where STORE has one.';
const BAD_KEY =
  'does not accept the key. Check the account key or signature in STORE, and the clock of the machine that runs Nyckel.';
const NARROW_KEY =
  'does not allow this with the signature in STORE. The signature must let Nyckel read, add, update and delete entities.';
const NO_TABLE = 'has lost its table. Restore it, or start Nyckel again to begin with an empty one.';
const TABLE_GOES =
  'is deleting its table. Wait until that has ended, then restore the table, or start Nyckel again to begin with an empty one.';
const DISABLED = 'is switched off. Enable the storage account, or let STORE name another one.';
const TOO_LARGE = 'did not take a row, because it is too large.';
const BUSY = 'has too much to do at the moment. Nothing needs to be repaired; try again.';

/** Codes of the service (Azure Storage, "Status and error codes", and "Table service error codes"). */
const BY_SERVICE_CODE: ReadonlyMap<string, string> = new Map([
  ['AccountBeingCreated', BUSY],
  ['AccountIsDisabled', DISABLED],
  ['AuthenticationFailed', BAD_KEY],
  ['AuthorizationFailure', FIREWALLED],
  ['AuthorizationPermissionMismatch', NO_ROLE],
  ['AuthorizationProtocolMismatch', NARROW_KEY],
  ['AuthorizationResourceTypeMismatch', NARROW_KEY],
  ['AuthorizationServiceMismatch', NARROW_KEY],
  ['AuthorizationSourceIPMismatch', NARROW_KEY],
  ['EntityTooLarge', TOO_LARGE],
  ['InsufficientAccountPermissions', NARROW_KEY],
  ['OperationTimedOut', BUSY],
  ['PropertyValueTooLarge', TOO_LARGE],
  ['RequestBodyTooLarge', TOO_LARGE],
  ['TableBeingDeleted', TABLE_GOES],
  ['TableNotFound', NO_TABLE],
]);

/** What is stored there is not what the write was made for: another row, another version, or none. */
const CONFLICTS = ['ConditionNotMet', 'EntityAlreadyExists', 'UpdateConditionNotSatisfied'];
const ABSENT = ['EntityNotFound', 'ResourceNotFound'];
/** The same statuses for other reasons. */
const NO_CONFLICTS = [
  'AccountAlreadyExists',
  'AccountBeingCreated',
  'ResourceAlreadyExists',
  'ResourceTypeMismatch',
  'TableAlreadyExists',
  'TableBeingDeleted',
  'TableNotFound',
];

const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [401, NO_ROLE],
  [403, NO_ROLE],
  [413, TOO_LARGE],
  [429, BUSY],
  [500, BUSY],
  [503, BUSY],
]);

const BY_SYSTEM_CODE: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', NO_ACCOUNT],
  ['EAI_AGAIN', NO_ANSWER],
]);

/**
 * What went wrong with the table at `host`, as an error for operators: where, what, and the fix where one is known. An
 * error that has a code of ours already stays as it is.
 */
export function asTableError(host: string, error: unknown): NyckelError {
  if (error instanceof NyckelError) return error;
  return new StoreError(`The store ${host} ${explained(error)}`, { cause: error });
}

/** Status and code of an answer of the service; both missing when there was none. */
export function answerOf(error: unknown): { status?: number; code?: string } {
  if (!(error instanceof Error)) return {};
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  return { status, code: serviceCode(error) };
}

/** Whether the service says that there is no such row. */
export function isRowAbsent(error: unknown): boolean {
  const { status, code } = answerOf(error);
  return status === 404 && ABSENT.includes(code ?? '');
}

/** Whether the write may have been refused for what is stored there, so that it is worth looking and trying again. */
export function isConflict(error: unknown): boolean {
  const { status, code } = answerOf(error);
  return (status === 404 || status === 409 || status === 412) && !NO_CONFLICTS.includes(code ?? '');
}

/** Whether the service says that the write was refused for what is stored there, and for nothing else. */
export function saysConflict(error: unknown): boolean {
  const { status, code } = answerOf(error);
  if (code === undefined) return status === 412;
  return isConflict(error) && [...CONFLICTS, ...ABSENT].includes(code);
}

/** Whether a write that ended with this error may have been made all the same: its answer is missing or says nothing. */
export function mayHaveLanded(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof NyckelError) return false;
  if (error instanceof ForeignTableAnswerError) return true;
  const { status, code } = answerOf(error);
  // A gateway that refuses for its own reasons has no code of the service.
  if (status === 429) return code === undefined;
  if (status !== undefined) return status >= 500 || status === 408 || status < 300;
  return ['RestError', 'AbortError', 'TimeoutError'].includes(error.name);
}

function explained(error: unknown): string {
  if (!(error instanceof Error)) return `failed: ${String(error)}`;
  if (error instanceof ForeignTableAnswerError) {
    return `did not answer itself; something between Nyckel and the storage account did (${error.message}). Let the calls through proxies, filters and gateways unchanged.`;
  }
  const { status, code } = answerOf(error);
  const known = BY_SERVICE_CODE.get(code ?? '') ?? BY_STATUS.get(status ?? 0);
  if (known !== undefined) return known;
  if (status !== undefined) return `answered ${status} ${code ?? ''}`.trim();
  if (/^(CredentialUnavailable|Authentication|AuthenticationRequired|AggregateAuthentication)Error$/.test(error.name)) {
    return NO_TOKEN;
  }
  if (mayHaveLanded(error)) return BY_SYSTEM_CODE.get(code ?? '') ?? NO_ANSWER;
  return `failed: ${error.message}`;
}

/** On the error itself after a transaction; otherwise in the body of the answer, or in its header x-ms-error-code. */
function serviceCode(error: Error): string | undefined {
  const details: unknown = 'details' in error ? error.details : undefined;
  const { odataError, errorCode } = isRecord(details) ? details : {};
  const codes = [
    isRecord(odataError) ? odataError.code : undefined,
    errorCode,
    'code' in error ? error.code : undefined,
  ];
  return codes.find(code => typeof code === 'string');
}
