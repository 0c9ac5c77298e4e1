import { z } from 'zod';
import type { AdministrativeUnit } from '../desk/judging/people-as-read.ts';
import type { NamedUnit } from '../desk/settings.ts';
import type { BatchItem } from './batch.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { readKnown, readRows, readWhole } from './page.ts';
import { showsMembers } from './visibility.ts';

/** The units of the tenant by their ids in lower case. A unit that is missing here is unknown. */
export type TenantUnits = ReadonlyMap<string, AdministrativeUnit>;

/**
 * Null is what Microsoft documents for a unit that is not restricted (Microsoft Graph, administrativeUnit), and also what
 * comes without the right to read units. Every unit has a name, so the name tells one from the other.
 */
const UNIT = z.object({
  id: z.string().min(1),
  displayName: z.string(),
  isMemberManagementRestricted: z.boolean().nullish(),
  visibility: z.string().nullish(),
});
const SELECT = '$select=id,displayName,isMemberManagementRestricted,visibility&$top=999';

/** The read of the units of the tenant. */
export function unitsItem(id: string): BatchItem {
  return { id, url: `/directory/administrativeUnits?${SELECT}`, essential: true };
}

/** The read of the units that a person is a member of (Microsoft Graph, "List a user's memberships"). */
export function memberUnitsItem(id: string, person: string): BatchItem {
  const url = `${person}/transitiveMemberOf/microsoft.graph.administrativeUnit?$count=true&${SELECT}`;
  return { id, url, headers: { ConsistencyLevel: 'eventual' }, essential: true };
}

/**
 * What is known of the tenant's units: those that were listed and can be made out, or none where the list could not be read.
 * @throws DirectoryError (sign-in-again)
 */
export function readTenantUnits(answer: GraphAnswer): TenantUnits {
  const units = readRows(answer, UNIT, 'administrative units')?.items ?? [];
  return new Map(units.map(unit => [unit.id.toLowerCase(), { ...toUnit(unit), ...hiding(unit) }]));
}

/**
 * The units of a person; undefined: unknown.
 * @throws DirectoryError (sign-in-again)
 */
export function readMemberUnits(answer: GraphAnswer): readonly AdministrativeUnit[] | undefined {
  return readWhole(answer, UNIT, 'administrative units of the target')?.map(toUnit);
}

/**
 * The units of the tenant with their names; undefined: they could not be read, or not to the end.
 * @throws DirectoryError (sign-in-again)
 */
export async function namedUnits(calls: GraphCalls): Promise<readonly NamedUnit[] | undefined> {
  const answer = await callGraph(calls, { method: 'GET', path: unitsItem('units').url, repeat: 'read' });
  return readKnown(answer, UNIT, 'administrative units')?.map(unit => ({
    id: unit.id.toLowerCase(),
    ...hiding(unit),
    name: unit.displayName,
  }));
}

/** Public is what null means, and the only other value is HiddenMembership (Microsoft Graph, administrativeUnit). */
function hiding({ visibility }: z.infer<typeof UNIT>): { hidesMembers?: boolean } {
  return showsMembers(visibility) ? {} : { hidesMembers: true };
}

function toUnit(unit: z.infer<typeof UNIT>): AdministrativeUnit {
  return { id: unit.id.toLowerCase(), restricted: unit.isMemberManagementRestricted === true };
}
