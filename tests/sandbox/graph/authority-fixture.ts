import { authorityToReset } from '../../../src/sandbox/graph/authority.ts';
import type { UserPatch } from '../../../src/sandbox/tenant/model.ts';
import { setup, upn } from './graph-fixture.ts';

/** Linnea acts, Anna is the target: both come without a role. */
export function pair(actorPatch: UserPatch, targetPatch: UserPatch) {
  const sandbox = setup();
  sandbox.patch('linnea.strand', actorPatch);
  sandbox.patch('anna.svensson', targetPatch);
  const decide = () => authorityToReset(sandbox.tenant, sandbox.id('linnea.strand'), sandbox.id('anna.svensson'));
  return { ...sandbox, decide, attempt: () => sandbox.reset(upn('anna.svensson'), { as: 'linnea.strand' }) };
}

function unitScope(name: string): string {
  const unit = setup().tenant.administrativeUnits.find(one => one.displayName === name);
  if (!unit) throw new Error(`No unit ${name}.`);
  return `/administrativeUnits/${unit.id}`;
}

/** Scopes of an ordinary unit and of one with restricted management. */
export const STOCKHOLM = unitScope('Stockholm office');
export const EXECUTIVE = unitScope('Executive office');

/** Gives a role, in the whole directory unless a scope is named. */
export const role = (name: string, directoryScopeId = '/'): UserPatch => ({
  assignRoles: [{ role: name, directoryScopeId }],
});
