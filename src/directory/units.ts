import { z } from 'zod';
import type { AdministrativeUnit } from '../desk/account.ts';
import type { Answer } from './answer.ts';
import type { BatchItem } from './batch.ts';
import { readPage, readWhole } from './page.ts';

/** Whether a unit is restricted, by its id in lower case. A unit that is missing here is unknown. */
export type Restrictedness = ReadonlyMap<string, boolean>;

/**
 * Null is what Microsoft documents for a unit that is not restricted (Microsoft Graph, administrativeUnit), and also what
 * comes without the right to read units. Every unit has a name, so the name tells one from the other.
 */
const UNIT = z.object({
  id: z.string().min(1),
  displayName: z.string(),
  isMemberManagementRestricted: z.boolean().nullish(),
});
const SELECT = '$select=id,displayName,isMemberManagementRestricted&$top=999';

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
 * What is known of the tenant's units: those of the first page, or none where the list could not be read.
 * @throws DirectoryError (sign-in-again)
 */
export function readRestrictedness(answer: Answer): Restrictedness {
  const units = readPage(answer, UNIT, 'administrative units')?.items ?? [];
  return new Map(units.map(toUnit).map(unit => [unit.id, unit.restricted]));
}

/**
 * The units of a person; undefined: unknown.
 * @throws DirectoryError (sign-in-again)
 */
export function readMemberUnits(answer: Answer): readonly AdministrativeUnit[] | undefined {
  return readWhole(answer, UNIT, 'administrative units of the target')?.map(toUnit);
}

function toUnit(unit: z.infer<typeof UNIT>): AdministrativeUnit {
  return { id: unit.id.toLowerCase(), restricted: unit.isMemberManagementRestricted === true };
}
