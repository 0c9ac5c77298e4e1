import { NyckelError, StoreError } from '../../errors.ts';

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
const TOO_LARGE = 'did not take a row, because it is too large.';
const BUSY = 'has too much to do at the moment. Nothing needs to be repaired; try again.';

/** Codes of the service (Azure Storage, "Status and error codes", and "Table service error codes"). */
const BY_SERVICE_CODE: ReadonlyMap<string, string> = new Map([
  ['AuthenticationFailed', BAD_KEY],
  ['AuthorizationFailure', FIREWALLED],
  ['AuthorizationPermissionMismatch', NO_ROLE],
  ['AuthorizationProtocolMismatch', NARROW_KEY],
  ['AuthorizationResourceTypeMismatch', NARROW_KEY],
  ['AuthorizationServiceMismatch', NARROW_KEY],
  ['AuthorizationSourceIPMismatch', NARROW_KEY],
  ['EntityTooLarge', TOO_LARGE],
  ['PropertyValueTooLarge', TOO_LARGE],
  ['RequestBodyTooLarge', TOO_LARGE],
  ['TableNotFound', NO_TABLE],
]);

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

/** Whether the write was refused for what is stored there: another row, another version, or none. */
export function isConflict(error: unknown): boolean {
  const { status, code } = answerOf(error);
  return status === 409 || status === 412 || (status === 404 && code !== 'TableNotFound');
}

/** Whether a write that ended with this error may have been made all the same: its answer is missing or says nothing. */
export function mayHaveLanded(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof NyckelError) return false;
  const { status } = answerOf(error);
  if (status !== undefined) return status >= 500 || status === 408;
  return ['RestError', 'AbortError', 'TimeoutError'].includes(error.name);
}

function explained(error: unknown): string {
  if (!(error instanceof Error)) return `failed: ${String(error)}`;
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
