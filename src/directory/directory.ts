import type { Directory } from '../desk/ports.ts';
import type { GraphCallRecord, GraphItemRecord } from './graph-calls.ts';
import { createGraphClient } from './graph-client.ts';
import { createPatience } from './patience.ts';
import { createSession } from './session.ts';

const TIMEOUT_MS = 20_000;
const PATIENCE_MS = 10_000;

export interface DirectoryOptions {
  /** The Graph of the cloud, for example https://graph.microsoft.com. */
  endpoint: string;
  /** The groups that the policy names: with each target it is read whether they hide their members. None unless told. */
  policyGroupIds?: readonly string[];
  /** Milliseconds for one call; 20 seconds unless told. */
  timeoutMs?: number;
  /** Milliseconds that one use case may wait in all for throttled calls; 10 seconds unless told. */
  patienceMs?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Is told every call, for the log. */
  onCall?: (call: GraphCallRecord) => void;
  /** Is told every read of a batch that failed, for the log. */
  onItemFailed?: (item: GraphItemRecord) => void;
}

/** The directory in Microsoft Graph, through its official client. */
export function createDirectory(options: DirectoryOptions): Directory {
  const { endpoint, policyGroupIds = [], timeoutMs = TIMEOUT_MS, patienceMs = PATIENCE_MS, now = Date.now } = options;
  const onCall = (call: GraphCallRecord) => options.onCall?.(call);
  return {
    as(userToken, correlationId, requesterId) {
      const client = createGraphClient({ endpoint, userToken, timeoutMs });
      return createSession({ requesterId, policyGroupIds }, () => ({
        client,
        endpoint,
        correlationId,
        patience: createPatience(patienceMs),
        now,
        clock: {},
        onCall,
        onItemFailed: options.onItemFailed,
      }));
    },
  };
}
