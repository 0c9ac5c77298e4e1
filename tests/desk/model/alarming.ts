import fc from 'fast-check';
import type { Aimed } from './aiming.ts';
import type { Act } from './events.ts';
import { CALM } from './happening.ts';
import { OPENINGS, type Opening } from './openings.ts';
import type { Crash } from './process.ts';
import { SHOWN_OR_REFUSED, SHOWN_OR_TWO_PERSONS, WORD_OR_TWO_PERSONS } from './way.ts';

/** What goes on, after what, and of which request somebody says meanwhile that the person never called. */
const GOING_ON: readonly { opening: Opening; policy?: number; does: Act['does']; of: number }[] = [
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
  { opening: OPENINGS.alarmEndedByRequester, policy: WORD_OR_TWO_PERSONS, does: 'confirm', of: 0 },
];
/** More than there are of moments where others may go first. */
const LATEST = 35;
/** Where what others have said meanwhile is looked at. */
const LOOKS = ['store.get', 'store.setting'];
/** It is said of its own request, and not kept yet for all others about the person. */
const DIES: Crash = { place: 'raiseAlarm: store.setting', when: 'before' };

/** An alarm comes while a process stands still in what brings a request on: before it looks, or after it has looked. */
export const alarming: fc.Arbitrary<Aimed> = fc
  .record({
    going: fc.constantFrom(...GOING_ON),
    moment: fc.nat(LATEST),
    look: fc.option(fc.constantFrom(...LOOKS), { freq: 2 }),
    isKept: fc.boolean(),
  })
  .map(({ going: { opening, policy = SHOWN_OR_TWO_PERSONS, does, of }, moment, look, isKept }) => {
    const act: Act = {
      does,
      action: 'reset-password',
      target: 'anna',
      request: 0,
      signOut: false,
      personal: false,
      several: false,
    };
    const meanwhile: Act[] = [{ ...act, does: 'alarm', request: of, crash: isKept ? undefined : DIES }];
    return {
      way: { opening, policy },
      event: { happens: 'stands-still', act, at: look ? `${does}: ${look}` : moment, meanwhile, ...CALM },
    };
  });
