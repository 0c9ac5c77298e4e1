import type { ActingRole, Standing } from '../../../src/desk/judging/authority.ts';
import type { RoleHolding } from '../../../src/desk/judging/people-as-read.ts';

const OUTSIDE_THE_TABLE = '29232cdf-9323-42fd-ade2-1d097af3e4de';

/** As the page says it. */
export const yesOrNo = (yes: boolean) => (yes ? 'Yes' : '–');

export const UNIT = { A: { id: 'a', restricted: false }, R: { id: 'r', restricted: true } };

export const held = (templateId: string, unit?: RoleHolding['unit']): RoleHolding => ({
  templateId,
  name: templateId,
  unit,
  listed: !unit,
});

export const NOBODY: Standing = { roles: [], guardsRoles: false, units: [] };
export const GUARD: Standing = { ...NOBODY, guardsRoles: true };
export const holding = (...roles: RoleHolding[]): Standing => ({ ...NOBODY, roles });

/** The rows of a table of who may do it to whom that are no role. */
export function standingsWithoutRow(acting: readonly ActingRole[]): Readonly<Record<string, readonly Standing[]>> {
  return {
    'No administrator role': [NOBODY],
    'No administrator role, but member or owner of a role-assignable group': [GUARD],
    'Holds a role that is scoped to a restricted management administrative unit': acting
      .filter(role => role.unitScoped)
      .map(role => holding(held(role.templateId, UNIT.R))),
    'Any other built-in role, and every custom role': [
      holding(held(OUTSIDE_THE_TABLE)),
      holding({ ...held('a-custom-role'), listed: false }),
    ],
  };
}
