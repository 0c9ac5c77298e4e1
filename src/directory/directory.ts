import type { Directory } from '../desk/ports.ts';
import { type AdminAccounts, actingAccountOf, otherAccountsOf } from '../desk/request/admin-accounts.ts';
import { DIRECTORY_PATIENCE, DIRECTORY_WITHIN } from '../desk/times.ts';
import type { GraphCallRecord, GraphItemRecord } from './graph-calls.ts';
import { createGraphClient } from './graph-client.ts';
import { createPatience } from './patience.ts';
import type { PermissionSet } from './permissions.ts';
import { createSession } from './session.ts';

export interface DirectoryOptions {
  /** The Graph of the cloud, for example https://graph.microsoft.com. */
  endpoint: string;
  /** The groups that the policy names: with each target it is read whether they hide their members. None unless told. */
  policyGroupIds?: readonly string[];
  /** Who acts with another account than the one that they chat with. Nobody unless told. */
  adminAccounts?: AdminAccounts;
  /** Which permissions the sign-ins have for the reset and the pass; `broad` unless told. */
  permissions?: PermissionSet;
  /** Milliseconds for one call; 20 seconds unless told. */
  timeout?: number;
  /** Milliseconds that one use case may wait in all for throttled calls; 10 seconds unless told. */
  patience?: number;
  /** Waits so many milliseconds before a call is tried again. */
  pause?: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Is told every call, for the log. */
  onCall?: (call: GraphCallRecord) => void;
  /** Is told every read of a batch that failed, for the log. */
  onItemFailed?: (item: GraphItemRecord) => void;
}

/** The directory in Microsoft Graph, through its official client. */
export function createDirectory(options: DirectoryOptions): Directory {
  const {
    endpoint,
    policyGroupIds = [],
    adminAccounts = { pairs: [], sharedAttribute: 'none' },
    timeout = DIRECTORY_WITHIN,
    patience = DIRECTORY_PATIENCE,
    now = Date.now,
  } = options;
  const resetPath = options.permissions === 'narrow' ? 'passwordMethods' : 'methods';
  const onCall = (call: GraphCallRecord) => options.onCall?.(call);
  return {
    as(userToken, correlationId, chatId) {
      const client = createGraphClient({ endpoint, userToken, timeout });
      const actingId = actingAccountOf(adminAccounts, chatId);
      const sharesEmployeeId = adminAccounts.sharedAttribute === 'employeeId';
      const partnerId = otherAccountsOf(adminAccounts, chatId).find(id => id !== actingId);
      const occasion = { chatId, actingId, partnerId, sharesEmployeeId, policyGroupIds };
      return createSession(occasion, resetPath, () => ({
        client,
        endpoint,
        correlationId,
        patience: createPatience(patience, options.pause),
        now,
        clock: {},
        onCall,
        onItemFailed: options.onItemFailed,
      }));
    },
  };
}
