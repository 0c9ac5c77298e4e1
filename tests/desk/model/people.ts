import type { ActionKind } from '../../../src/action-kinds.ts';
import type {
  Account,
  AdministrativeUnit,
  ApproverNow,
  RoleHolding,
  Target,
} from '../../../src/desk/judging/people-as-read.ts';
import type { Asker } from '../../../src/desk/request/people.ts';
import { knownTarget } from '../support/known-target.ts';

/** What somebody holds: a role for the whole tenant, Helpdesk Administrator of one unit through a group, or nothing. */
export type Standing = 'none' | 'readers' | 'helpdesk' | 'authentication' | 'user' | 'global' | 'unit';

const UNIT: AdministrativeUnit = { id: 'unit-1', restricted: false };
const ROLES = {
  readers: { templateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', name: 'Directory Readers', listed: true },
  helpdesk: { templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8', name: 'Helpdesk Administrator', listed: true },
  authentication: {
    templateId: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    name: 'Authentication Administrator',
    listed: true,
  },
  user: { templateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', name: 'User Administrator', listed: true },
  global: { templateId: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator', listed: true },
} as const;

const EVERYBODY: readonly Standing[] = ['none', 'readers', 'helpdesk', 'authentication', 'user', 'global', 'unit'];
const NOBODY = { none: [], readers: [], helpdesk: [], authentication: [], user: [], global: [], unit: [] } as const;

/** Who reaches whom, for each action, written down once more and not taken from the desk. */
const REACHES: Readonly<Record<ActionKind, Readonly<Record<Standing, readonly Standing[]>>>> = {
  'reset-password': {
    ...NOBODY,
    helpdesk: ['none', 'readers', 'helpdesk'],
    authentication: ['none', 'readers', 'authentication'],
    user: ['none', 'readers', 'helpdesk', 'user'],
    global: EVERYBODY,
    unit: ['none'],
  },
  'temporary-access-pass': { ...NOBODY, authentication: ['none', 'readers', 'authentication'], global: EVERYBODY },
};

export interface Person {
  id: string;
  standing: Standing;
  inUnit: boolean;
  /** Mastered in Windows Server AD. */
  synced: boolean;
  /** Who manages them, as the directory says. */
  manager?: string;
}

/** Everybody in the tenant, as each sequence finds them. */
export const PEOPLE: readonly Person[] = [
  { id: 'erik', standing: 'helpdesk', inUnit: false, synced: false, manager: 'maria' },
  { id: 'johanna', standing: 'authentication', inUnit: false, synced: false },
  { id: 'ulla', standing: 'user', inUnit: false, synced: false, manager: 'erik' },
  { id: 'gunnar', standing: 'global', inUnit: false, synced: false },
  { id: 'pia', standing: 'unit', inUnit: false, synced: false },
  { id: 'anna', standing: 'none', inUnit: true, synced: false, manager: 'maria' },
  { id: 'nils', standing: 'none', inUnit: false, synced: true, manager: 'gunnar' },
  { id: 'rolf', standing: 'readers', inUnit: true, synced: false, manager: 'maria' },
  // Whoever manages most of them can do nothing here herself.
  { id: 'maria', standing: 'none', inUnit: false, synced: false },
];

/** Whom it is about. Ulla may reset others herself, and Erik asks mostly: he is a target now and then. */
export const TARGETS = ['anna', 'nils', 'rolf', 'ulla', 'erik'] as const;

export function reaches(person: Person, target: Person, action: ActionKind): boolean {
  if (person.standing === 'unit' && !target.inUnit) return false;
  return REACHES[action][person.standing].includes(target.standing);
}

/** Who asks for it where nobody else is named: somebody who may do it to most. */
export const USUAL_REQUESTER: Readonly<Record<ActionKind, string>> = {
  'reset-password': 'erik',
  'temporary-access-pass': 'johanna',
};

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

/** Read by somebody else, signed in or not; the group's roles at once. */
export function approverOf(person: Person): ApproverNow {
  const { id } = person;
  return { id, displayName: id, account: 'in-use', roles: allRoles(person), roleGroupIds: [] };
}

/** The same as the target of a request. */
export function targetOf(person: Person, lastPasswordChangeDateTime: string): Target {
  return knownTarget(accountOf(person, lastPasswordChangeDateTime), {
    roles: allRoles(person),
    units: person.inUnit ? [UNIT] : [],
    domains: [{ name: 'contoso.example', federated: false }],
  });
}

function allRoles(person: Person): readonly RoleHolding[] {
  return [...listedRoles(person), ...unitRoles(person)];
}

function accountOf({ id, synced, manager }: Person, lastPasswordChangeDateTime: string): Account {
  return {
    id,
    displayName: id,
    userPrincipalName: `${id}@contoso.example`,
    identities: [],
    accountEnabled: true,
    onPremisesSyncEnabled: synced,
    lastPasswordChangeDateTime,
    ...(manager && { manager: { id: manager, displayName: manager } }),
  };
}

export function askerOf(id: string): Asker {
  return { id, name: id, channelUserId: `29:${id}`, locale: 'en' };
}
