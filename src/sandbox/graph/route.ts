import type { DirectoryUser, Tenant } from '../tenant/model.ts';
import type { Caller, Clock, GraphResponse } from '../types.ts';
import type { PasswordOperations } from './operations.ts';
import type { Query } from './query.ts';

/** What the routes share. `endpoint` is Graph's address without a version, such as `https://localhost:1234`. */
export interface GraphServices {
  tenant: Tenant;
  clock: Clock;
  endpoint: string;
  operations: PasswordOperations;
}

/** One call, after its token, scopes and path have been checked. */
export interface GraphCall extends GraphServices {
  caller: Caller;
  /** Undefined for an application without a person. */
  callingUser: DirectoryUser | undefined;
  parameters: Readonly<Record<string, string>>;
  query: Query;
  /** `ConsistencyLevel: eventual` was sent. */
  eventual: boolean;
  body: unknown;
  /** What the caller calls this request. */
  clientRequestId: string | undefined;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path behind the version; `{name}` stands for one segment. */
  template: string;
  /** Delegated scopes of which the token needs one. */
  scopes: readonly string[];
  /** Delegated scopes that suffice when the path names the caller as `/me`; without it `/me` is no path of this route. */
  meScopes?: readonly string[];
  /** Which API family refuses: the directory's, unless told. */
  family?: 'authentication-methods' | 'audit-logs';
  answer(call: GraphCall): GraphResponse;
}
