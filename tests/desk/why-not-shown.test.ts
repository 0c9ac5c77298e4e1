import assert from 'node:assert/strict';
import { show } from '../../src/desk/handover.ts';
import type { Requester, RoleHolding } from '../../src/desk/judging/people-as-read.ts';
import type { DirectorySession } from '../../src/desk/ports.ts';
import type { In } from '../../src/desk/request/request.ts';
import { DirectoryError } from '../../src/errors.ts';
import { DeskBench } from './support/desk-bench.ts';
import { PLACE } from './support/requests.ts';

const HELPDESK: RoleHolding = {
  templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  name: 'Helpdesk Administrator',
  listed: true,
};
const READER: RoleHolding = {
  templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  name: 'Reports Reader',
  listed: true,
};

const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

describe('Whether the requester may see the password', () => {
  let bench: DeskBench;
  let request: In<'carried-out'>;
  beforeEach(async () => {
    bench = new DeskBench();
    request = await bench.putReset(PASSWORD);
  });
  afterEach(() => bench.dispose());

  /** The directory as it finds the requester at the press. */
  function finds(who: Partial<Requester>, accountEnabled?: boolean, scoped?: readonly RoleHolding[]): DirectorySession {
    return {
      ...bench.session,
      examine: async id => {
        const { requester, target } = await bench.session.examine(id);
        const account = target && { ...target.account, accountEnabled };
        return { requester: { ...requester, ...who }, target: target && account && { ...target, account } };
      },
      scopedRolesOf: async () => scoped,
    };
  }
  const shown = (session: DirectorySession) =>
    show(bench.desk, session, request, { does: 'show', by: request.requester, at: PLACE });
  const unit = { ...HELPDESK, listed: false, unit: { id: 'unit-1', restricted: false } };

  for (const [what, who, enabled, scoped] of [
    ['a role for the whole tenant', {}, true, undefined],
    ['a role in a unit', { roles: [unit] }, true, undefined],
    ['a role in a unit that comes through a group', { roles: [], roleGroupIds: ['group-1'] }, true, [unit]],
  ] as const) {
    it(`yes: an enabled account with ${what}`, async () => {
      const answer = await shown(finds(who, enabled, scoped));
      assert.equal(answer.kind === 'shown' && answer.secret, PASSWORD);
    });
  }

  for (const [what, who, enabled, rule] of [
    ['the account is blocked', {}, false, 'requester-blocked'],
    ['the account is blocked and has no role', { roles: [] }, false, 'requester-blocked'],
    ['it could not be read whether the account is blocked', {}, undefined, 'requester-roles-unknown'],
    ['no role is left', { roles: [] }, true, 'show-without-role'],
    ['no role is left that resets passwords', { roles: [READER] }, true, 'show-without-role'],
    ['the roles could not be read', { roles: undefined }, true, 'requester-roles-unknown'],
    ['it is somebody else’s sign-in', { id: 'somebody-else' }, true, 'signed-in-as-another'],
  ] as const) {
    it(`no, on record, and nothing is erased: ${what}`, async () => {
      const answer = await shown(finds(who, enabled));
      assert.equal(answer.kind === 'refused' && answer.refusal.rule, rule);
      const { store } = bench.desk;
      assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
      const row = (await store.auditTrail()).at(-1);
      assert.deepEqual([row.event, row.rule, row.detail, row.requestId], ['not-allowed', rule, 'show', request.id]);
      const present = await bench.present(request);
      assert.equal(present?.state === 'carried-out' && present.sealed, request.sealed);
    });
  }

  it('not known where the directory fails: the error is the caller’s, and nothing is erased', async () => {
    const fails = {
      ...bench.session,
      examine: () => Promise.reject(new DirectoryError('unavailable', 'Graph is down')),
    };
    await assert.rejects(shown(fails), DirectoryError);
    assert.equal((await bench.present(request))?.state, 'carried-out');
  });
});
