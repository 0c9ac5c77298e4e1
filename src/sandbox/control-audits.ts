import { z } from 'zod';
import { controlRoute, readBody } from './control-routes.ts';
import type { DeviceSignIns } from './device-sign-ins.ts';
import { BadRequest, type Route } from './http.ts';
import type { AuditApp, Audited, AuditUser } from './tenant/audits.ts';
import type { DirectoryUser, Tenant } from './tenant/model.ts';

/** What was done around the bot: people by id or sign-in name. */
const audited = z.strictObject({
  activityDisplayName: z.string(),
  by: z.union([z.strictObject({ user: z.string() }), z.strictObject({ app: z.string() })]),
  target: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number().optional(),
  correlationId: z.string().optional(),
  result: z.enum(['success', 'failure', 'timeout', 'unknownFutureValue']).optional(),
  resultReason: z.string().optional(),
  loggedByService: z.string().optional(),
  /** Milliseconds until it can be seen. */
  lag: z.number().nonnegative().optional(),
});
const change = z.strictObject({
  rows: z.array(audited).optional(),
  /** Whatever is to come in the place of a row, with its time in milliseconds since the epoch. */
  raw: z
    .array(z.strictObject({ at: z.number(), row: z.unknown(), lag: z.number().nonnegative().optional() }))
    .optional(),
});
const settings = z
  .strictObject({
    premium: z.enum(['on', 'off']),
    lag: z.number().nonnegative(),
    correlation: z.enum(['client', 'own']),
  })
  .partial();
const deviceSetting = z.strictObject({
  state: z.enum(['pending', 'approved', 'declined', 'expired']),
  account: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  lifetimeSeconds: z.number().positive().optional(),
});

/** Control of the audit log, and of the sign-ins with which operators read it. */
export function auditRoutes(tenant: Tenant, devices: DeviceSignIns): readonly Route[] {
  return [
    controlRoute('GET', 'audits', () => ({ rows: tenant.audits.seen().map(({ row }) => row) })),
    controlRoute('POST', 'audits', request => {
      const { rows = [], raw = [] } = readBody(change, request);
      const ready = rows.map(row => auditedOf(tenant, row));
      for (const { row, at, lag } of raw) tenant.audits.addRaw(row, at, lag);
      return { ids: ready.map(each => tenant.audits.add(each)) };
    }),
    controlRoute('PUT', 'audits', request => void Object.assign(tenant.audits, readBody(settings, request))),
    controlRoute('GET', 'device-sign-ins', () => ({ codes: devices.codes(), renewed: devices.renewed })),
    controlRoute('PUT', 'device-sign-ins', request => {
      const { account, ...setting } = readBody(deviceSetting, request);
      devices.setting = { ...setting, ...(account !== undefined && { account: userOf(tenant, account).id }) };
    }),
  ];
}

function auditedOf(tenant: Tenant, { by, target, ...rest }: z.infer<typeof audited>): Audited {
  const { id, displayName, userPrincipalName } = userOf(tenant, target);
  return { ...rest, by: initiatorOf(tenant, by), target: { id, displayName, userPrincipalName } };
}

/** A name that is not in the tenant is one of Microsoft's own accounts. */
function initiatorOf(tenant: Tenant, by: z.infer<typeof audited>['by']): AuditUser | AuditApp {
  if ('app' in by) {
    return { appId: null, displayName: by.app, servicePrincipalId: null, servicePrincipalName: null };
  }
  const user = tenant.users.find(by.user);
  return {
    id: user?.id ?? null,
    displayName: user?.displayName ?? null,
    userPrincipalName: user?.userPrincipalName ?? by.user,
    ipAddress: null,
  };
}

function userOf(tenant: Tenant, idOrUserPrincipalName: string): DirectoryUser {
  const user = tenant.users.find(idOrUserPrincipalName);
  if (!user) throw new BadRequest(`The sample tenant has no user "${idOrUserPrincipalName}".`, 404);
  return user;
}
