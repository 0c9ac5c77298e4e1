import type { TextKey } from '../locales/text-key.ts';
import type { AfterwardsView, FateView, MadeView, TermsView } from './action-views.ts';
import type { CardAction } from './actions.ts';
import type { CardContext } from './card.ts';
import type { ConfirmView } from './confirm-view.ts';
import type { EntraLinks } from './entra-links.ts';
import type { FactRow } from './facts.ts';
import type { OutcomeView } from './outcome-view.ts';
import type { ReasonCode } from './reasons.ts';
import type { Inlines } from './text-runs.ts';

/** An element of an Adaptive Card. */
export type CardElement = Readonly<Record<string, unknown>>;

/** How it ended, for everybody. */
export interface EndingWords {
  title: TextKey;
  /** Who did what to whom. */
  what: Inlines;
  /** How far that is certain, or what holds now. */
  how: readonly Inlines[];
  /** Nothing more is to be expected. */
  isSettled: boolean;
}

/** That it was carried out, as approvers are told. */
export interface ApprovedView {
  requester: string;
  target: string;
  at: Date;
  /** While Microsoft Entra ID or Windows Server AD can still say no. */
  unconfirmed: boolean;
  /** Mastered in Windows Server AD. */
  synced: boolean;
  withdrawnAt?: Date;
}

/** What the cards of an action have of its own, beside its texts. A part that there is nothing to say in is empty. */
export interface ActionParts {
  /** Why it is done, as the confirm card offers it. */
  reasons: readonly ReasonCode[];
  /** What will happen, on the confirm card; where a second person must approve, after that. */
  what(view: ConfirmView, context: CardContext): Inlines;
  /** What else to be warned of there. */
  warnings(view: ConfirmView, context: CardContext): readonly Inlines[];
  /** What else is known there. */
  known(view: ConfirmView, context: CardContext): readonly FactRow[];
  /** The elements in which it is chosen how it is done. What is put in there is sent along with the confirmation. */
  choices(view: ConfirmView, context: CardContext): readonly CardElement[];
  /** What was chosen, for a second person. */
  chosen(terms: TermsView | undefined, target: string, context: CardContext): readonly FactRow[];
  /** What becomes of a call whose answer was lost; `refusedUntil` as on the card. */
  lost(view: { targetName: string; refusedUntil?: Date }, context: CardContext): Inlines;
  ending(view: OutcomeView, context: CardContext): EndingWords;
  approved(
    how: ApprovedView,
    context: CardContext,
  ): Pick<EndingWords, 'title' | 'isSettled'> & { lines: readonly Inlines[] };
  /** What to tell the person who gets the secret. */
  reminders(secret: { synced: boolean; made?: MadeView }, context: CardContext): readonly Inlines[];
  /** What has become of what was handed over. */
  fate(view: AfterwardsView & { fate?: FateView }, context: CardContext): readonly Inlines[];
  /** Whether what was made lives on, although nobody was given its secret. */
  leftOver(view: AfterwardsView, context: CardContext): readonly Inlines[];
  /** The buttons for what lives on in the directory: to see what has become of it, and to take it back. */
  lookAgain(request: string, view: { fate?: FateView }, context: CardContext): readonly CardAction[];
  takeBack(request: string, context: CardContext): readonly CardAction[];
  /** The pages that are of use beside the secret: a card draws five actions at most, with those that it has itself. */
  pagesBeside: readonly (keyof EntraLinks)[];
  /** The next steps in the admin center, row by row: a row of many is cut off on a phone. */
  pagesAfter: readonly (readonly (keyof EntraLinks)[])[];
  /** Opens the page on which people help themselves, with their own account. */
  own(context: CardContext): CardAction;
}
