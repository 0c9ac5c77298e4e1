import type { Around } from './events.ts';
import { CALM } from './happening.ts';
import { OPENINGS } from './openings.ts';
import { LONG } from './pass-openings.ts';
import { TWO_PERSONS_BY_ROLE, type WayTo } from './way.ts';

const PASS = { action: 'temporary-access-pass', terms: LONG, several: false } as const;
const ARRIVED: Around = { resets: ['lost-after'], trouble: 'none' };
/** What is read, found and taken back after a lost answer. */
const LOOKS = /^(confirm|run): (directory.(readPass|withdrawPass)|store.history|store.replace\(pass-withdrawn\))$/;

/** The same for passes. */
export const PASS_WAYS: readonly WayTo[] = [
  [
    /^confirm: .*(givePass|readPass|withdrawPass|history|\(pass-)/,
    { opening: OPENINGS.passOpen, act: PASS, around: CALM },
  ],
  [
    /^run: .*(givePass|readPass|withdrawPass|history|\(pass-)|^run: store.replace$/,
    { opening: OPENINGS.passApproved, policy: TWO_PERSONS_BY_ROLE, act: { ...PASS, does: 'run' }, around: CALM },
  ],
  // Shorter than any pass may last.
  [
    /^confirm: store.record\(not-allowed\)$/,
    { opening: OPENINGS.passOpen, act: { ...PASS, terms: { once: true, minutes: 30 } }, around: CALM },
  ],
  [LOOKS, { policy: TWO_PERSONS_BY_ROLE, around: ARRIVED }],
  [/^run: store.replace$/, { around: ARRIVED }],
  [/^(confirm|run): .*pass-failed/, { around: { resets: ['busy'] } }],
  [/^(confirm|run): .*pass-not-called/, { around: { resets: ['sign-in-again'] } }],
  [/^(confirm|run): .*pass-unknown/, { around: { resets: ['lost-before'] } }],
  [
    /^retry: .*(givePass|readPass|withdrawPass|history|seal.seal|\(pass-)|^retry: store.replace$/,
    { opening: OPENINGS.passArrived, policy: TWO_PERSONS_BY_ROLE, act: { ...PASS, does: 'retry' }, around: CALM },
  ],
  [/^retry: .*pass-unknown/, { around: { resets: ['lost-before'] } }],
  [/^retry: .*pass-failed/, { around: { resets: ['busy'] } }],
  [/^show: .*pass-shown/, { opening: OPENINGS.passReady, act: { ...PASS, does: 'show' }, around: CALM }],
  [/^handOver: .*pass-handed-over/, { opening: OPENINGS.passReady, act: { ...PASS, does: 'hand-over' }, around: CALM }],
  [/^(click|takeUp): .*pass-erased/, { opening: OPENINGS.passTooLong, act: PASS, around: CALM }],
  [/^(click|takeUp): .*pass-unknown/, { opening: OPENINGS.passCallingTooLong, act: PASS, around: CALM }],
  [
    /^takeUp: .*(readPass|withdrawPass|history|\(pass-)|^takeUp: store.replace$/,
    { act: { ...PASS, does: 'stall' }, around: CALM },
  ],
  [/^takeUp: .*(readPass|withdrawPass|history|pass-withdrawn)/, { opening: OPENINGS.passArrivedTooLong }],
  [/^takeUp: store.replace$/, { opening: OPENINGS.passArrived }],
  [/^instead:/, { opening: OPENINGS.passOpen, act: { ...PASS, does: 'instead' }, around: CALM }],
  [/^instead: directory.scopedRolesOf/, { opening: OPENINGS.openInUnit }],
  [/^instead: .*request-refused/, { opening: OPENINGS.open }],
  [/^receipt:/, { opening: OPENINGS.passHandedOver, act: { ...PASS, does: 'receipt' }, around: CALM }],
  [/^(receipts?|withdraw):/, { policy: TWO_PERSONS_BY_ROLE }],
  [/^receipt: store.replace$/, { opening: OPENINGS.passReceipt }],
  [/^receipt: .*(scopedRolesOf|not-allowed)/, { opening: OPENINGS.passHandedOverAndRoleLost }],
  [/^receipts:/, { opening: OPENINGS.passHandedOver, act: { ...PASS, does: 'receipts' }, around: CALM }],
  [/^withdraw:/, { opening: OPENINGS.passReady, act: { ...PASS, does: 'withdraw' }, around: CALM }],
  [/^withdraw: directory.readPass/, { opening: OPENINGS.passRepeatedAndDeleted }],
  [/^withdraw: .*(scopedRolesOf|not-allowed)/, { opening: OPENINGS.passHandedOverAndRoleLost }],
];
