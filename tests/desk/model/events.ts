import fc from 'fast-check';
import { ACTION_KINDS, type ActionKind } from '../../../src/action-kinds.ts';
import { REASONS, type Reason } from '../../../src/desk/request/request.ts';
import { type AboutCaller, about, CALLER_DEEDS, type CallerDeed } from './caller-events.ts';
import { PEOPLE, type Standing, TARGETS } from './people.ts';
import type { Crash } from './process.ts';

/** What happens to a call: how it is refused, or when its answer is lost. */
export type CallFault =
  | 'none'
  | 'lost-before'
  | 'lost-after'
  | 'lost-late'
  | 'weak'
  | 'denied'
  | 'gone'
  | 'busy'
  | 'not-possible'
  | 'sign-in-again';

const TROUBLES = [
  'no-operation',
  'examine-down',
  'examine-slow',
  'roles-unreadable',
  'revoke-fails',
  'operation-fails',
  'operation-hangs',
  'operation-down',
  'operation-unreadable',
  'change-unreadable',
  'change-down',
  'change-late',
  'manager-unreadable',
  'pass-policy-unreadable',
  'passes-unreadable',
  'withdraw-fails',
  'withdraw-lost',
  'token-service-down',
  'card-not-sent',
  'not-installed',
] as const;

/** What else does not work while an event happens. */
export type Trouble = 'none' | (typeof TROUBLES)[number];

/** A click or a message: by its requester, where `who` is missing, on one of the latest requests. */
export interface Act {
  does:
    | 'ask'
    | 'go-on'
    | 'pick'
    | 'again'
    | 'confirm'
    | 'approve'
    | 'decline'
    | 'run'
    | 'retry'
    | 'cancel'
    | 'take-over'
    | 'show'
    | 'hand-over'
    /** Asks for the other action instead. */
    | 'instead'
    | 'withdraw'
    | 'receipt'
    /** Writes to the bot, which then reads what has become of all that this person handed over. */
    | 'receipts'
    | CallerDeed
    | 'sweep'
    /** More than a lease goes by, then the sweep comes. */
    | 'stall';
  who?: string;
  /** What is asked for. */
  action: ActionKind;
  target: string;
  request: number;
  /** What is chosen on the confirm card; `startsIn`: so many milliseconds from now. */
  terms?: { once: boolean; minutes: number; startsIn?: number };
  reason?: Reason;
  /** What is said, asked for, pressed or left out about who calls. */
  about?: AboutCaller;
  /** Also: sign out everywhere; in a personal chat; among several people. */
  signOut: boolean;
  personal: boolean;
  several: boolean;
  crash?: Crash;
}

/** What happens around the acts. */
export interface Around {
  resets: CallFault[];
  trouble: Trouble;
}

/** What others do while a process stands still, or how long that takes. */
export type Meanwhile = Act | { milliseconds: number };

export type ModelEvent =
  | ({ happens: 'act'; act: Act } & Around)
  | ({ happens: 'at-once'; acts: Act[] } & Around)
  /** At a place, or at the so many-th moment where others may go first. */
  | ({ happens: 'stands-still'; act: Act; at: number | string; meanwhile: Meanwhile[] } & Around)
  | ({ happens: 'wait'; milliseconds: number; down: boolean; crash?: Crash } & Around)
  | { happens: 'standing'; who: string; standing: Standing }
  | { happens: 'managed'; target: string; by?: string }
  | { happens: 'sign-in'; who: string; holds: boolean }
  | { happens: 'outside'; target: string; what: Outside }
  | { happens: 'operations'; end: 'succeeded' | 'failed' };

/** What somebody does to an account without the bot: sets its password, makes or deletes a pass, signs in with it. */
const OUTSIDE = ['password', 'pass-made', 'pass-deleted', 'pass-used'] as const;
export type Outside = (typeof OUTSIDE)[number];

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
  what: fc.constantFrom(...OUTSIDE),
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
