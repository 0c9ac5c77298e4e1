import fc from 'fast-check';
import { type Act, type Around, happensAct, type ModelEvent } from './events.ts';
import { OPENINGS, type Opening } from './openings.ts';
import { PLACES } from './places.ts';
import type { Crash } from './process.ts';

/** What leads to a place, where it is not left to chance. */
interface Way {
  opening?: Opening;
  policy?: number;
  approvals?: boolean;
}

export interface Aimed {
  /** Where the first process dies that comes there. */
  aim: Crash;
  /** Instead of how the sequence begins by chance. */
  way: Way;
  /** The first event after the opening. */
  event: ModelEvent;
}

const TWO_PERSONS_BY_ROLE = 0;
const TWO_PERSONS_ALWAYS = 3;
/** Somebody asks for the same person once more. */
const ASKS_AGAIN = { does: 'ask', who: 'erik', target: 'anna', several: false, personal: false } as const;
const CALM: Around = { resets: [], trouble: 'none' };

/** The way to each use case, and to those of its awaits that need more; where several fit, the later ones win. */
const WAYS: readonly (readonly [RegExp, Way & { act?: Partial<Act>; around?: Partial<Around> }])[] = [
  [/^ask:/, { act: { does: 'ask' } }],
  [/^ask: directory.scopedRolesOf/, { act: { who: 'pia' } }],
  [/^ask: .*request-refused/, { act: { target: 'ulla' } }],
  [/^ask: store.(get|replace)/, { opening: OPENINGS.resetTooLong, act: ASKS_AGAIN, around: CALM }],
  [/^ask: .*reset-unknown/, { opening: OPENINGS.callingTooLong }],
  [/^(cancel|click|confirm|shown|delivered|signOutEverywhere|verify|waiting):/, { opening: OPENINGS.open }],
  [/^cancel:/, { act: { does: 'cancel' } }],
  [/^(claim|sweep):/, { opening: OPENINGS.lost, act: { does: 'stall' } }],
  [/^click: .*password-erased/, { opening: OPENINGS.resetTooLong }],
  [/^click: .*request-expired/, { opening: OPENINGS.openTooLong }],
  [/^click: .*reset-unknown/, { opening: OPENINGS.callingTooLong }],
  [/^confirm: directory.scopedRolesOf/, { opening: OPENINGS.openInUnit, around: CALM }],
  [/^confirm: .*(approval|setting)/, { opening: OPENINGS.personal, policy: TWO_PERSONS_BY_ROLE, around: CALM }],
  [/^confirm: .*approval-refused/, { approvals: false }],
  [/^confirm: .*approval-asked/, { approvals: true }],
  [/^confirm: .*request-refused/, { opening: OPENINGS.roleLost, around: CALM }],
  [/^confirmAgain:/, { opening: OPENINGS.open, act: { does: 'again' }, around: CALM }],
  [/^confirm: store.replace$/, { opening: OPENINGS.heldSinceAsked, act: { request: 1 } }],
  [/^confirmAgain: directory.scopedRolesOf/, { opening: OPENINGS.openInUnit }],
  [/^confirmAgain: store.replace$/, { opening: OPENINGS.heldSinceAsked, act: { request: 1 } }],
  [/^confirmAgain: store.get$/, { opening: OPENINGS.takenOver }],
  [/^decide:/, { opening: OPENINGS.twoPersons, policy: TWO_PERSONS_BY_ROLE, act: { does: 'approve' } }],
  [/^decide: directory.scopedRolesOf/, { act: { who: 'pia' } }],
  [/^decide: .*approval-refused/, { act: { who: 'erik' } }],
  [/^decide: .*request-declined/, { act: { does: 'decline' } }],
  [/^decide: .*request-refused/, { opening: OPENINGS.twoPersonsRoleLost, around: CALM }],
  [/^handOver:/, { opening: OPENINGS.hangs, act: { does: 'hand-over' } }],
  [/^pick:/, { opening: OPENINGS.choosing, around: CALM }],
  [/^pick: directory.scopedRolesOf/, { opening: OPENINGS.choosingInUnit }],
  // The fourth of the targets, whom Erik may not reset.
  [/^pick: .*request-refused/, { act: { request: 3 } }],
  [/^pick: .*password-erased/, { opening: OPENINGS.choosingAfterReset }],
  [/^pick: .*reset-unknown/, { opening: OPENINGS.choosingAfterCall }],
  [/^pick: store.replace$/, { opening: OPENINGS.choosingHeld, act: { who: 'gunnar' } }],
  [/^retry:/, { opening: OPENINGS.lost, act: { does: 'retry' }, around: CALM }],
  [/^retry: directory.scopedRolesOf/, { opening: OPENINGS.lostInUnit }],
  [/^retry: .*not-allowed/, { opening: OPENINGS.lostAndRoleLost }],
  [/^run:/, { opening: OPENINGS.approved, policy: TWO_PERSONS_BY_ROLE, act: { does: 'run' }, around: CALM }],
  [/^run: directory.scopedRolesOf/, { opening: OPENINGS.approvedInUnit, policy: TWO_PERSONS_ALWAYS }],
  [/^run: .*request-refused/, { opening: OPENINGS.approvedRoleLost }],
  [/^run: .*begunSince/, { opening: OPENINGS.aboveLimit, policy: TWO_PERSONS_ALWAYS, act: { request: 1 } }],
  [/^(confirm|run): .*reset-failed/, { around: { resets: ['busy'] } }],
  [/^(confirm|run): .*reset-not-called/, { around: { resets: ['sign-in-again'] } }],
  [
    /^(confirm|run): .*lastPasswordChange|^(confirm|retry|run): .*reset-unknown/,
    { around: { resets: ['lost-before'] } },
  ],
  [/^show:/, { opening: OPENINGS.hangs, act: { does: 'show' }, around: CALM }],
  [/^show: directory.scopedRolesOf/, { opening: OPENINGS.hangsInUnit }],
  [/^show: .*not-allowed/, { opening: OPENINGS.hangsAndRoleLost }],
  [/^signOutEverywhere:/, { act: { signOut: true }, around: CALM }],
  [/^takeUp:/, { opening: OPENINGS.hangs, act: { does: 'stall' }, around: CALM }],
  [/^takeUp: .*lastPasswordChange/, { opening: OPENINGS.lost }],
  [/^takeUp: .*(readOperation|store.get|reset-verified)/, { opening: OPENINGS.verifiable }],
  [/^takeUp: .*(revokeSessions|sessions)/, { opening: OPENINGS.concluding }],
  [/^takeUp: .*password-erased/, { opening: OPENINGS.resetTooLong }],
  [/^takeUp: .*request-expired/, { opening: OPENINGS.openTooLong }],
  [/^takeUp: .*reset-accepted/, { opening: OPENINGS.arrived }],
  [/^takeUp: .*reset-failed/, { opening: OPENINGS.failing }],
  [/^takeUp: .*reset-undone/, { opening: OPENINGS.undone }],
  [/^takeUp: .*reset-unknown/, { opening: OPENINGS.callingTooLong }],
  [/sessions-not-revoked/, { around: { trouble: 'revoke-fails' } }],
  [
    /^takeOver:/,
    { opening: OPENINGS.held, policy: TWO_PERSONS_BY_ROLE, act: { does: 'take-over', several: false }, around: CALM },
  ],
  [/^takeOver: directory.scopedRolesOf/, { opening: OPENINGS.heldThroughGroup }],
  [/^takeOver: .*not-allowed/, { opening: OPENINGS.heldCalling }],
  [/^takeOver: .*request-refused/, { opening: OPENINGS.heldAndRoleLost }],
  [/^takeOver: store.replace$/, { opening: OPENINGS.heldByAnother, act: { request: 1 } }],
  [/^takeOver: .*password-erased/, { opening: OPENINGS.heldTooLong }],
  [/^takeOver: .*reset-unknown/, { opening: OPENINGS.heldCallingTooLong }],
  [/^verify:/, { around: CALM }],
  [/^verify: .*(reset-failed|reset-undone)/, { around: { trouble: 'operation-fails' } }],
  [/^verify: .*lastPasswordChange/, { around: { trouble: 'operation-unreadable' } }],
  // Of a cloud account the last change tells.
  [/^verify: .*reset-not-verifiable/, { opening: OPENINGS.syncedOpen }],
  [/^takeUp: .*reset-not-verifiable/, { opening: OPENINGS.syncedHangs }],
  [/reset-not-verifiable/, { around: { trouble: 'operation-unreadable' } }],
  [/^waiting:/, { around: { trouble: 'not-installed' } }],
  // It is known already why the card waits.
  [
    /^waiting: store.replace$/,
    { opening: OPENINGS.undelivered, act: { does: 'stall' }, around: { trouble: 'card-not-sent' } },
  ],
  [/^question:/, { opening: OPENINGS.personal, policy: TWO_PERSONS_BY_ROLE, approvals: true, around: CALM }],
  [/^run-card:/, { opening: OPENINGS.twoPersonsAndLapsed, policy: TWO_PERSONS_BY_ROLE, around: CALM }],
  [/^notice:/, { opening: OPENINGS.twoPersons, policy: TWO_PERSONS_BY_ROLE, act: { does: 'decline' }, around: CALM }],
  [
    /^notSent:/,
    {
      opening: OPENINGS.twoPersonsAndLapsed,
      policy: TWO_PERSONS_BY_ROLE,
      around: { resets: [], trouble: 'card-not-sent' },
    },
  ],
];

