import type { Act, Around, ModelEvent } from './events.ts';
import { acts, CALM, isDown } from './happening.ts';

/** It outlives everything else. */
export const LONG = { once: true, minutes: 1_440 };
const UNREADABLE = { trouble: 'passes-unreadable' } as const;
const LAPSES: ModelEvent = { happens: 'sign-in', who: 'johanna', holds: false };
const HOLDS: ModelEvent = { ...LAPSES, holds: true };
const MADE_OUTSIDE: ModelEvent = { happens: 'outside', target: 'anna', what: 'pass-made' };

const ASK = pass({ does: 'ask' });
const CONFIRM = pass({ does: 'confirm' });
const SEVERAL_TIMES = pass({ does: 'confirm', terms: { ...LONG, once: false } });
const ARRIVED = pass({ does: 'confirm' }, { resets: ['lost-after'], ...UNREADABLE });
const ASK_STRONGER = pass({ does: 'ask', who: 'gunnar' });
const HANDED_OVER = [ASK, CONFIRM, pass({ does: 'hand-over' })];
const TWO_PERSONS = [pass({ does: 'ask', target: 'rolf' }), CONFIRM];

/** With a request for a pass that has come so far; Johanna's, for Anna, where nothing else is said. */
export const PASS_OPENINGS = {
  passOpen: [ASK],
  passReplaces: [MADE_OUTSIDE, ASK],
  passAppeared: [ASK, MADE_OUTSIDE],
  passLost: [ASK, pass({ does: 'confirm' }, { resets: ['lost-before'], ...UNREADABLE })],
  passArrived: [ASK, ARRIVED],
  passLate: [ASK, pass({ does: 'confirm' }, { resets: ['lost-late'], trouble: 'none' })],
  passStays: [ASK, pass({ does: 'confirm' }, { resets: ['lost-after'], trouble: 'withdraw-fails' })],
  passCalling: [ASK, dies('directory.givePass')],
  passTakingBack: [
    ASK,
    pass(
      { does: 'confirm', crash: { place: 'confirm: directory.withdrawPass', when: 'after' } },
      { resets: ['lost-after'], trouble: 'none' },
    ),
  ],
  passCallingTooLong: [ASK, dies('directory.givePass'), isDown(2)],
  passConcluding: [ASK, dies('store.replace(pass-made)')],
  passArrivedTooLong: [ASK, ARRIVED, LAPSES, isDown(16), pass({ does: 'sweep' }), HOLDS],
  passReady: [ASK, CONFIRM],
  passOfSomebodyElse: [pass({ does: 'ask', who: 'gunnar' }), CONFIRM],
  passHandedOver: HANDED_OVER,
  passHandedOverAndRoleLost: [...HANDED_OVER, { happens: 'standing', who: 'johanna', standing: 'unit' }],
  passRepeatedAndDeleted: [
    ASK,
    pass({ does: 'confirm' }, { resets: ['lost-before'], ...UNREADABLE }),
    pass({ does: 'retry' }),
    pass({ does: 'hand-over' }),
    { happens: 'outside', target: 'anna', what: 'pass-deleted' },
  ],
  passReceipt: [...HANDED_OVER, pass({ does: 'receipt' })],
  passForSeveralTimes: [ASK, SEVERAL_TIMES, pass({ does: 'hand-over' })],
  passUsed: [ASK, CONFIRM, pass({ does: 'hand-over' }), { happens: 'outside', target: 'anna', what: 'pass-used' }],
  passTooLong: [ASK, CONFIRM, isDown(16)],
  passErased: [ASK, CONFIRM, LAPSES, isDown(16), pass({ does: 'sweep' }), HOLDS],
  passHeld: [ASK, CONFIRM, ASK_STRONGER],
  passHeldLost: [ASK, ARRIVED, ASK_STRONGER],
  passTakenOver: [ASK, ARRIVED, LAPSES, ASK_STRONGER, pass({ does: 'take-over' }), HOLDS],
  passTakenOverAndConfirmed: [
    ASK,
    pass({ does: 'confirm' }, { resets: ['lost-before'], ...UNREADABLE }),
    LAPSES,
    ASK_STRONGER,
    pass({ does: 'take-over' }),
    CONFIRM,
    HOLDS,
  ],
  passTwoPersons: TWO_PERSONS,
  passApproved: [...TWO_PERSONS, LAPSES, pass({ does: 'approve' }), HOLDS],
} as const satisfies Readonly<Record<string, readonly ModelEvent[]>>;

function pass(act: Pick<Act, 'does'> & Partial<Act>, around: Around = CALM): ModelEvent {
  return acts({ action: 'temporary-access-pass', terms: LONG, ...act }, around);
}

/** The process dies in the confirm after this call of a port. */
function dies(point: string): ModelEvent {
  return pass({ does: 'confirm', crash: { place: `confirm: ${point}`, when: 'after' } });
}
