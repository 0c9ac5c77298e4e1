/** Every coded error. The codes stand in docs/errors.md, held equal by a test. */
export const ErrorCode = {
  Configuration: 'NYCKEL_CONFIGURATION',
  DirectoryUnavailable: 'NYCKEL_DIRECTORY_UNAVAILABLE',
  SealBroken: 'NYCKEL_SEAL_BROKEN',
  StaleRequest: 'NYCKEL_STALE_REQUEST',
  TargetBusy: 'NYCKEL_TARGET_BUSY',
  LimitReached: 'NYCKEL_LIMIT_REACHED',
  StoreUnavailable: 'NYCKEL_STORE_UNAVAILABLE',
  TokenService: 'NYCKEL_TOKEN_SERVICE',
  Teams: 'NYCKEL_TEAMS',
  HostNotAllowed: 'NYCKEL_HOST_NOT_ALLOWED',
  Unexpected: 'NYCKEL_UNEXPECTED',
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

interface NyckelErrorOptions extends ErrorOptions {
  waitsFor?: string;
}

/** An error with a code for the log. Its message is for operators and never holds a secret. */
export class NyckelError extends Error {
  readonly code: ErrorCode;
  /** What may come by itself within minutes, such as a role that was given a moment ago: for anybody to read, without names. */
  readonly waitsFor?: string;
  constructor(code: ErrorCode, message: string, options: NyckelErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.waitsFor = options.waitsFor;
    this.name = new.target.name;
  }
}

/** Some variables are missing or malformed; `problems` has one sentence for each, with the fix. */
export class ConfigurationError extends NyckelError {
  readonly problems: readonly string[];
  constructor(problems: readonly string[], options?: NyckelErrorOptions) {
    const list = problems.length === 1 ? ` ${problems[0]}` : `\n- ${problems.join('\n- ')}`;
    super(ErrorCode.Configuration, `The configuration can’t be used:${list}`, options);
    this.problems = problems;
  }
}

export type DirectoryTrouble =
  /** The user's token is not accepted: sign in again. */
  | 'sign-in-again'
  /** The user may not read this. */
  | 'denied'
  | 'gone'
  | 'busy'
  /** No usable answer: server error, time-out, dropped connection, malformed body. */
  | 'unavailable';

/** What a trouble was about, where that has another way forward. */
export type DirectoryReason =
  /** The user may not search for accounts: guests may not, and a tenant can say so for its members. */
  | 'search-denied'
  /** The service finds a fault with the search itself. */
  | 'search-not-taken'
  /** The answer is the service's own, and nothing can be made of it. */
  | 'not-understood';

/** Graph did not give what was asked for. */
export class DirectoryError extends NyckelError {
  readonly trouble: DirectoryTrouble;
  /** With sign-in-again: Conditional Access asks for more than the sign-in has. */
  readonly challenged: boolean;
  /** With sign-in-again: Graph has refused, and a sign-in made now may know of a role that this one does not. */
  readonly outdated: boolean;
  readonly reason?: DirectoryReason;
  constructor(
    trouble: DirectoryTrouble,
    message: string,
    options: ErrorOptions & { challenged?: boolean; outdated?: boolean; reason?: DirectoryReason } = {},
  ) {
    super(ErrorCode.DirectoryUnavailable, message, options);
    this.trouble = trouble;
    this.challenged = options.challenged ?? false;
    this.outdated = options.outdated ?? false;
    this.reason = options.reason;
  }
}

export class SealError extends NyckelError {
  constructor(message: string, options?: ErrorOptions) {
    super(ErrorCode.SealBroken, message, options);
  }
}

/** Somebody else changed the request first. */
export class StaleRequestError extends NyckelError {
  constructor(requestId: string) {
    super(ErrorCode.StaleRequest, `Request ${requestId} was changed by somebody else in the meantime`);
  }
}

/** Another request holds this target: its password is being set, or waits to be handed over. */
export class TargetBusyError extends NyckelError {
  constructor(requestId: string) {
    super(ErrorCode.TargetBusy, `Request ${requestId} can't go on: another one holds its target`);
  }
}

/** So many resets in that time are not allowed without a second person, or not at all. */
export class LimitReachedError extends NyckelError {
  /** Place of the limit in the list that was given to the store. */
  readonly index: number;
  constructor(requestId: string, index: number) {
    super(ErrorCode.LimitReached, `Request ${requestId} can't go on: a limit of the policy is reached`);
    this.index = index;
  }
}

export class StoreError extends NyckelError {
  constructor(message: string, options?: NyckelErrorOptions) {
    super(ErrorCode.StoreUnavailable, message, options);
  }
}

/** The store at `where` was made, or brought up to date, by a newer Nyckel than this one, which would misread it. */
export class NewerStoreError extends StoreError {
  constructor(where: string, version: number, known: number) {
    super(
      `The store ${where} has schema version ${version}, and this version of Nyckel knows versions up to ${known}. ` +
        'Start the newer Nyckel again, or restore the backup made before it was installed.',
    );
  }
}

/** Graph was asked to set a password, and what came of it can't be put on record: it is not known yet, and may have worked. */
export class UnrecordedCallError extends StoreError {
  /** The request as it was last on record. */
  readonly requestId: string;
  constructor(requestId: string, options: ErrorOptions) {
    super(`The outcome of the reset of request ${requestId} can't be put on record`, options);
    this.requestId = requestId;
  }
}

export class TokenServiceError extends NyckelError {
  /** The AADSTS number in its answer, of which nothing else is kept (entra-numbers.ts). */
  readonly entraNumber?: string;
  constructor(message: string, options: ErrorOptions & { entraNumber?: string } = {}) {
    super(ErrorCode.TokenService, message, options);
    this.entraNumber = options.entraNumber;
  }
}

/** Troubles of Teams that somebody can do something about, each in a way of its own. */
export const CURABLE_TROUBLES = [
  // The app has no conversation with that person, or was taken out of the conversation.
  'not-installed',
  'blocked-by-person',
  // Teams tells only that the person has blocked the app or taken it away.
  'blocked-or-removed',
  'disabled-by-admin',
  'blocked-by-policy',
  'not-permitted',
  // Teams wants to be called at another address.
  'wrong-address',
  'person-not-found',
  // 403 with a code that we do not know.
  'forbidden',
] as const;
export type CurableTrouble = (typeof CURABLE_TROUBLES)[number];

/** Why Teams did not take a call, as far as its own answer says (connector-errors.ts has the codes). */
export type TeamsTrouble =
  | CurableTrouble
  /** The conversation, or the message in it, is not there. */
  | 'not-found'
  /** Any other no. */
  | 'refused'
  /** Not done, and later it may succeed. */
  | 'passing'
  /** Nobody knows whether it was done: no answer, or one that is not Teams' own. */
  | 'unknown';

/** It stays so until somebody lets the bot in again. Everything else may be otherwise a moment later, a 404 as well. */
const KEPT_OUT: readonly TeamsTrouble[] = [
  'not-installed',
  'blocked-by-person',
  'blocked-or-removed',
  'disabled-by-admin',
  'blocked-by-policy',
  'not-permitted',
];

/** Teams says that the bot may not write there: it helps little to try again until somebody lets it in. */
export function keepsOut(trouble: TeamsTrouble): boolean {
  return KEPT_OUT.includes(trouble);
}

/** Teams did not take a message. */
export class TeamsError extends NyckelError {
  readonly kind: TeamsTrouble;
  /** It was about somebody's personal chat. */
  readonly personal: boolean;
  constructor(message: string, kind: TeamsTrouble, options: ErrorOptions & { personal?: boolean } = {}) {
    super(ErrorCode.Teams, message, options);
    this.kind = kind;
    this.personal = options.personal ?? false;
  }

  /** See keepsOut. */
  get keptOut(): boolean {
    return keepsOut(this.kind);
  }
}

/** Our token was about to be sent to a host that is not on the allow-list. */
export class HostNotAllowedError extends NyckelError {
  constructor(host: string) {
    super(ErrorCode.HostNotAllowed, `The host ${host} is not on the allow-list (CHANNEL_SERVICE_HOSTS)`);
  }
}

/** How deep a cause is looked for. */
const MOST_CAUSES = 10;

/**
 * The code that an error goes into the log with: its own, or that of what caused it, also where a library has put its own error
 * around ours. What has none anywhere is most likely a mistake in the program.
 */
export function codeOf(error: unknown): ErrorCode {
  return codedCause(error, MOST_CAUSES)?.code ?? ErrorCode.Unexpected;
}

function codedCause(error: unknown, depth: number): NyckelError | undefined {
  if (error instanceof NyckelError) return error;
  if (!(error instanceof Error) || depth === 0) return undefined;
  const inner = [
    error.cause,
    ...(error instanceof AggregateError ? error.errors : []),
    Reflect.get(error, 'innerError'),
  ];
  for (const each of inner) {
    const coded = codedCause(each, depth - 1);
    if (coded) return coded;
  }
  return undefined;
}
