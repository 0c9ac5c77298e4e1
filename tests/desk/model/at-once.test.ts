import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runs } from '../../support/runs.ts';
import { type Act, manyAtOnce } from './events.ts';
import { type Turns, turns } from './interleaving.ts';
import { POLICIES } from './policies.ts';
import { atOnce, Runner } from './run.ts';
import type { World } from './world.ts';

const SEED = 20_260_303;
const RUNS = runs(100);
const PROCESSES = 4;
const TWO_PERSONS_BY_ROLE = 0;

const act = (does: Act['does'], more: Partial<Act> = {}): Act => ({
  does,
  action: 'reset-password',
  target: 'anna',
  request: 0,
  signOut: false,
  personal: false,
  several: false,
  ...more,
});

describe('the desk, with clicks at the same moment in several processes', () => {
  const runner = new Runner();
  const property = (story: (world: World, order: Turns) => Promise<void>, policy = TWO_PERSONS_BY_ROLE) =>
    fc.assert(
      fc.asyncProperty(turns(), order =>
        runner.inWorld(policy, true, async world => {
          await story(world, order);
          await world.end();
        }),
      ),
      { seed: SEED, numRuns: RUNS },
    );

  it('resets once for many confirms of one request', () =>
    property(async (world, order) => {
      await atOnce(world, [act('ask')], order);
      await atOnce(world, Array(PROCESSES).fill(act('confirm')), order);
      assert.equal(world.ledger.calls, 1);
    }));

  it('approves and resets once for many approvals of one request', () =>
    property(async (world, order) => {
      await atOnce(world, [act('ask', { target: 'rolf' })], order);
      await atOnce(world, [act('confirm')], order);
      const approvers = ['gunnar', 'ulla', 'gunnar', 'ulla'];
      await atOnce(
        world,
        approvers.map(who => act('approve', { who })),
        order,
      );
      assert.equal(world.ledger.calls, 1);
    }));

  it('holds a target for one of two requests', () =>
    property(async (world, order) => {
      await atOnce(world, [act('ask'), act('ask', { who: 'ulla' })], order);
      await atOnce(world, [act('confirm'), act('confirm', { request: 1 })], order);
      assert.equal(world.ledger.calls, 1);
    }));

  it('lets no more resets through than the limit', () =>
    property(async (world, order) => {
      const targets = ['anna', 'nils', 'rolf'];
      await atOnce(
        world,
        targets.map(target => act('ask', { target })),
        order,
      );
      await atOnce(
        world,
        targets.map((_, request) => act('confirm', { request })),
        order,
      );
      assert.equal(world.ledger.calls, POLICIES[2]?.policy.limits.perRequester.hour);
    }, 2));

  it('keeps its promises whatever is clicked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(POLICIES.length - 1),
        manyAtOnce(),
        manyAtOnce(),
        turns(),
        (policy, first, second, order) =>
          runner.inWorld(policy, true, async world => {
            for (const acts of [[act('ask'), act('ask', { target: 'rolf' })], first, second]) {
              await atOnce(world, acts, order);
              await world.end();
            }
          }),
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
