import type { Locale } from '../../locales/locale.ts';
import type { Place, Somebody } from './people.ts';

/** Why a second person or a proof is needed: the rule that matched. `values` fill the placeholders of its text. */
export interface Because {
  rule:
    | 'always'
    | 'action'
    | 'target-holds-role'
    | 'target-in-group'
    | 'account-younger-than'
    | 'namesake-exists'
    | 'changed-lately'
    | 'requester-resets'
    | 'limit-requester'
    | 'limit-target'
    /** Somebody has said of a request for this target that the person never called. */
    | 'alarm'
    /** Nothing has shown that whoever calls is the target, as the policy wants it. */
    | 'proof-missing';
  values: Readonly<Record<string, string>>;
}

/** What a second person is asked. */
export interface Question {
  because: Because;
  /** Why something should show who calls, where nothing does: the second person stands in for it. */
  withoutProof?: Because;
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
