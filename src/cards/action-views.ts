import type { PassChoicesView, PassFateView, PassTermsView, PassView } from './temporary-access-pass/pass-views.ts';

// What belongs to an action alone, as its cards show it. An action that has nothing of the kind leaves it out.

/** What the requester can choose on the confirm card. */
export type ChoicesView = PassChoicesView;

/** What was chosen there. */
export type TermsView = PassTermsView;

/** What was made in the directory, without its secret. */
export type MadeView = PassView;

/** What was last read of what has become of it. */
export type FateView = PassFateView;

/** What was made, as far as it may live on after its request. */
export interface AfterwardsView {
  made?: MadeView;
  /** A call whose answer was lost may have made something, and it is not known what. */
  maybeMade?: boolean;
  /** When it was taken back in the directory, or found to be gone there; missing: it was not. */
  withdrawnAt?: Date;
}
