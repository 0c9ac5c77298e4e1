import assert from 'node:assert/strict';
import type { Request } from '../../../src/desk/request/request.ts';
import { MINUTE } from '../../store/samples.ts';
import { some } from '../../support/runs.ts';
import { perform } from '../model/acts.ts';
import type { Act, CallFault } from '../model/events.ts';
import { sealedIn } from '../model/ledger.ts';
import type { RefusedRepeat } from '../model/reset-calls.ts';
import { Runner } from '../model/run.ts';
import { pass } from '../model/sweeping.ts';
import type { World } from '../model/world.ts';

const SECOND = 1_000;
const ONE_PERSON = 0;
const LOST: readonly CallFault[] = ['lost-before', 'lost-after', 'lost-late'];
/** How long a change stays invisible: it is seen at once, after the click, after two sweeps, never. */
const LAGS = [0, 20 * SECOND, 2 * MINUTE, Number.POSITIVE_INFINITY];
const AHEAD = [0, 25 * SECOND, -25 * SECOND, 90 * SECOND, -90 * SECOND, 10 * MINUTE, -10 * MINUTE];
const REPEATS: readonly { title: string; fault: CallFault; refuses: RefusedRepeat }[] = [
  { title: 'accepted', fault: 'none', refuses: 'no' },
  { title: 'refused by the history', fault: 'none', refuses: 'weak' },
  { title: 'refused without a reason', fault: 'none', refuses: 'not-possible' },
  { title: 'refused by Windows Server AD', fault: 'none', refuses: 'operation' },
  { title: 'refused whatever is in force', fault: 'weak', refuses: 'no' },
  { title: 'denied', fault: 'denied', refuses: 'no' },
  { title: 'throttled', fault: 'busy', refuses: 'no' },
  { title: 'answered with 404', fault: 'gone', refuses: 'no' },
  { title: 'lost before its effect', fault: 'lost-before', refuses: 'weak' },
  { title: 'lost after its effect', fault: 'lost-after', refuses: 'operation' },
];

interface Case {
  target: 'anna' | 'nils';
  first: CallFault;
  lag: number;
  ahead: number;
  repeat: (typeof REPEATS)[number];
  readable: boolean;
}

function* cases(): Generator<Case> {
  for (const target of ['anna', 'nils'] as const)
    for (const first of LOST)
      for (const lag of LAGS)
        for (const ahead of AHEAD)
          for (const repeat of REPEATS)
            for (const readable of [true, false]) yield { target, first, lag, ahead, repeat, readable };
}

/** A lost answer, and Try again half a minute later: whatever the clocks say, and whenever a change becomes visible. */
describe('what is said of a lost answer, and what becomes of its password', () => {
  const runner = new Runner();

  for (const repeat of REPEATS) {
    it(`is true, and the password in force is kept for its time: the repeat is ${repeat.title}`, async () => {
      for (const one of some([...cases()].filter(each => each.repeat === repeat))) await assertTrue(one);
    });
  }

  async function assertTrue(one: Case): Promise<void> {
    const { target, first, lag, ahead, repeat, readable } = one;
    await runner.inWorld(ONE_PERSON, true, async world => {
      const what = () => JSON.stringify({ ...one, now: present(world), inForce: world.entra.passwordOf(target) });
      const trouble = readable ? 'none' : 'operation-unreadable';
      Object.assign(world.entra, { changeLag: lag, ahead });
      world.entra.resetCalls.refusesRepeat = repeat.refuses;
      await perform(world, world.process(), act('ask', target));
      world.begin({ resets: [first], trouble });
      await perform(world, world.process(), act('confirm', target));
      await assertPresent(world, target, what);
      await pass(world, 30 * SECOND);
      world.begin({ resets: [repeat.fault], trouble });
      if (present(world).state === 'unknown') await perform(world, world.process(), act('retry', target));
      await assertPresent(world, target, what);
      // A change that is seen late is found out by the sweep, before the password's time is up.
      for (let minute = 0; minute < 4; minute += 1) {
        await pass(world, MINUTE);
        await assertPresent(world, target, what);
      }
      const seen = world.entra.passwordOf(target).by !== 'outside' && lag <= 2 * MINUTE;
      if (seen) assert.ok(['carried-out', 'done'].includes(present(world).state), `not found out: ${what()}`);
      world.begin({ resets: [], trouble });
      await world.end();
    });
  }
});

/** A password in force is kept and not called dead; one that is not in force is not called confirmed. */
async function assertPresent(world: World, target: string, what: () => string): Promise<void> {
  const request = present(world);
  const { state, correlationId } = request;
  const verification = 'verification' in request ? request.verification : undefined;
  const inForce = world.entra.passwordOf(target).by === correlationId;
  if (inForce) {
    assert.ok(['unknown', 'carried-out'].includes(state), `called dead: ${what()}`);
    assert.ok(sealedIn(request), `erased: ${what()}`);
  } else {
    assert.notEqual(verification, 'verified', `confirmed, and not in force: ${what()}`);
    if (verification === undefined) assert.notEqual(state, 'carried-out', `said to be reset: ${what()}`);
  }
}

function present(world: World): Request {
  const [request] = world.requests.values();
  assert.ok(request);
  return request;
}

function act(does: Act['does'], target: string): Act {
  return { action: 'reset-password', target, request: 0, signOut: false, personal: false, several: false, does };
}
