import assert from 'node:assert/strict';
import type { Requester, RoleHolding } from '../../src/desk/judging/account.ts';
import { mayNotShow } from '../../src/desk/may-show.ts';
import type { DirectorySession } from '../../src/desk/ports.ts';
import type { ResetRequest } from '../../src/desk/request/request.ts';
import { DirectoryError } from '../../src/errors.ts';
import { DeskBench } from './support/desk-bench.ts';

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

describe('Whether the requester may see the password', () => {
  let bench: DeskBench;
  let request: ResetRequest;
  beforeEach(async () => {
    bench = new DeskBench();
    request = await bench.putReset('Dk4x-7txw-m4xz-q8xk');
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
  const unit = { ...HELPDESK, listed: false, unit: { id: 'unit-1', restricted: false } };

  for (const [what, who, enabled, scoped] of [
    ['a role for the whole tenant', {}, true, undefined],
    ['a role in a unit', { roles: [unit] }, true, undefined],
    ['a role in a unit that comes through a group', { roles: [], roleGroupIds: ['group-1'] }, true, [unit]],
  ] as const) {
    it(`yes: an enabled account with ${what}`, async () => {
      assert.equal(await mayNotShow(bench.desk, finds(who, enabled, scoped), request), undefined);
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
      const refused = await mayNotShow(bench.desk, finds(who, enabled), request);
      assert.equal(refused?.rule, rule);
      const { store } = bench.desk;
      assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
      const row = (await store.auditTrail()).at(-1);
      assert.deepEqual([row.event, row.rule, row.detail, row.requestId], ['not-allowed', rule, 'show', request.id]);
      assert.equal((await bench.present(request))?.sealedPassword, request.sealedPassword);
    });
  }

  it('not known where the directory fails: the error is the caller’s, and nothing is erased', async () => {
    const fails = {
      ...bench.session,
      examine: () => Promise.reject(new DirectoryError('unavailable', 'Graph is down')),
    };
    await assert.rejects(mayNotShow(bench.desk, fails, request), DirectoryError);
    assert.equal((await bench.present(request))?.state, 'reset');
  });
});
