import type { ActionKind } from '../../../../src/action-kinds.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';
import { DAY, holding, NOW, READERS } from '../support/circumstances.ts';

/** A rule as the policy file has it. */
export type FileRule = Readonly<{ when: string; atLeast: number; action?: ActionKind } & Record<string, unknown>>;

export const FINANCE = '6a3f2c9e-8b1d-4e57-9c40-1f2e3d4c5b6a';
export const OTHER = 'f1e2d3c4-b5a6-4978-8695-a4b3c2d1e0f9';

/** What a rule of a kind is set to, and what is so then, for it to match or not. */
interface Situation {
  name: string;
  settings?: object;
  known: Partial<Circumstances>;
  matches: boolean;
}

/** Something shows that it is so. */
const is = (name: string, known: Partial<Circumstances>, settings?: object): Situation => ({
  name,
  known,
  settings,
  matches: true,
});
/** Something shows that it is not so. */
const isNot = (name: string, known: Partial<Circumstances>, settings?: object): Situation => ({
  ...is(name, known, settings),
  matches: false,
});
/** It could not be read, which counts as if it were so. */
const unknown = is;

const YOUNG = { days: 30 };
const MANY = { moreThan: 3 };
const IN_FINANCE = { groups: [FINANCE] };
const resets = (hour: number): Partial<Circumstances> => ({ startedByRequester: { hour, day: hour } });
const holds = (templateId: string, eligible = false): Partial<Circumstances> => ({
  targetRoles: [{ ...holding(templateId, 'Role'), eligible }],
});

/** When each kind of rule matches, from the words of the policy page and not from the code; what is not known counts as a match. */
export const SITUATIONS: Readonly<Record<string, readonly Situation[]>> = {
  always: [is('whoever it is', {})],
  action: [is('whoever it is', {})],
  'target-holds-role': [
    is('a role', holds(READERS)),
    is('a role that can be activated', holds(READERS, true)),
    is('one of the roles', holds(READERS), { roles: [READERS] }),
    is('a group that gives roles', { targetGuardsRoles: true }),
    isNot('no role', {}),
    isNot('another role', holds(OTHER), { roles: [READERS] }),
    unknown('roles that could not be read', { targetRoles: undefined }),
    unknown('groups that could not be read', { targetGuardsRoles: undefined }),
    unknown('eligible roles that could not be read', { targetEligibilityUnknown: true }),
    isNot(
      'the same, where the policy leaves them out',
      { targetEligibilityUnknown: true },
      { eligible: 'where-readable' },
    ),
  ],
  'target-in-group': [
    is('in the group', { targetGroupIds: [OTHER, FINANCE] }, IN_FINANCE),
    isNot('in another group', { targetGroupIds: [OTHER] }, IN_FINANCE),
    isNot('in no group', { targetGroupIds: [] }, IN_FINANCE),
    unknown('groups that could not be read', { targetGroupIds: undefined }, IN_FINANCE),
    unknown('a group that hides its members', { targetUnseenGroupIds: [FINANCE] }, IN_FINANCE),
  ],
  'account-younger-than': [
    is('made now', { targetCreatedAt: NOW }, YOUNG),
    is('made by a clock that is ahead', { targetCreatedAt: NOW + 60_000 }, YOUNG),
    is('made 30 days ago, less a moment', { targetCreatedAt: NOW - 30 * DAY + 1 }, YOUNG),
    isNot('made 30 days ago', { targetCreatedAt: NOW - 30 * DAY }, YOUNG),
    isNot('made years ago', { targetCreatedAt: NOW - 4_000 * DAY }, YOUNG),
    isNot('made yesterday, where a day is meant', { targetCreatedAt: NOW - DAY }, { days: 1 }),
    unknown('made nobody knows when', { targetCreatedAt: undefined }, YOUNG),
  ],
  'namesake-exists': [
    is('somebody with the same name', { targetNamesakes: ['Anna Svensson'] }),
    is('several with a similar one', { targetNamesakes: ['Anna Svenson', 'Hanna Svensson'] }),
    isNot('nobody', { targetNamesakes: [] }),
    unknown('nobody knows who', { targetNamesakes: undefined }),
  ],
  'changed-lately': [
    is('changed now', { targetChangedAt: NOW }),
    is('changed by a clock that is ahead', { targetChangedAt: NOW + 60_000 }),
    is('changed a day ago, less a moment', { targetChangedAt: NOW - DAY + 1 }),
    isNot('changed a day ago', { targetChangedAt: NOW - DAY }),
    isNot('changed years ago', { targetChangedAt: NOW - 2_000 * DAY }),
    unknown('changed nobody knows when', { targetChangedAt: undefined }),
  ],
  'requester-resets': [
    isNot('the first of the hour', resets(0), MANY),
    isNot('the third of the hour', resets(2), MANY),
    is('the fourth of the hour', resets(3), MANY),
    is('one of very many', resets(90), MANY),
    is('the first, where none goes without', resets(0), { moreThan: 0 }),
  ],
};

/** The same for any setting and anything that is known: whether a rule matches. */
const MATCHES: Readonly<Record<string, (rule: FileRule, known: Circumstances) => boolean>> = {
  always: () => true,
  action: () => true,
  'target-holds-role': ({ roles, eligible }, known) => {
    if (!known.targetRoles || known.targetGuardsRoles !== false) return true;
    if (known.targetRoles.some(({ templateId }) => !Array.isArray(roles) || roles.includes(templateId))) return true;
    return known.targetEligibilityUnknown !== false && eligible !== 'where-readable';
  },
  'target-in-group': ({ groups }, { targetGroupIds, targetUnseenGroupIds }) =>
    !targetGroupIds ||
    [...targetGroupIds, ...targetUnseenGroupIds].some(id => Array.isArray(groups) && groups.includes(id)),
  'account-younger-than': ({ days }, { targetCreatedAt, now }) =>
    targetCreatedAt === undefined || (now - targetCreatedAt) / 86_400_000 < Number(days),
  'namesake-exists': (_, { targetNamesakes }) => targetNamesakes?.length !== 0,
  'changed-lately': (_, { targetChangedAt, now }) =>
    targetChangedAt === undefined || targetChangedAt > now - 24 * 60 * 60 * 1_000,
  'requester-resets': ({ moreThan }, { startedByRequester }) => startedByRequester.hour + 1 > Number(moreThan),
};

/** Whether this rule says something of this request. */
export function counts(rule: FileRule, known: Circumstances): boolean {
  const isForIt = rule.action === undefined || rule.action === known.action;
  return isForIt && MATCHES[rule.when]?.(rule, known) === true;
}
