import type { ModelEvent } from './events.ts';
import { acts, isDown } from './happening.ts';

const ASK = acts({ does: 'ask' });
const CONFIRM = acts({ does: 'confirm' });
const PASS = { action: 'temporary-access-pass', terms: { once: true, minutes: 1_440 } } as const;
const BY_MANAGER = { kind: 'manager', says: 'yes', earlier: 0 } as const;
const LAPSES: ModelEvent = { happens: 'sign-in', who: 'erik', holds: false };
const HOLDS: ModelEvent = { ...LAPSES, holds: true };

const ASKED = [ASK, acts({ does: 'ask-proof' })];
const SHOWN = [...ASKED, acts({ does: 'answer' })];
const ASKED_MANAGER = [ASK, acts({ does: 'ask-proof', about: BY_MANAGER })];
const CONFIRM_WITHOUT = {
  does: 'confirm',
  about: { kind: 'number-match', says: 'right', earlier: 0, withoutProof: true },
} as const;
const WITHOUT = acts(CONFIRM_WITHOUT);
const APPROVED_WITHOUT = [ASK, WITHOUT, LAPSES, acts({ does: 'approve' }), HOLDS];
const LOST = acts({ does: 'confirm' }, { resets: ['lost-before'], trouble: 'change-unreadable' });
const DIED_CALLING = acts({ does: 'confirm', crash: { place: 'confirm: directory.resetPassword', when: 'after' } });
const ALARM = acts({ does: 'alarm' });
const PASS_SHOWN = [
  acts({ does: 'ask', ...PASS }),
  acts({ does: 'ask-proof', ...PASS }),
  acts({ does: 'answer', ...PASS }),
];
const PASS_CONFIRM = acts({ does: 'confirm', ...PASS });
const PASS_DIED_CALLING = acts({
  does: 'confirm',
  ...PASS,
  crash: { place: 'confirm: directory.givePass', when: 'after' },
});
const PASS_ALARMED = [...PASS_SHOWN, PASS_DIED_CALLING, acts({ does: 'alarm', ...PASS })];
/** Somebody with a stronger role asks for whom another one's request holds. */
const ASK_STRONGER = acts({ does: 'ask', who: 'gunnar' });
const SHOWN_BESIDE = [
  ...ASKED,
  acts({ does: 'ask', who: 'ulla' }),
  acts({ does: 'ask-proof' }),
  acts({ does: 'answer' }),
];
const ALARM_BY_MANAGER = [...ASKED_MANAGER, ALARM];

