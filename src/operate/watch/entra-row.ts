import { z } from 'zod';
import { type EntraDeed, entraDeedOf } from './activities.ts';

/** A row of Entra's audit log, as far as it is compared and told. Ids are in small letters. */
export interface EntraRow {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  activity: string;
  deed: EntraDeed;
  correlationId: string;
  result: string;
  reason: string;
  service: string;
  /** Object id of whoever did it; undefined for an application. */
  byId?: string;
  /** Sign-in name of whoever did it, or the name of the application. */
  by: string;
  /** The one account that it was done to; undefined where the row names none, or several. */
  targetId?: string;
  target: string;
}

const text = z
  .string()
  .nullish()
  .transform(value => value ?? '');
const id = text.transform(value => value.toLowerCase());
const user = z.looseObject({ id, userPrincipalName: text, displayName: text }).nullish();
const app = z.looseObject({ appId: id, servicePrincipalId: id, displayName: text }).nullish();
const target = z.looseObject({ id, type: text, userPrincipalName: text, displayName: text });

/** Microsoft Graph, "directoryAudit resource type". */
const SHAPE = z.object({
  id: z.string().min(1),
  activityDateTime: z.iso.datetime({ offset: true }).transform(Date.parse),
  activityDisplayName: z.string(),
  correlationId: id,
  result: text,
  resultReason: text,
  loggedByService: text,
  initiatedBy: z.looseObject({ user, app }).nullish(),
  targetResources: z.array(target).nullish(),
});

type Shape = z.infer<typeof SHAPE>;

/** A row as Graph gave it; undefined where it is not what Microsoft documents, so that nobody can tell what it stands for. */
export function readEntraRow(value: unknown): EntraRow | undefined {
  const read = SHAPE.safeParse(value);
  if (!read.success) return undefined;
  const { activityDisplayName: activity, resultReason: reason, correlationId, result } = read.data;
  const deed = entraDeedOf(activity, reason);
  if (deed === undefined) return undefined;
  const row = { id: read.data.id, at: read.data.activityDateTime, activity, deed, correlationId, result, reason };
  return { ...row, service: read.data.loggedByService, ...initiatorOf(read.data), ...targetOf(read.data) };
}

function initiatorOf({ initiatedBy }: Shape): Pick<EntraRow, 'byId' | 'by'> {
  const { user: person, app: application } = initiatedBy ?? {};
  if (person?.id || person?.userPrincipalName) {
    return { ...(person.id && { byId: person.id }), by: person.userPrincipalName || person.displayName || person.id };
  }
  return { by: application?.displayName || application?.appId || application?.servicePrincipalId || '' };
}

function targetOf({ targetResources }: Shape): Pick<EntraRow, 'targetId' | 'target'> {
  const users = (targetResources ?? []).filter(({ type }) => type === '' || type.toLowerCase() === 'user');
  const ids = new Set(users.map(({ id }) => id).filter(Boolean));
  const [only] = ids;
  const names = users.map(({ userPrincipalName, displayName, id }) => userPrincipalName || displayName || id);
  return { ...(ids.size === 1 && { targetId: only }), target: names.join(', ') };
}
