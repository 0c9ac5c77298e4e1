import assert from 'node:assert/strict';
import type { PassPolicy } from '../../../src/sandbox/tenant/pass-model.ts';
import { codeOf, valuesOf } from './graph-fixture.ts';
import { ANNA, MINUTE, passSetup, refusalIn } from './pass-fixture.ts';

function tenantWith(change: Partial<PassPolicy>) {
  const sandbox = passSetup();
  sandbox.tenant.passes.policy = { ...sandbox.tenant.passes.policy, ...change };
  const made = async (body: object) => (await sandbox.give(ANNA, { body })).body;
  return { ...sandbox, made, refused: async (body: unknown) => refusalIn(await sandbox.give(ANNA, { body })) };
}

describe('sandbox Graph: what a pass is to be', () => {
  it('is as long and as often usable as the policy says where nothing is said', async () => {
    const { made } = tenantWith({ defaultLifetimeInMinutes: 120, isUsableOnce: true, defaultLength: 20 });
    for (const body of [{}, { lifetimeInMinutes: null, isUsableOnce: null, startDateTime: null }]) {
      const { lifetimeInMinutes, isUsableOnce, temporaryAccessPass } = await made(body);
      assert.deepEqual([lifetimeInMinutes, isUsableOnce, String(temporaryAccessPass).length], [120, true, 20]);
    }
  });

  it('lasts within the range of the policy', async () => {
    const { made, refused } = tenantWith({});
    for (const lifetimeInMinutes of [60, 480]) {
      assert.equal((await made({ lifetimeInMinutes })).lifetimeInMinutes, lifetimeInMinutes);
    }
    for (const lifetimeInMinutes of [59, 481, 10, 0, -60]) {
      assert.deepEqual(await refused({ lifetimeInMinutes }), [
        400,
        'badRequest',
        'Invalid LifetimeInMinutes specified. The valid range between 60 and 480.',
      ]);
    }
    const other = tenantWith({ minimumLifetimeInMinutes: 10, maximumLifetimeInMinutes: 43_200 });
    assert.match((await other.refused({ lifetimeInMinutes: 43_201 }))[2], /between 10 and 43200/);
    assert.equal((await other.made({ lifetimeInMinutes: 43_200 })).isUsable, true);
  });

  it('repeats the message inside, as that API does', async () => {
    const { give } = passSetup();
    const { body } = await give(ANNA, { body: { lifetimeInMinutes: 1 } });
    const { message, innerError } = Object(body.error);
    assert.equal(innerError.message, message);
  });

  it('works once where it is asked for, and always where the policy says so', async () => {
    const { made, refused } = tenantWith({});
    assert.equal((await made({ isUsableOnce: true })).isUsableOnce, true);
    assert.equal((await made({ isUsableOnce: false })).isUsableOnce, false);
    const strict = tenantWith({ isUsableOnce: true });
    assert.deepEqual((await strict.refused({ isUsableOnce: false })).slice(0, 2), [400, 'badRequest']);
    assert.deepEqual(valuesOf(await strict.list()), []);
    assert.equal((await strict.made({ isUsableOnce: true })).isUsableOnce, true);
    assert.deepEqual((await refused({ isUsableOnce: 'yes' })).slice(0, 2), [400, 'BadRequest']);
  });

  it('begins later where it is asked for, in whole seconds', async () => {
    const { made, list, clock } = tenantWith({});
    const { startDateTime, isUsable, methodUsabilityReason } = await made({
      startDateTime: '2026-01-15T11:30:00.700+01:00',
    });
    assert.deepEqual([startDateTime, isUsable, methodUsabilityReason], ['2026-01-15T10:30:00Z', false, 'NotYetValid']);
    const reason = async () => valuesOf(await list())[0]?.methodUsabilityReason;
    clock.advance(59 * MINUTE + 59_099);
    assert.equal(await reason(), 'NotYetValid');
    clock.advance(1);
    assert.equal(await reason(), 'EnabledByPolicy');
    clock.advance(60 * MINUTE - 1);
    assert.equal(await reason(), 'EnabledByPolicy');
    clock.advance(1);
    assert.equal(await reason(), 'Expired');
  });

  it('is not over before it begins', async () => {
    const { made, refused, clock } = tenantWith({});
    clock.advance(100);
    assert.equal((await made({ startDateTime: '2026-01-15T08:30:02Z' })).isUsable, true);
    assert.deepEqual((await refused({ startDateTime: '2026-01-15T08:30:01Z' })).slice(0, 2), [400, 'badRequest']);
  });

  const MALFORMED: readonly [title: string, body: unknown][] = [
    ['no body', undefined],
    ['a list', []],
    ['a text', 'x'],
    ['a lifetime in words', { lifetimeInMinutes: '60' }],
    ['a lifetime with a fraction', { lifetimeInMinutes: 60.5 }],
    ['a date without a time', { startDateTime: '2026-01-16' }],
    ['a time of no zone', { startDateTime: '2026-01-16T09:00:00' }],
    ['a day that is none', { startDateTime: '2026-13-45T09:00:00Z' }],
    ['a number as a start', { startDateTime: 1_800_000_000_000 }],
    ['a secret of its own', { temporaryAccessPass: 'Tq7+kP#x' }],
    ['a property that it does not have', { shoeSize: 43 }],
  ];
  for (const [title, body] of MALFORMED) {
    it(`400 for ${title}, and nothing is made`, async () => {
      const { give, list } = passSetup();
      const answer = await give(ANNA, { body });
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
      assert.deepEqual(valuesOf(await list()), []);
    });
  }
});
