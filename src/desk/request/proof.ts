import type { ActionKind } from '../../action-kinds.ts';
import type { Locale } from '../../locales/locale.ts';
import { PROOF_LIFETIME } from '../times.ts';
import type { Match, SharedRule } from './match.ts';
import type { Place, Somebody } from './people.ts';
import type { HandoverTrouble } from './refusal.ts';
import { TOLD_AS } from './told.ts';

/** The word of whoever asks, for whom they speak to. */
export const WORDS = ['called-back', 'in-person', 'voice'] as const;
export type Word = (typeof WORDS)[number];

/** What somebody else is asked for in their own chat: the person who calls, or somebody who knows them. */
export const ASKED_PROOFS = ['number-match', 'manager'] as const;
export type AskedProof = (typeof ASKED_PROOFS)[number];

/** What shows that whoever calls is the target, weakest first. */
export const PROOF_KINDS = [...WORDS, ...ASKED_PROOFS] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** How much a proof shows. 0: nothing is needed; 3: a fresh sign-in of the caller's own, which nothing here asks for yet. */
export const PROOF_LEVELS = [0, 1, 2, 3] as const;
export type ProofLevel = (typeof PROOF_LEVELS)[number];

/** What each kind shows. */
export const LEVEL_OF: Readonly<Record<ProofKind, ProofLevel>> = {
  'called-back': 1,
  'in-person': 1,
  voice: 1,
  'number-match': 2,
  manager: 2,
};

/** Whose deed or word each kind is. */
const GIVEN_BY: Readonly<Record<ProofKind, 'requester' | 'target' | 'manager'>> = {
  'called-back': 'requester',
  'in-person': 'requester',
  voice: 'requester',
  'number-match': 'target',
  manager: 'manager',
};

/** Somebody who has shown who calls, or is asked to, with what tells whether another account is theirs as well. */
type Witness = Pick<Somebody, 'id' | 'name' | 'employeeIds'>;

/** That whoever calls is the target, for the one request that it is kept with, its action and its target. */
export interface Proof {
  kind: ProofKind;
  /** Who has shown it, or said so. */
  by: Witness;
  at: number;
  action: ActionKind;
  targetId: string;
}

/** How an ask has ended. `over`: its time was up, or another one took its place. */
export type AskEnding = 'proved' | 'wrong' | 'cannot-tell' | 'alarm' | 'over';

/** Somebody is asked to show, or to say, that whoever calls is the target. */
export interface ProofAsk {
  /** Opaque and unguessable; its card carries it. */
  id: string;
  kind: AskedProof;
  /** Who is asked, and alone can answer. */
  of: Witness;
  askedAt: number;
  /** Until when it can be answered. */
  until: number;
  /** The numbers that they choose from, and the one that whoever asks reads out. */
  numbers?: { shown: readonly number[]; right: number };
  /** Where their card is; missing until it was sent. */
  place?: Place;
  /** How they read; missing until they have pressed. */
  viewer?: { locale: Locale; timeZone?: string };
  /** Why their card can't be sent. */
  unsent?: HandoverTrouble | 'not-installed';
  ended?: AskEnding;
}

/** Who can say that it is not right: whoever is asked who calls, and whoever is told afterwards. */
export const RAISERS = [...ASKED_PROOFS, ...TOLD_AS] as const;

/** Somebody says that the person never called, or that this is not right. */
export interface Alarm {
  by: Witness;
  as: (typeof RAISERS)[number];
  at: number;
}

/** What is known of who calls: of one request. */
export interface Caller {
  /** In the order in which they were given. */
  proofs: readonly Proof[];
  /** In the order in which they were made; at most the last one is open. */
  asks: readonly ProofAsk[];
  alarm?: Alarm;
}

/** What the policy wants to be shown of a caller. */
export interface Demand {
  atLeast: ProofLevel;
  /** The rules that want this much: each has to be satisfied. */
  rules: readonly DemandRule[];
  /** Who manages the target now: nobody else can have vouched. */
  managerId?: string;
}

/** Why something has to be shown. `alarm`: somebody has said of a request for this target that the person never called. */
export type ProofBecause = Match<
  SharedRule | 'action' | 'account-younger-than' | 'namesake-exists' | 'changed-lately' | 'alarm'
>;

interface DemandRule {
  because: ProofBecause;
  /** The kinds that count for it; missing: all of that level. */
  of?: readonly ProofKind[];
  /** Whose proof does not count for it: they have raised the alarm. */
  notBy?: readonly string[];
}

/** What the policy wants to be shown, and whether a second person can stand in for it. */
export interface WantedProof {
  demand: Demand;
  standIn: boolean;
}

/** Nothing is wanted. */
export const NO_DEMAND: Demand = { atLeast: 0, rules: [] };
export const NOTHING_WANTED: WantedProof = { demand: NO_DEMAND, standIn: true };

/** For what a proof would have to be. */
export interface Proven {
  action: ActionKind;
  targetId: string;
}

/** Whether a proof still counts for this. `now` is in milliseconds since the epoch. */
export function isAlive({ at, action, targetId }: Proof, of: Proven, now: number): boolean {
  return action === of.action && targetId === of.targetId && now - at < PROOF_LIFETIME;
}

/** Whether these proofs are what is demanded for this, now. `now` is in milliseconds since the epoch. */
export function isProved(proofs: readonly Proof[], demand: Demand, of: Proven, now: number): boolean {
  const { atLeast, rules, managerId } = demand;
  if (atLeast === 0) return true;
  const isFit = ({ kind, by }: Proof) =>
    LEVEL_OF[kind] >= atLeast && (GIVEN_BY[kind] !== 'manager' || by.id === managerId);
  const counting = proofs.filter(proof => isAlive(proof, of, now) && isFit(proof));
  return rules.every(rule => counting.some(proof => countsFor(rule, proof))) && counting.length > 0;
}

/** Whether one kind of proof can count for one of the rules at least, by whoever gives it: `targetId` is who presses a number. */
export function canSatisfy(kind: ProofKind, { atLeast, rules, managerId }: Demand, targetId?: string): boolean {
  const giver = { requester: undefined, target: targetId, manager: managerId }[GIVEN_BY[kind]];
  return LEVEL_OF[kind] >= atLeast && rules.some(rule => countsFor(rule, { kind, by: { id: giver ?? '' } }));
}

function countsFor(
  { of, notBy = [] }: DemandRule,
  { kind, by }: Pick<Proof, 'kind'> & { by: { id: string } },
): boolean {
  return (!of || of.includes(kind)) && !notBy.includes(by.id);
}
