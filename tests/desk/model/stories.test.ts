import assert from 'node:assert/strict';
import { show } from '../../../src/desk/handover.ts';
import { MINUTE } from '../../store/samples.ts';
import { perform } from './acts.ts';
import { personalChatOf } from './concluding.ts';
import type { Act, Around, ModelEvent } from './events.ts';
import { POLICIES } from './policies.ts';
import { Runner } from './run.ts';
import { holdAt } from './standing-still.ts';
import { idle, pass } from './sweeping.ts';
import type { World } from './world.ts';

const CALM: Around = { resets: [], trouble: 'none' };
const TWO_PERSONS_BY_ROLE = 0;
const TWO_PERSONS_ALWAYS = 3;
/** Longer than a claim holds and than a lost answer is kept. */
const STANDSTILL = 16 * MINUTE + 1;

/** What chance finds too seldom. */
describe('the desk, in stories that are rare', () => {
  const runner = new Runner();

  it('lets nobody approve a reset of their own password', () =>
    told([
      click('ask', { who: 'gunnar', target: 'ulla' }),
      click('confirm', { who: 'gunnar' }),
      click('approve', { who: 'ulla' }),
    ]));

  it('shows the password in force when the history refuses a repeat and nothing can be read', () =>
    told([
      click('ask'),
      click('confirm', {}, { resets: ['lost-after'], trouble: 'change-unreadable' }),
      click('retry', {}, { resets: ['weak', 'lost-before'], trouble: 'change-unreadable' }),
      click('retry'),
      click('show'),
    ]));

  for (const what of ['pass', 'password'] as const) {
    it(`shows no ${what} once its time is over, though the press came before and the process stood still`, () => {
      const action = what === 'pass' ? 'temporary-access-pass' : 'reset-password';
      const terms = { once: true, minutes: 1_440 };
      return runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
        world.begin(CALM);
        for (const does of ['ask', 'confirm'] as const)
          await perform(world, world.process(), act(does, { action, ...(what === 'pass' && { terms }) }));
        await world.end();
        const [request] = world.requests.values();
        assert.ok(request?.state === 'carried-out');
        const { requester: by, correlationId } = request;
        const held = hold(`store.replace(${what}-shown)`, 'after');
        const command = { does: 'show', by, at: personalChatOf(by.id) } as const;
        const session = world.entra.session(by.id, correlationId);
        const slow = world
          .process({ yieldTo: held.yieldTo })
          .run('show', desk => show(desk, session, request, command));
        await held.reached;
        await pass(world, STANDSTILL);
        held.release();
        assert.deepEqual(await slow, { kind: 'stale' });
      });
    });
  }

  const claims: readonly {
    title: string;
    policy: number;
    before: Act[];
    around?: Around;
    claim: Act;
    calls: number;
  }[] = [
    { title: 'of a confirm', policy: TWO_PERSONS_BY_ROLE, before: [act('ask')], claim: act('confirm'), calls: 0 },
    {
      title: 'of an approved request',
      policy: TWO_PERSONS_ALWAYS,
      before: [act('ask'), act('confirm')],
      claim: act('approve'),
      calls: 0,
    },
    {
      title: 'of a repeat',
      policy: TWO_PERSONS_BY_ROLE,
      before: [act('ask'), act('confirm')],
      around: { resets: ['lost-before'], trouble: 'change-unreadable' },
      claim: act('retry'),
      calls: 1,
    },
  ];
  for (const { title, policy, before, around = CALM, claim, calls } of claims) {
    for (const [others, letPass] of [
      ['others sweep', pass],
      ['nothing runs', idle],
    ] as const) {
      it(`makes no reset when a process stands still after the claim ${title} while ${others}`, () =>
        runner.inWorld(policy, true, async world => {
          world.begin(around);
          for (const earlier of before) await perform(world, world.process(), earlier);
          await world.end();
          const held = hold('store.replace(reset-started)', 'after');
          const slow = perform(world, world.process({ yieldTo: held.yieldTo }), claim);
          await held.reached;
          await letPass(world, STANDSTILL);
          held.release();
          await slow;
          assert.equal(world.ledger.calls, calls);
          await world.end();
        }));
    }
  }

  it('makes no second password when a process stands still after the claim for it', () =>
    runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
      await perform(world, world.process(), act('ask'));
      world.begin({ resets: ['weak'], trouble: 'none' });
      const held = hold('store.replace(reset-started)', 'after', 2);
      const slow = perform(world, world.process({ yieldTo: held.yieldTo }), act('confirm'));
      await held.reached;
      await pass(world, STANDSTILL);
      held.release();
      await slow;
      assert.equal(world.ledger.calls, 1);
      await world.end();
    }));

  it('keeps the password of a repeat when the refusal of the first call comes to light later', () =>
    runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
      const refused = await refusedLate(world);
      await perform(world, world.process(), act('retry'));
      refused.release();
      await refused.done;
      await isShown(world);
    }));

  it('keeps the password of a repeat that is under way when the refusal of the first call comes to light', () =>
    runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
      const refused = await refusedLate(world);
      const calling = hold('directory.resetPassword', 'before');
      const again = perform(world, world.process({ yieldTo: calling.yieldTo }), act('retry'));
      await calling.reached;
      refused.release();
      await refused.done;
      calling.release();
      await again;
      await isShown(world);
    }));

  it('shows no password after its time to a click that comes with the sweep', () =>
    runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
      for (const does of ['ask', 'confirm'] as const) await perform(world, world.process(), act(does));
      idle(world, STANDSTILL);
      const held = hold('store.replace(password-erased)', 'before');
      const late = perform(world, world.process({ yieldTo: held.yieldTo }), act('show'));
      await held.reached;
      await perform(world, world.process(), act('sweep'));
      held.release();
      await late;
      await world.end();
    }));

  it('shows no password after its time to a click that began before it', () =>
    runner.inWorld(TWO_PERSONS_BY_ROLE, true, async world => {
      for (const does of ['ask', 'confirm'] as const) await perform(world, world.process(), act(does));
      const [clicked] = world.requests.values();
      assert.equal(clicked?.state, 'carried-out');
      idle(world, STANDSTILL);
      const { requester: by, correlationId } = clicked;
      const command = { does: 'show', by, at: personalChatOf(by.id) } as const;
      const session = world.entra.session(by.id, correlationId);
      const answer = await world.process().run('show', desk => show(desk, session, clicked, command));
      assert.deepEqual(answer, { kind: 'stale' });
      await world.end();
    }));

  async function told(events: ModelEvent[]): Promise<void> {
    for (const policy of POLICIES.keys()) {
      await runner.run({
        policy,
        approvals: true,
        opening: [],
        events,
        ahead: 0,
        refusesRepeat: undefined,
        secondPass: 'replaces',
        turns: [].values(),
      });
    }
  }
});

