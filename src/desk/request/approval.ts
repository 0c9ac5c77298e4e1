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
  /** The approvals conversation, where the request itself came from a personal chat. */
  place?: Place;
  /** How cards are drawn there. */
  viewer?: { locale: Locale; timeZone?: string };
  /** Why it is not there yet, once sending it has failed. `kept-out`: Teams does not let the bot write there. */
  unasked?: 'later' | 'kept-out';
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
