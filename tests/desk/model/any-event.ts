import fc from 'fast-check';
import { ACTION_KINDS } from '../../../src/action-kinds.ts';
import { REASONS } from '../../../src/desk/request/request.ts';
import { about, CALLER_DEEDS } from './caller-events.ts';
import { type Act, type ModelEvent, OUTSIDE_DEEDS, TROUBLES } from './events.ts';
import { PEOPLE, type Standing, TARGETS } from './people.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** More than the longest use case calls its ports. */
const LATEST_CRASH = 30;

const ids = PEOPLE.map(({ id }) => id);
const crash = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(LATEST_CRASH), when: fc.constantFrom('before', 'after') }) },
);

/** Most leave it as it is; some live longer than everything else, and one is too short. */
const terms = fc.option(
  fc.record(
    {
      once: fc.boolean(),
      minutes: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(60, 600, 1_440) },
        { weight: 1, arbitrary: fc.constant(30) },
      ),
      startsIn: fc.constantFrom(-MINUTE, 30 * MINUTE, 60 * MINUTE),
    },
    { requiredKeys: ['once', 'minutes'], noNullPrototype: true },
  ),
  { nil: undefined },
);

function actsOf(does: fc.Arbitrary<Act['does']>): fc.Arbitrary<Act> {
  return fc.record({
    does,
    who: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...ids) }),
    action: fc.oneof(
      { weight: 2, arbitrary: fc.constant('reset-password' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...ACTION_KINDS) },
    ),
    terms,
    target: fc.oneof(
      { weight: 1, arbitrary: fc.constant('anna') },
      { weight: 2, arbitrary: fc.constantFrom(...TARGETS) },
    ),
    request: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
    reason: fc.constantFrom(undefined, ...REASONS),
    about,
    signOut: fc.boolean(),
    personal: fc.boolean(),
    several: fc.nat(3).map(number => number === 0),
    crash,
  });
}

const act = actsOf(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('ask' as const) },
    { weight: 12, arbitrary: fc.constant('go-on' as const) },
    { weight: 1, arbitrary: fc.constantFrom('pick', 'again', 'confirm', 'take-over', 'approve', 'decline', 'run') },
    { weight: 1, arbitrary: fc.constantFrom('retry', 'cancel', 'show', 'hand-over', 'sweep', 'stall') },
    { weight: 1, arbitrary: fc.constantFrom('instead', 'withdraw', 'receipt', 'receipts') },
    { weight: 2, arbitrary: fc.constantFrom(...CALLER_DEEDS) },
  ),
);

const REJECTING = ['weak', 'denied', 'gone', 'busy', 'not-possible', 'sign-in-again'] as const;
const around = {
  resets: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('none' as const) },
      { weight: 3, arbitrary: fc.constantFrom('lost-before', 'lost-after', 'lost-late') },
      { weight: 2, arbitrary: fc.constantFrom(...REJECTING) },
    ),
    { maxLength: 3 },
  ),
  trouble: fc.oneof(
    { weight: 3, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...TROUBLES) },
  ),
};

/** One click or message. */
export const happensAct = fc.record({ happens: fc.constant('act' as const), act, ...around });
const atOnce = fc.record({
  happens: fc.constant('at-once' as const),
  acts: fc.array(act, { minLength: 2, maxLength: 2 }),
  ...around,
});
const wait = fc.record({
  happens: fc.constant('wait' as const),
  milliseconds: fc.oneof(
    fc.integer({ min: 1, max: 5 * SECOND }),
    fc.integer({ min: 5 * SECOND, max: 2 * MINUTE }),
    fc.integer({ min: 2 * MINUTE, max: 20 * MINUTE }),
    fc.integer({ min: 20 * MINUTE, max: 180 * MINUTE }),
  ),
  /** The bot is down meanwhile: nothing sweeps. */
  down: fc.nat(4).map(number => number === 0),
  crash,
  ...around,
});
const standsStill = fc.record({
  happens: fc.constant('stands-still' as const),
  act,
  at: fc.nat(2 * LATEST_CRASH),
  meanwhile: fc.array(fc.oneof(act, fc.record({ milliseconds: fc.integer({ min: 1, max: 20 * MINUTE }) })), {
    minLength: 1,
    maxLength: 3,
  }),
  ...around,
});
const standing = fc.record({
  happens: fc.constant('standing' as const),
  who: fc.constantFrom(...ids),
  standing: fc.constantFrom<Standing[]>('none', 'readers', 'helpdesk', 'authentication', 'user', 'global'),
});
const signIn = fc.record({
  happens: fc.constant('sign-in' as const),
  who: fc.constantFrom(...ids),
  holds: fc.boolean(),
});
const managed = fc.record({
  happens: fc.constant('managed' as const),
  target: fc.constantFrom(...TARGETS),
  by: fc.constantFrom(undefined, ...ids),
});
const outside = fc.record({
  happens: fc.constant('outside' as const),
  target: fc.constantFrom(...TARGETS),
  what: fc.constantFrom(...OUTSIDE_DEEDS),
});
const operations = fc.record({
  happens: fc.constant('operations' as const),
  end: fc.constantFrom('succeeded', 'failed'),
});

/** Anything that may happen. */
export const event: fc.Arbitrary<ModelEvent> = fc.oneof(
  { weight: 14, arbitrary: happensAct },
  { weight: 2, arbitrary: atOnce },
  { weight: 1, arbitrary: standsStill },
  { weight: 3, arbitrary: wait },
  { weight: 1, arbitrary: standing },
  { weight: 1, arbitrary: signIn },
  { weight: 1, arbitrary: managed },
  { weight: 1, arbitrary: outside },
  { weight: 1, arbitrary: operations },
);

/** Several clicks of any kind at the same moment. */
export function manyAtOnce(): fc.Arbitrary<Act[]> {
  return fc.array(act, { minLength: 2, maxLength: 5 });
}
