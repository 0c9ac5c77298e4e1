import { CALLER_OPENINGS } from './caller-openings.ts';
import type { ModelEvent } from './events.ts';
import { acts, ends, isDown } from './happening.ts';
import { PASS_OPENINGS } from './pass-openings.ts';

const LAPSES: ModelEvent = { happens: 'sign-in', who: 'erik', holds: false };
const HOLDS: ModelEvent = { ...LAPSES, holds: true };
const LAPSES_TOO: ModelEvent = { ...LAPSES, who: 'pia' };
const HOLDS_AGAIN: ModelEvent = { ...LAPSES_TOO, holds: true };

const ASK = acts({ does: 'ask' });
const ASK_SEVERAL = acts({ does: 'ask', several: true });
const LOST = acts({ does: 'confirm' }, { resets: ['lost-before'], trouble: 'change-unreadable' });
const ARRIVED = acts({ does: 'confirm' }, { resets: ['lost-after'], trouble: 'change-unreadable' });
const DIED_CALLING = acts({
  does: 'confirm',
  crash: { place: 'confirm: directory.resetPassword', when: 'after' },
});
const DIED_CONCLUDING = acts({
  does: 'confirm',
  crash: { place: 'confirm: store.replace(reset-accepted)', when: 'after' },
});
const HANGS = acts({ does: 'confirm' }, { resets: [], trouble: 'operation-hangs' });
const HANGS_UNDELIVERED = acts({ does: 'confirm' }, { resets: [], trouble: 'card-not-sent' });
/** Two persons where the policy looks at roles. */
const TWO_PERSONS = [acts({ does: 'ask', target: 'rolf' }), acts({ does: 'confirm', target: 'rolf' })];
const BOTH_APPROVED = [acts({ does: 'approve' }), acts({ does: 'approve', request: 1 })];
const APPROVED = [...TWO_PERSONS, LAPSES, acts({ does: 'approve' }), HOLDS];
const ROLE_LOST: ModelEvent = { happens: 'standing', who: 'rolf', standing: 'none' };
const ASK_STRONGER = acts({ does: 'ask', who: 'gunnar' });
const ASK_IN_UNIT = acts({ does: 'ask', who: 'pia' });

/** What happens before the rest. */
export type Opening = readonly ModelEvent[];

/** How sequences begin: with nothing, or with a request that has come so far. */
export const OPENINGS = {
  nothing: [],
  choosing: [ASK_SEVERAL],
  open: [ASK],
  lost: [ASK, LOST],
  arrived: [ASK, ARRIVED],
  syncedArrived: [
    acts({ does: 'ask', target: 'nils' }),
    acts({ does: 'confirm' }, { resets: ['lost-after'], trouble: 'change-down' }),
  ],
  syncedOpen: [acts({ does: 'ask', target: 'nils' })],
  syncedHangs: [acts({ does: 'ask', target: 'nils' }), HANGS],
  openInUnit: [ASK_IN_UNIT],
  choosingInUnit: [acts({ does: 'ask', who: 'pia', several: true })],
  lostAndRoleLost: [ASK, LOST, { happens: 'standing', who: 'erik', standing: 'none' }],
  lostInUnit: [ASK_IN_UNIT, LOST],
  approvedInUnit: [ASK_IN_UNIT, acts({ does: 'confirm' }), LAPSES_TOO, acts({ does: 'approve' }), HOLDS_AGAIN],
  calling: [ASK, DIED_CALLING],
  concluding: [ASK, DIED_CONCLUDING],
  hangs: [ASK, HANGS],
  hangsInUnit: [ASK_IN_UNIT, HANGS],
  hangsAndRoleLost: [ASK, HANGS, { happens: 'standing', who: 'erik', standing: 'none' }],
  undelivered: [ASK, HANGS_UNDELIVERED],
  handedOver: [ASK, HANGS, acts({ does: 'hand-over' })],
  failing: [ASK, HANGS, ends('failed')],
  verifiable: [ASK, HANGS, ends('succeeded')],
  undone: [ASK, HANGS, acts({ does: 'hand-over' }), ends('failed')],
  /** Somebody with a stronger role asks for whom another one's request holds. */
  held: [ASK, HANGS, ASK_STRONGER],
  heldLost: [ASK, LOST, ASK_STRONGER],
  heldCalling: [ASK, DIED_CALLING, ASK_STRONGER],
  heldSinceAsked: [ASK_STRONGER, ASK, HANGS],
  heldAndRoleLost: [ASK, HANGS, ASK_STRONGER, { happens: 'standing', who: 'gunnar', standing: 'readers' }],
  heldThroughGroup: [ASK, HANGS, ASK_STRONGER, { happens: 'standing', who: 'gunnar', standing: 'unit' }],
  heldCallingTooLong: [ASK, DIED_CALLING, ASK_STRONGER, isDown(2)],
  choosingHeld: [ASK, HANGS, acts({ does: 'ask', who: 'gunnar', several: true })],
  heldNoMore: [ASK, HANGS, ASK_STRONGER, acts({ does: 'hand-over', request: 1 })],
  heldTooLong: [ASK, HANGS, isDown(9), ASK_STRONGER, isDown(7)],
  takenOver: [ASK, HANGS, ASK_STRONGER, acts({ does: 'take-over' })],
  heldByAnother: [ASK, HANGS, ASK_STRONGER, acts({ does: 'hand-over', request: 1 }), ASK, HANGS],
  personal: [acts({ does: 'ask', target: 'rolf', personal: true })],
  openTooLong: [ASK, isDown(11)],
  callingTooLong: [ASK, DIED_CALLING, isDown(2)],
  resetTooLong: [ASK, HANGS, isDown(16)],
  /** Whom the choice is about is still held, by a request whose time is over. */
  choosingAfterReset: [ASK, HANGS, isDown(10), ASK_SEVERAL, isDown(6)],
  choosingAfterCall: [ASK, DIED_CALLING, ASK_SEVERAL, isDown(2)],
  roleLost: [acts({ does: 'ask', target: 'rolf' }), ROLE_LOST],
  twoPersons: TWO_PERSONS,
  twoPersonsAndLapsed: [...TWO_PERSONS, LAPSES],
  twoPersonsRoleLost: [...TWO_PERSONS, ROLE_LOST],
  /** The second of two approved requests where one is allowed. */
  aboveLimit: [ASK, acts({ does: 'confirm' }), ...TWO_PERSONS, LAPSES, ...BOTH_APPROVED, HOLDS, acts({ does: 'run' })],
  approvedAndLapsed: [...TWO_PERSONS, LAPSES, acts({ does: 'approve' })],
  approved: APPROVED,
  approvedRoleLost: [...APPROVED, ROLE_LOST],
  ...PASS_OPENINGS,
  ...CALLER_OPENINGS,
} as const satisfies Readonly<Record<string, Opening>>;
