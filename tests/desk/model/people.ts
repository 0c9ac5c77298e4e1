import type { Account, AdministrativeUnit, RoleHolding } from '../../../src/desk/judging/people-as-read.ts';
import type { Asker } from '../../../src/desk/request/people.ts';

/** What somebody holds: a role for the whole tenant, Helpdesk Administrator of one unit through a group, or nothing. */
export type Standing = 'none' | 'readers' | 'helpdesk' | 'user' | 'global' | 'unit';

const UNIT: AdministrativeUnit = { id: 'unit-1', restricted: false };
const ROLES = {
  readers: { templateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', name: 'Directory Readers', listed: true },
  helpdesk: { templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8', name: 'Helpdesk Administrator', listed: true },
  user: { templateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', name: 'User Administrator', listed: true },
  global: { templateId: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator', listed: true },
} as const;

/** Who reaches whom, written down once more and not taken from the desk. */
const REACHES: Readonly<Record<Standing, readonly Standing[]>> = {
  none: [],
  readers: [],
  helpdesk: ['none', 'readers', 'helpdesk'],
  user: ['none', 'readers', 'helpdesk', 'user'],
  global: ['none', 'readers', 'helpdesk', 'user', 'global', 'unit'],
  unit: ['none'],
};

export interface Person {
  id: string;
  standing: Standing;
  inUnit: boolean;
  /** Mastered in Windows Server AD. */
  synced: boolean;
}

/** Everybody in the tenant, as each sequence finds them. */
export const PEOPLE: readonly Person[] = [
  { id: 'erik', standing: 'helpdesk', inUnit: false, synced: false },
  { id: 'ulla', standing: 'user', inUnit: false, synced: false },
  { id: 'gunnar', standing: 'global', inUnit: false, synced: false },
  { id: 'pia', standing: 'unit', inUnit: false, synced: false },
  { id: 'anna', standing: 'none', inUnit: true, synced: false },
  { id: 'nils', standing: 'none', inUnit: false, synced: true },
  { id: 'rolf', standing: 'readers', inUnit: true, synced: false },
];

/** Whose password is asked for. Ulla may reset others herself, and Erik asks mostly: he is a target now and then. */
export const TARGETS = ['anna', 'nils', 'rolf', 'ulla', 'erik'] as const;

export function reaches(person: Person, target: Person): boolean {
  if (person.standing === 'unit' && !target.inUnit) return false;
  return REACHES[person.standing].includes(target.standing);
}

/** The roles that can be read at once; those through the group come with `unitRoles`. */
export function listedRoles({ standing }: Person): readonly RoleHolding[] {
  return standing === 'none' || standing === 'unit' ? [] : [ROLES[standing]];
}

export function unitRoles({ standing }: Person): readonly RoleHolding[] {
  return standing === 'unit' ? [{ ...ROLES.helpdesk, unit: UNIT, listed: false }] : [];
}

export function roleGroups({ standing }: Person): readonly string[] {
  return standing === 'unit' ? ['group-1'] : [];
}

export function unitsOf({ inUnit }: Person): readonly AdministrativeUnit[] {
  return inUnit ? [UNIT] : [];
}

export function accountOf({ id, synced }: Person, lastPasswordChangeDateTime: string): Account {
  return {
    id,
    displayName: id,
    userPrincipalName: `${id}@contoso.example`,
    identities: [],
    accountEnabled: true,
    onPremisesSyncEnabled: synced,
    lastPasswordChangeDateTime,
  };
}

export function askerOf(id: string): Asker {
  return { id, name: id, channelUserId: `29:${id}`, locale: 'en' };
}
