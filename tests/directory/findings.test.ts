import assert from 'node:assert/strict';
import type { ActionKind } from '../../src/action-kinds.ts';
import type { Findings } from '../../src/desk/actions/kept.ts';
import type { TargetQuery } from '../../src/desk/request/errand.ts';
import type { DirectoryOptions } from '../../src/directory/directory.ts';
import type { GraphItemRecord } from '../../src/directory/graph-calls.ts';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { serial } from '../support/round-trips.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const PASS: ActionKind = 'temporary-access-pass';
const ANNA = 'anna.svensson@fjallvind.example';
const PASSES = 'temporaryAccessPassMethods';
const POLICY = 'authenticationMethodConfigurations/TemporaryAccessPass';
const USUAL_POLICY = {
  enabled: true,
  included: { everybody: true, groupIds: [], userIds: [] },
  excluded: { everybody: false, groupIds: [], userIds: [] },
  shortest: 60,
  longest: 480,
  usual: 60,
  onceOnly: false,
};

describe('directory: what a pass needs to know', () => {
  let harness: Harness;
  const untold: GraphItemRecord[] = [];
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(async () => {
    untold.length = 0;
    await harness.reset();
  });
  after(() => harness.stop());

  function as(requester: string, options: Partial<DirectoryOptions> = {}, scopes?: readonly string[]) {
    const onItemFailed = (item: GraphItemRecord) => untold.push(item);
    return harness.as(requester, { onItemFailed, ...options }, scopes);
  }

  /** What examining Anna finds, in one round trip. */
  async function examine(
    requester: string = PEOPLE.johannaAuthentication,
    options: Partial<DirectoryOptions> = {},
    scopes?: readonly string[],
  ): Promise<Findings | undefined> {
    const { target } = await (await as(requester, options, scopes)).examine(PEOPLE.annaMember, { action: PASS });
    assert.ok(target);
    assert.equal((await harness.calls()).length, 1, 'round trips');
    return target.findings;
  }

  async function givePass() {
    const given = await (await as(PEOPLE.johannaAuthentication)).givePass(PEOPLE.annaMember, {
      once: true,
      minutes: 60,
    });
    assert.ok(given.kind === 'accepted' && given.made);
    await harness.control('DELETE', 'calls');
    return given.made.what;
  }

  async function itemsRead(): Promise<string[]> {
    return (await harness.calls()).flatMap(call => call.batch ?? []).map(({ url }) => url);
  }

  const WAYS: [what: string, query: TargetQuery, trips: number][] = [
    ['a sign-in name', { by: 'address', value: ANNA }, 1],
    ['an object id', { by: 'object-id', value: PEOPLE.annaMember }, 1],
    ['a name', { by: 'name', value: 'Anna Svensson' }, 2],
    ['an address that is no sign-in name', { by: 'address', value: 'gina.rossi@gmail.example' }, 2],
    ['an employee number', { by: 'employee-number', value: '1005' }, 2],
  ];
  for (const [what, query, trips] of WAYS) {
    it(`is read with whoever is found by ${what}, in no round trip more`, async () => {
      const { finding } = await (await as(PEOPLE.johannaAuthentication)).find(query, PASS);
      assert.ok(finding.kind === 'one', finding.kind);
      assert.deepEqual(finding.target.findings, { policy: USUAL_POLICY, present: 'none' });
      assert.equal((await harness.calls()).length, trips);
    });
  }

  it('is read with a target by id, next to an approver, at the same time', async () => {
    const approver = { id: PEOPLE.karinGlobal, chatId: PEOPLE.erikHelpdesk };
    await harness.fault({ pathPattern: '/\\$batch', times: null, delayMs: 100 });
    const session = await as(PEOPLE.johannaAuthentication);
    const examined = await session.examine(PEOPLE.annaMember, { action: PASS, approver });
    assert.deepEqual(examined.target?.findings, { policy: USUAL_POLICY, present: 'none' });
    assert.equal(examined.approver?.account, 'in-use');
    const calls = await harness.calls();
    assert.equal(calls.length, 2);
    assert.equal(serial(calls), 1);
  });

  it('is not read for a reset, nor where no action is named', async () => {
    const session = await as(PEOPLE.johannaAuthentication);
    const found = [
      await session.examine(PEOPLE.annaMember, { action: 'reset-password' }),
      await session.examine(PEOPLE.annaMember),
    ];
    for (const { target } of found) assert.equal(target?.findings, undefined);
    for (const action of ['reset-password', undefined] as const) {
      const { finding } = await session.find({ by: 'name', value: 'Anna Svensson' }, action);
      assert.ok(finding.kind === 'one');
      assert.equal(finding.target.findings, undefined);
    }
    assert.deepEqual(
      (await itemsRead()).filter(url => url.includes(PASSES) || url.includes('/policies/')),
      [],
    );
  });

  it('is the pass that the person has', async () => {
    const what = await givePass();
    assert.deepEqual((await examine())?.present, { ...what, state: 'usable' });
  });

  it('is the policy as it is now, with its groups', async () => {
    const temporaryAccessPass = {
      state: 'disabled',
      includeTargets: [{ targetType: 'user', id: ANNA }],
      minimumLifetimeInMinutes: 10,
      isUsableOnce: true,
    };
    await harness.control('PUT', 'tenant', { temporaryAccessPass });
    assert.deepEqual((await examine())?.policy, {
      ...USUAL_POLICY,
      enabled: false,
      included: { everybody: false, groupIds: [], userIds: [PEOPLE.annaMember] },
      shortest: 10,
      onceOnly: true,
    });
  });

  describe('is not known, which is not none', () => {
    it('to a role that may read neither, and that is nothing for the log', async () => {
      await givePass();
      assert.deepEqual(await examine(PEOPLE.erikHelpdesk), { policy: undefined, present: undefined });
      assert.deepEqual(untold, []);
    });

    it('of the policy without the permission for it', async () => {
      const required = PERMISSIONS.broad.filter(({ without }) => without === undefined).map(({ scope }) => scope);
      const findings = await examine(PEOPLE.johannaAuthentication, {}, required);
      assert.deepEqual(findings, { policy: undefined, present: 'none' });
      assert.deepEqual(untold, []);
    });

    for (const status of [400, 403, 404, 429, 500, 503]) {
      it(`where it answers ${status}: nobody waits for it, and all else is there`, async () => {
        await givePass();
        await harness.fault({ pathPattern: `${PASSES}|${POLICY}`, times: null, status });
        assert.deepEqual(await examine(), { policy: undefined, present: undefined });
        assert.deepEqual(harness.waited, []);
        assert.equal(untold.length, status < 500 ? 0 : 2);
      });
    }

    it('where the answers are odd', async () => {
      await harness.fault({ pathPattern: `${PASSES}|${POLICY}`, times: null, status: 200, body: { value: [{}] } });
      assert.deepEqual(await examine(), { policy: undefined, present: undefined });
    });
  });

  it('asks to sign in again where the sign-in is not enough', async () => {
    for (const pathPattern of [PASSES, POLICY]) {
      await harness.reset();
      await harness.fault({ pathPattern, times: null, status: 403, code: 'insufficient_claims' });
      const session = await as(PEOPLE.johannaAuthentication);
      await assertTrouble('sign-in-again', session.examine(PEOPLE.annaMember, { action: PASS }));
    }
  });

  it('names no person in the log of what failed', async () => {
    await harness.fault({ pathPattern: `${PASSES}|${POLICY}`, times: null, status: 500 });
    await examine();
    assert.deepEqual(untold.map(({ path }) => path).sort(), [
      '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
      '/users/{id}/authentication/temporaryAccessPassMethods',
    ]);
  });
});
