/** The shapes that the parts of the sandbox share. The sandbox imports nothing of the bot, and the bot nothing of the sandbox. */

/** Milliseconds since the epoch in the sandbox's own time, which a test may move forward. */
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
}

/** Who calls Graph, read from a verified access token. */
export interface Caller {
  objectId: string;
  scopes: readonly string[];
  /** True for a client-credentials token: no person stands behind it. */
  appOnly: boolean;
}

export interface AccessTokens {
  /** A delegated Graph access token for a person of the tenant; expires by the sandbox clock. */
  issueForUser(objectId: string, scopes: readonly string[]): Promise<{ token: string; expiresAt: number }>;
  /** Throws when the token is not ours, is for another audience or has expired by the sandbox clock. */
  verify(token: string): Promise<Caller>;
}

export interface GraphRequest {
  method: string;
  /** Path with query, from the version on: `/v1.0/users/...?$select=id`. */
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or undefined without a body. */
  body: unknown;
}

export interface GraphResponse {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a Buffer as it is; undefined is an empty body. */
  body?: unknown;
}

export type GraphHandler = (request: GraphRequest) => Promise<GraphResponse>;

/** Result of trying a password at the sandbox's sign-in. */
export interface SignInAttempt {
  result: 'signed-in' | 'must-change-password' | 'wrong-password' | 'blocked' | 'unknown-user';
}

/** One call that the sandbox answered. A $batch is one call whose items stand in `batch`. */
export interface CallRecord {
  n: number;
  service: 'graph' | 'token' | 'login' | 'channel';
  method: string;
  path: string;
  status: number;
  /** Real milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  clientRequestId?: string;
  /** Object id of the caller of a Graph call. */
  caller?: string;
  batch?: { method: string; url: string; status: number }[];
}
