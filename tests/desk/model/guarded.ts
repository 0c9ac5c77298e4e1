import fc from 'fast-check';
import type { Aimed } from './aiming.ts';
import type { Act } from './events.ts';
import { CALM } from './happening.ts';
import { OPENINGS, type Opening } from './openings.ts';
import type { Crash } from './process.ts';
import { SHOWN_OR_REFUSED, SHOWN_OR_TWO_PERSONS, WORD_OR_TWO_PERSONS } from './way.ts';

/** What goes on, after what, and of which request somebody says meanwhile that the person never called. */
interface Step extends Pick<Act, 'does' | 'about'> {
  opening: Opening;
  policy?: number;
  of: number;
}
const BY_MANAGER = { kind: 'manager', says: 'yes', earlier: 0 } as const;
const STEPS: readonly Step[] = [
  { opening: OPENINGS.shown, does: 'confirm', of: 0 },
  { opening: OPENINGS.shownAndApproved, does: 'run', of: 0 },
  { opening: OPENINGS.shownLost, does: 'retry', of: 0 },
  { opening: OPENINGS.shownReady, does: 'show', of: 0 },
  { opening: OPENINGS.shownBeside, does: 'confirm', of: 1 },
  { opening: OPENINGS.shownBesideAndLost, does: 'retry', of: 1 },
  { opening: OPENINGS.shownBesideAndConfirmed, does: 'show', of: 1 },
  { opening: OPENINGS.alarmedBesideApproved, policy: WORD_OR_TWO_PERSONS, does: 'run', of: 0 },
  { opening: OPENINGS.alarmedAndToldOf, policy: WORD_OR_TWO_PERSONS, does: 'run', of: 0 },
  { opening: OPENINGS.passToldOf, policy: SHOWN_OR_REFUSED, does: 'run', of: 0 },
  { opening: OPENINGS.askedOften, does: 'ask-proof', of: 1 },
  { opening: OPENINGS.signedOutAndBegunAgain, does: 'ask-proof', of: 1 },
  { opening: OPENINGS.askedManagerWhoIsNoMore, does: 'answer', about: BY_MANAGER, of: 0 },
  { opening: OPENINGS.openForOwnReport, does: 'ask-proof', about: BY_MANAGER, of: 0 },
  { opening: OPENINGS.alarmEndedByRequester, policy: WORD_OR_TWO_PERSONS, does: 'confirm', of: 0 },
];
/** More than there are of moments where others may go first. */
const LATEST = 35;
/** Where what others have said meanwhile is looked at. */
const LOOKS = ['store.get', 'store.setting'];
/** It is said of its own request, and not kept yet for all others about the person. */
const DIES: Crash = { place: 'raiseAlarm: store.setting', when: 'before' };

/** A step that guards stand before, and an alarm that comes while its process stands still: before it looks, or after it has looked. */
export const guarded: fc.Arbitrary<Aimed> = fc
  .record({
    step: fc.constantFrom(...STEPS),
    moment: fc.nat(LATEST),
    look: fc.option(fc.constantFrom(...LOOKS), { freq: 2 }),
    isKept: fc.boolean(),
  })
  .map(({ step: { opening, policy = SHOWN_OR_TWO_PERSONS, does, about, of }, moment, look, isKept }) => {
    const act: Act = {
      does,
      about,
      action: 'reset-password',
      target: 'anna',
      request: 0,
      signOut: false,
      personal: false,
      several: false,
    };
    const meanwhile: Act[] = [
      { ...act, does: 'alarm', request: of, about: undefined, crash: isKept ? undefined : DIES },
    ];
    return {
      way: { opening, policy },
      event: { happens: 'stands-still', act, at: look ? `${does}: ${look}` : moment, meanwhile, ...CALM },
    };
  });
