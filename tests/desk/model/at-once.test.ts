import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AuditEvent } from '../../../src/desk/request/audit-entry.ts';
import { runs } from '../../support/runs.ts';
import { manyAtOnce } from './any-event.ts';
import type { Act } from './events.ts';
import { type Turns, turns } from './interleaving.ts';
import { POLICIES } from './policies.ts';
import { atOnce, Runner } from './run.ts';
import { SHOWN_OR_TWO_PERSONS, WORD_OR_TWO_PERSONS } from './way.ts';
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

  const SHOWN = [act('ask'), act('ask-proof'), act('answer')];
  const inTurn = async (world: World, acts: readonly Act[], order: Turns) => {
    for (const each of acts) await atOnce(world, [each], order);
  };
  const saying = (says: 'right' | 'wrong', kind: 'number-match' | 'manager' = 'number-match') => ({
    about: { kind, says, earlier: 0 },
  });
  const rowsOf = async (world: World, ...events: AuditEvent[]) => {
    const ids = [...world.requests.keys()];
    const rows = (await Promise.all(ids.map(id => world.store.auditTrail(id)))).flat();
    return rows.filter(({ event }) => events.some(each => each === event)).map(({ event }) => event);
  };

  it('takes one answer to an ask, whichever of them comes first', () =>
    property(async (world, order) => {
      await inTurn(world, SHOWN.slice(0, 2), order);
      const answers = ['right', 'wrong', 'right', 'wrong'] as const;
      await atOnce(
        world,
        answers.map(says => act('answer', saying(says))),
        order,
      );
      assert.equal((await rowsOf(world, 'proof-given', 'proof-not-given')).length, 1);
    }, SHOWN_OR_TWO_PERSONS));

  it('asks once for many presses, and asks nobody more often than that', () =>
    property(async (world, order) => {
      await inTurn(world, SHOWN.slice(0, 1), order);
      await atOnce(world, Array(PROCESSES).fill(act('ask-proof')), order);
      const [request] = world.requests.values();
      assert.equal(request?.caller?.asks.length, 1);
      const [counted, takenBack] = [await rowsOf(world, 'proof-asked'), await rowsOf(world, 'proof-not-asked')];
      assert.equal(counted.length - takenBack.length, 1);
    }, SHOWN_OR_TWO_PERSONS));

  it('keeps an alarm once for many presses', () =>
    property(async (world, order) => {
      await inTurn(world, SHOWN.slice(0, 2), order);
      await atOnce(world, Array(PROCESSES).fill(act('alarm')), order);
      assert.deepEqual(await rowsOf(world, 'alarm-raised', 'request-refused'), ['request-refused', 'alarm-raised']);
    }, SHOWN_OR_TWO_PERSONS));

  const CONFIRMED = [...SHOWN, act('confirm')];
  const LOST = { resets: ['lost-before'], trouble: 'change-unreadable' } as const;
  for (const [title, before, against, around] of [
    ['a confirm', SHOWN, act('confirm')],
    ['an approval', [act('ask', { target: 'rolf' }), ...SHOWN.slice(1), act('confirm')], act('approve')],
    ['a press of Show', CONFIRMED, act('show')],
    ['a handover', CONFIRMED, act('hand-over')],
    ['a further try', CONFIRMED, act('retry'), LOST],
    ['a sweep', CONFIRMED, act('stall'), LOST],
    ['an answer', SHOWN.slice(0, 2), act('answer')],
    ['an end of the request', SHOWN, act('cancel')],
    ['another alarm', SHOWN, act('alarm')],
  ] as const) {
    it(`shows nothing after an alarm that comes with ${title}, and calls for nothing after it`, () =>
      property(async (world, order) => {
        if (around) world.begin({ ...around, resets: [...around.resets] });
        await inTurn(world, before, order);
        await world.end();
        await atOnce(world, [act('alarm'), against, act('show')], order);
        const shown = (await rowsOf(world, 'password-shown')).length;
        await inTurn(world, [act('show'), act('retry'), act('run'), act('confirm'), act('show')], order);
        assert.equal((await rowsOf(world, 'password-shown')).length, shown);
      }, SHOWN_OR_TWO_PERSONS));
  }

  it('calls for nothing against an alarm of another request about the same person', () =>
    property(async (world, order) => {
      await inTurn(world, [...SHOWN.slice(0, 2), act('ask', { who: 'ulla' })], order);
      await atOnce(world, [act('alarm', { request: 1 }), act('confirm', { who: 'ulla' })], order);
      await atOnce(world, [act('show', { who: 'ulla' }), act('confirm', { who: 'ulla' })], order);
    }, WORD_OR_TWO_PERSONS));

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
