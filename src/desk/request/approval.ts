import type { Locale } from '../../locales/locale.ts';
import type { Match, SharedRule } from './match.ts';
import type { Place, Somebody } from './people.ts';
import type { ProofBecause } from './proof.ts';

/** Why a second person is needed. `proof-missing`: they stand in for what should show who calls. */
export type Because = Match<SharedRule | 'limit-requester' | 'limit-target' | 'proof-missing'>;

/** What a second person is asked. */
export interface Question {
  because: Because;
  /** Why something should show who calls, where nothing does: the second person stands in for it. */
  withoutProof?: ProofBecause;
  /** The id of the alarm that this says, where it is one. */
  alarm?: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
  /** The approvals conversations, each asked by itself: the first decision counts. Missing: the request's own card asks. */
  places?: readonly AskedIn[];
  /** The request's own card asks as well: its conversation is one of those. */
  here?: true;
  /** Why it is not in all of them yet, once sending it has failed. `kept-out`: Teams does not let the bot write there. */
  unasked?: 'later' | 'kept-out';
}

/** A conversation in which a second person is asked. */
export interface AskedIn {
  place: Place;
  /** How cards are drawn there. */
  viewer?: { locale: Locale; timeZone?: string };
}

/** Whether the request's own card asks, in its own conversation. */
export function isAskedHere({ places, here }: Question): boolean {
  return places === undefined || here === true;
}

/** The conversations in which the question is not yet. */
export function unaskedIn({ places = [] }: Question): readonly AskedIn[] {
  return places.filter(({ place }) => place.cardId === undefined);
}

interface Said {
  by: Somebody;
  at: number;
}

/** What the second person said; a refusal has its reason. */
export type Approving = Said & { verdict: 'approved' };
export type Declining = Said & { verdict: 'declined'; reason: string };

/** A second person's part in a request: what they are asked, and what they said, once they have. */
export type Approval = Question & { decision?: Approving | Declining };