/** A process whose call was refused stands still before it writes that down, until its claim has lapsed. */
async function refusedLate(world: World) {
  await perform(world, world.process(), act('ask'));
  world.begin({ resets: ['busy'], trouble: 'none' });
  const held = hold('store.replace(reset-failed)', 'before');
  const done = perform(world, world.process({ yieldTo: held.yieldTo }), act('confirm'));
  await held.reached;
  await pass(world, 2 * MINUTE);
  return { release: held.release, done };
}

async function isShown(world: World): Promise<void> {
  await world.end();
  const [request] = world.requests.values();
  assert.equal(request?.state, 'carried-out');
  assert.equal(world.entra.passwordOf('anna').by, request.correlationId);
}

/** Holds whoever comes to this port call, the so many-th time. */
function hold(point: string, when: 'before' | 'after', time = 1) {
  // Each call lets others go first twice: before it and after it.
  let left = 2 * time - (when === 'before' ? 1 : 0);
  return holdAt(place => {
    if (place.endsWith(`: ${point}`)) left -= 1;
    return left === 0;
  });
}

function act(does: Act['does'], more: Partial<Act> = {}): Act {
  return {
    action: 'reset-password',
    target: 'anna',
    request: 0,
    signOut: false,
    personal: false,
    several: false,
    does,
    ...more,
  };
}

function click(does: Act['does'], more: Partial<Act> = {}, around = CALM): ModelEvent {
  return { happens: 'act', act: act(does, more), ...around };
}
