import assert from 'node:assert/strict';
import { MINUTE } from '../../store/samples.ts';
import { perform } from '../model/acts.ts';
import type { Act } from '../model/events.ts';
import { Runner } from '../model/run.ts';
import { holdAt } from '../model/standing-still.ts';
import { idle, pass } from '../model/sweeping.ts';
import type { World } from '../model/world.ts';

const LONG = { once: true, minutes: 1_440 };

/** What chance finds too seldom: a process stands still after Graph has answered, or while it takes a pass back. */
describe('a process that stands still over a pass', () => {
  const runner = new Runner();
  const inWorld = (story: (world: World) => Promise<void>) =>
    runner.inWorld(0, true, async world => {
      await does(world, 'ask');
      await story(world);
      await world.end();
    });

  it('hands over nothing that another one has found and deleted meanwhile', () =>
    inWorld(async world => {
      const slow = held(world, 'confirm', 'store.replace(pass-made)');
      await slow.reached;
      await pass(world, 3 * MINUTE);
      assert.equal(world.entra.passes.of('anna'), undefined, 'it was found and deleted');
      await slow.goesOn();
      assert.equal(stateOf(world), 'unknown');
      await does(world, 'retry');
      await isShown(world);
    }));

  it('hands over what nobody has looked for meanwhile', () =>
    inWorld(async world => {
      const slow = held(world, 'confirm', 'store.replace(pass-made)');
      await slow.reached;
      idle(world, 3 * MINUTE);
      await slow.goesOn();
      await isShown(world);
    }));

  it('hands over nothing that another one is about to delete', () =>
    inWorld(async world => {
      const slow = held(world, 'confirm', 'store.replace(pass-made)');
      await slow.reached;
      idle(world, 3 * MINUTE);
      const deleting = held(world, 'sweep', 'directory.withdrawPass');
      await deleting.reached;
      await slow.goesOn();
      await deleting.goesOn();
      assert.deepEqual([stateOf(world), world.entra.passes.of('anna')], ['unknown', undefined]);
      await does(world, 'retry');
      await isShown(world);
    }));

  it('deletes nothing that another one has made meanwhile', () =>
    inWorld(async world => {
      world.begin({ resets: ['lost-after'], trouble: 'passes-unreadable' });
      await does(world, 'confirm');
      await world.end();
      const first = held(world, 'retry', 'directory.withdrawPass');
      await first.reached;
      await does(world, 'retry');
      assert.equal(stateOf(world), 'carried-out');
      await first.goesOn();
      await isShown(world);
    }));

  it('deletes nothing that another one has just made, and not put on record yet', () =>
    inWorld(async world => {
      world.begin({ resets: ['lost-before'], trouble: 'none' });
      await does(world, 'confirm');
      await world.end();
      const looking = held(world, 'retry', 'directory.readPass');
      await looking.reached;
      const making = held(world, 'retry', 'store.replace(pass-made)');
      await making.reached;
      await looking.goesOn();
      await making.goesOn();
      await isShown(world);
    }));

  it('makes no second one where two try again at the same moment', () =>
    inWorld(async world => {
      world.begin({ resets: ['lost-after'], trouble: 'passes-unreadable' });
      await does(world, 'confirm');
      await world.end();
      const [one, other] = [held(world, 'retry', 'directory.readPass'), held(world, 'retry', 'directory.readPass')];
      await Promise.all([one.reached, other.reached]);
      await one.goesOn();
      await other.goesOn();
      assert.equal(world.ledger.passes.calls, 2, 'the first call, and one more');
      await isShown(world);
    }));

  it('leaves the pass of whoever has taken over alone', () =>
    inWorld(async world => {
      world.begin({ resets: ['lost-before'], trouble: 'passes-unreadable' });
      await does(world, 'confirm');
      await world.end();
      await does(world, 'ask', { who: 'gunnar' });
      const slow = held(world, 'retry', 'directory.readPass', { request: 1 });
      await slow.reached;
      await does(world, 'take-over');
      await does(world, 'confirm');
      await slow.goesOn();
      await isShown(world);
    }));
});

/** Does something with the latest request, in a process of its own. */
function does(world: World, what: Act['does'], more: Partial<Act> = {}): Promise<void> {
  return perform(world, world.process(), act(what, more));
}

/** The same, but that the process stands still before this call of a port. */
function held(world: World, what: Act['does'], point: string, more: Partial<Act> = {}) {
  const hold = holdAt(place => place.endsWith(`: ${point}`));
  const done = perform(world, world.process({ yieldTo: hold.yieldTo }), act(what, more));
  return {
    reached: Promise.race([hold.reached, done.then(() => assert.fail(`it does not come to ${point}`))]),
    goesOn: () => {
      hold.release();
      return done;
    },
  };
}

function act(what: Act['does'], more: Partial<Act>): Act {
  const usual = { target: 'anna', request: 0, signOut: false, personal: false, several: false, terms: LONG };
  return { action: 'temporary-access-pass', ...usual, does: what, ...more };
}

function stateOf(world: World): string | undefined {
  return [...world.requests.values()].at(-1)?.state;
}

/** The latest request has a pass, which works. */
async function isShown(world: World): Promise<void> {
  await world.end();
  const request = [...world.requests.values()].at(-1);
  assert.equal(request?.state, 'carried-out');
  const present = world.entra.passes.of('anna');
  assert.equal(present?.what.id, request.made?.id);
  await does(world, 'show');
}