/** Passed only by who comes second. */
const CONTENDED = /^(ask|cancel|decide|handOver|pick|show): store.get/;
/** Passed only when the password is handed over while its operation still runs. */
const UNDONE = 'verify: store.replace(reset-undone)';
/** One in so many goes its way by chance. */
const BY_CHANCE = 5;

/** A process dies at a place, after what leads there. */
export const aimed: fc.Arbitrary<Aimed> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    when: fc.constantFrom('before', 'after'),
    chance: fc.nat(BY_CHANCE - 1),
    event: happensAct,
  })
  .map(({ place, when, chance, event: { act: generated, resets, trouble } }) => {
    const aim: Crash = { place, when };
    if (chance === 0)
      return { aim, way: {}, event: leadingTo(place, { ...generated, crash: undefined }, { resets, trouble }) };
    const ways = WAYS.filter(([pattern]) => pattern.test(place)).map(([, way]) => way);
    const usual: Act = { ...generated, does: 'go-on', who: undefined, request: 0, crash: undefined };
    const act: Act = Object.assign(usual, ...ways.map(way => way.act));
    const around: Around = Object.assign({ resets, trouble }, ...ways.map(way => way.around));
    const { opening, policy, approvals }: Way = Object.assign({}, ...ways);
    return { aim, way: { opening, policy, approvals }, event: leadingTo(place, act, around) };
  });

function leadingTo(place: string, act: Act, around: Around): ModelEvent {
  if (CONTENDED.test(place)) return { happens: 'at-once', acts: [act, act], ...around };
  if (place !== UNDONE) return { happens: 'act', act, ...around };
  const meanwhile = [{ ...act, does: 'hand-over' } as const];
  return { happens: 'stands-still', act, at: 'verify: pause', meanwhile, ...around };
}