/** With a request of whose caller so much has been asked, shown, or denied. */
export const CALLER_OPENINGS = {
  asked: ASKED,
  askedManager: ASKED_MANAGER,
  askedOften: [...ASKED, ...ASKED, ...ASKED, ASK],
  askedManagerWhoIsNoMore: [...ASKED_MANAGER, { happens: 'managed', target: 'anna', by: 'ulla' }],
  openForOwnReport: [acts({ does: 'ask', who: 'gunnar', target: 'nils' })],
  askedUnmanaged: [{ happens: 'managed', target: 'anna' }, ASK],
  askedManagerAndLapsed: [...ASKED_MANAGER, LAPSES],
  askedUndelivered: [ASK, acts({ does: 'ask-proof' }, { resets: [], trouble: 'card-not-sent' })],
  askedTooLong: [...ASKED, isDown(4)],
  askedInUnit: [acts({ does: 'ask', who: 'pia' })],
  askedAndRoleLost: [ASK, { happens: 'standing', who: 'erik', standing: 'none' }],
  spent: [...ASKED, acts({ does: 'answer', about: { ...BY_MANAGER, kind: 'number-match', says: 'wrong' } })],
  shown: SHOWN,
  shownByManager: [...ASKED_MANAGER, acts({ does: 'answer', about: BY_MANAGER })],
  shownByManagerWhoIsNoMore: [
    ...ASKED_MANAGER,
    acts({ does: 'answer', about: BY_MANAGER }),
    { happens: 'managed', target: 'anna', by: 'ulla' },
  ],
  shownTooLongAgo: [...SHOWN, isDown(9), acts({ does: 'ask-proof', about: BY_MANAGER }), isDown(3)],
  shownLost: [...SHOWN, LOST],
  shownCalling: [...SHOWN, DIED_CALLING],
  shownReady: [...SHOWN, CONFIRM],
  shownHandedOver: [...SHOWN, CONFIRM, acts({ does: 'hand-over' })],
  signedOutAndBegunAgain: [...SHOWN, CONFIRM, acts({ does: 'hand-over' }), ASK],
  shownAndApproved: [
    acts({ does: 'ask', target: 'rolf' }),
    acts({ does: 'ask-proof' }),
    acts({ does: 'answer' }),
    CONFIRM,
    LAPSES,
    acts({ does: 'approve' }),
    HOLDS,
  ],
  shownAndWaiting: [
    acts({ does: 'ask', target: 'rolf' }),
    acts({ does: 'ask-proof' }),
    acts({ does: 'answer' }),
    CONFIRM,
  ],
  withoutProof: [ASK, WITHOUT],
  approvedWithout: APPROVED_WITHOUT,
  alarmed: [...ASKED, ALARM],
  alarmedCalling: [...SHOWN, DIED_CALLING, ALARM],
  alarmedCallingTooLong: [...SHOWN, DIED_CALLING, ALARM, isDown(2)],
  alarmedAndBegunAgain: [...ASKED, ALARM, ASK],
  alarmedAndToldOf: [...ASKED, ALARM, ...APPROVED_WITHOUT],
  alarmedByManager: ALARM_BY_MANAGER,
  alarmedByManagerAndBegunAgain: [...ALARM_BY_MANAGER, ASK, acts({ does: 'ask-proof' })],
  alarmEnded: [...ASKED, ALARM, acts({ does: 'end-alarm' }), ASK],
  alarmEndedByRequester: [
    ...ASKED,
    acts({ does: 'ask', who: 'ulla' }),
    acts({ does: 'alarm', request: 1 }),
    acts({ does: 'end-alarm', who: 'ulla' }),
  ],
  /** Another request for the same person, to begin, begun, lost, approved without proof, when the alarm is raised. */
  alarmedBeside: [...ASKED, acts({ does: 'ask', who: 'ulla' }), acts({ does: 'alarm', request: 1 })],
  alarmedBesideReady: [...ASKED, ASK, CONFIRM, acts({ does: 'alarm', request: 1 })],
  alarmedBesideLost: [...ASKED, ASK, LOST, acts({ does: 'alarm', request: 1 })],
  alarmedBesideApproved: [...ASKED, ...APPROVED_WITHOUT, acts({ does: 'alarm', request: 1 })],
  diedRaising: [
    ...ASKED,
    acts({ does: 'alarm', crash: { place: 'raiseAlarm: store.replace(request-refused)', when: 'after' } }),
  ],
  alarmedNearlyADayAgo: [...ASKED, ALARM, isDown(23 * 60), ASK],
  /** Two requests for the same person: of the earlier one they are asked, of the later one they have shown who calls. */
  shownBeside: SHOWN_BESIDE,
  shownBesideAndConfirmed: [...SHOWN_BESIDE, CONFIRM],
  shownBesideAndLost: [...SHOWN_BESIDE, LOST],
  /** The time of the request that holds the person is over, and nobody has ended it. */
  shownBesideReady: [...SHOWN, CONFIRM, isDown(9), ASK_STRONGER, isDown(7)],
  shownBesideCalling: [...SHOWN, DIED_CALLING, ASK_STRONGER, isDown(2)],
  alarmedBesideCalling: [...SHOWN, DIED_CALLING, ALARM, ASK_STRONGER, isDown(2)],
  passShownBesideReady: [...PASS_SHOWN, PASS_CONFIRM, isDown(9), ASK_STRONGER, isDown(7)],
  passShownBesideCalling: [...PASS_SHOWN, PASS_DIED_CALLING, ASK_STRONGER, isDown(2)],
  passAlarmedBesideCalling: [...PASS_ALARMED, ASK_STRONGER, isDown(2)],
  passShown: PASS_SHOWN,
  passShownReady: [...PASS_SHOWN, PASS_CONFIRM],
  passShownHandedOver: [...PASS_SHOWN, PASS_CONFIRM, acts({ does: 'hand-over', ...PASS })],
  passShownArrived: [
    ...PASS_SHOWN,
    acts({ does: 'confirm', ...PASS }, { resets: ['lost-after'], trouble: 'passes-unreadable' }),
  ],
  /** A second person is to stand in against an alarm, and the policy may want more than that. */
  passToldOf: [
    ...PASS_SHOWN.slice(0, 2),
    ALARM,
    acts({ does: 'ask', ...PASS }),
    acts({ ...CONFIRM_WITHOUT, ...PASS }),
    { ...LAPSES, who: 'johanna' },
    acts({ does: 'approve' }),
    { ...HOLDS, who: 'johanna' },
  ],
  passAlarmedCalling: PASS_ALARMED,
  passAlarmedCallingTooLong: [...PASS_ALARMED, isDown(2)],
} as const satisfies Readonly<Record<string, readonly ModelEvent[]>>;
