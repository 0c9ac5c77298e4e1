import type { DirectoryUser } from '../tenant/model.ts';
import type { GraphCall } from './route.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Two rows of a reset by an administrator, as the log was seen to have them. */
export function noteReset(call: GraphCall, target: DirectoryUser, outcome: 'succeeded' | 'failed'): void {
  const result = outcome === 'succeeded' ? ('success' as const) : ('failure' as const);
  const own = { loggedByService: 'Self-service Password Management', result };
  note(call, target, { activityDisplayName: 'Reset password (by admin)', ...own });
  if (outcome === 'succeeded') note(call, target, { activityDisplayName: 'Reset user password' });
}

/** The row of a Temporary Access Pass; its reason alone says that it is one (SigmaHQ, azure_tap_added). */
export function notePass(call: GraphCall, target: DirectoryUser, what: 'registered' | 'deleted'): void {
  note(call, target, {
    activityDisplayName: `Admin ${what} security info`,
    loggedByService: 'Authentication Methods',
    resultReason: `Admin ${what} temporary access pass method for user`,
  });
}

interface Noted {
  activityDisplayName: string;
  loggedByService?: string;
  resultReason?: string;
  result?: 'success' | 'failure';
}

function note(call: GraphCall, { id, displayName, userPrincipalName }: DirectoryUser, noted: Noted): void {
  const { audits } = call.tenant;
  const { clientRequestId = '' } = call;
  const by = call.callingUser;
  audits.add({
    ...noted,
    by: {
      id: by?.id ?? null,
      displayName: by?.displayName ?? null,
      userPrincipalName: by?.userPrincipalName ?? null,
      ipAddress: null,
    },
    target: { id, displayName, userPrincipalName },
    correlationId: audits.correlation === 'client' && GUID.test(clientRequestId) ? clientRequestId : undefined,
  });
}
