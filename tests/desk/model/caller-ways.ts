import { CALM } from './happening.ts';
import { OPENINGS } from './openings.ts';
import { SHOWN_OR_REFUSED, SHOWN_OR_TWO_PERSONS, TWO_PERSONS_BY_ROLE, type WayTo, WORD_OR_TWO_PERSONS } from './way.ts';

const BY_MANAGER = { kind: 'manager', says: 'yes', earlier: 0 } as const;
const PASS = { action: 'temporary-access-pass', several: false } as const;

/** The same where it is asked, shown or denied who calls. */
export const CALLER_WAYS: readonly WayTo[] = [
  [
    /^askProof:/,
    {
      opening: OPENINGS.open,
      policy: SHOWN_OR_TWO_PERSONS,
      act: { does: 'ask-proof', about: undefined },
      around: CALM,
    },
  ],
  [/^askProof: directory.managerOf/, { act: { about: BY_MANAGER } }],
  [/^askProof: directory.scopedRolesOf/, { opening: OPENINGS.askedInUnit }],
  [/^askProof: .*not-allowed/, { opening: OPENINGS.spent }],
  [/^askProof: .*password-erased/, { opening: OPENINGS.shownBesideReady }],
  [/^askProof: .*reset-unknown/, { opening: OPENINGS.shownBesideCalling }],
  [/^askProof: .*reset-failed/, { opening: OPENINGS.alarmedBesideCalling, act: { about: BY_MANAGER } }],
  [/^askProof: .*pass-erased/, { opening: OPENINGS.passShownBesideReady }],
  [/^askProof: .*pass-unknown/, { opening: OPENINGS.passShownBesideCalling }],
  [/^askProof: .*pass-failed/, { opening: OPENINGS.passAlarmedBesideCalling, act: { about: BY_MANAGER } }],
  [
    /^answerProof:/,
    { opening: OPENINGS.askedManager, policy: SHOWN_OR_TWO_PERSONS, act: { does: 'answer', about: BY_MANAGER } },
  ],
  [/^answerProof:/, { around: CALM }],
  [/^answerProof: store.history/, { opening: OPENINGS.asked, act: { does: 'answer', about: undefined } }],
  [/^answerProof: .*not-given/, { act: { about: { ...BY_MANAGER, says: 'cannot-tell' } } }],
  [/^answerProof: .*not-allowed/, { opening: OPENINGS.askedManagerAndLapsed }],
  [
    /^(proof|unasked):/,
    {
      opening: OPENINGS.open,
      policy: SHOWN_OR_TWO_PERSONS,
      act: { does: 'ask-proof', about: undefined },
      around: CALM,
    },
  ],
  [/^unasked:/, { around: { resets: [], trouble: 'not-installed' } }],
  [/^askOver:/, { opening: OPENINGS.askedTooLong, policy: SHOWN_OR_TWO_PERSONS, act: { does: 'sweep' }, around: CALM }],
  [
    /^(raiseAlarm|alert):/,
    { opening: OPENINGS.asked, policy: SHOWN_OR_TWO_PERSONS, act: { does: 'alarm', about: undefined }, around: CALM },
  ],
  [/^raiseAlarm: store.replace$/, { opening: OPENINGS.shownHandedOver }],
  [/^raiseAlarm: .*reset-failed/, { opening: OPENINGS.shownLost }],
  [/^raiseAlarm: .*password-erased/, { opening: OPENINGS.shownReady }],
  [/^raiseAlarm: .*pass-failed/, { opening: OPENINGS.passShownArrived, act: PASS }],
  [/^raiseAlarm: .*pass-erased/, { opening: OPENINGS.passShownReady, act: PASS }],
  [/^alert: .*alarm-raised/, { opening: OPENINGS.diedRaising, act: { does: 'stall' } }],
  [
    /^endAlarm:|^click: store.setting/,
    {
      opening: OPENINGS.alarmed,
      policy: SHOWN_OR_TWO_PERSONS,
      act: { does: 'end-alarm', about: undefined },
      around: CALM,
    },
  ],
  [/^endAlarm: directory.scopedRolesOf/, { act: { who: 'pia' } }],
  [/^endAlarm: .*not-allowed/, { act: { who: 'rolf' } }],
  [/^click: .*reset-failed/, { opening: OPENINGS.alarmedCallingTooLong, policy: SHOWN_OR_TWO_PERSONS }],
  [/^(click|takeUp): .*pass-failed/, { opening: OPENINGS.passAlarmedCallingTooLong, policy: SHOWN_OR_TWO_PERSONS }],
  [/^takeUp: .*pass-failed/, { act: { ...PASS, does: 'stall' } }],
  [/^(ask|instead|pick|confirmAgain|takeOver|run|show|retry): store.setting/, { around: CALM }],
  [/^show: store.setting/, { opening: OPENINGS.hangs, act: { does: 'show', several: false } }],
  [/^run: store.setting/, { opening: OPENINGS.approved, policy: TWO_PERSONS_BY_ROLE, act: { does: 'run' } }],
  [
    /^run: .*not-allowed/,
    { opening: OPENINGS.alarmedBesideApproved, policy: WORD_OR_TWO_PERSONS, act: { does: 'run' }, around: CALM },
  ],
  [
    /^confirm: store.record\(not-allowed\)$/,
    { opening: OPENINGS.passOpen, policy: SHOWN_OR_REFUSED, act: { ...PASS, does: 'confirm' }, around: CALM },
  ],
];
