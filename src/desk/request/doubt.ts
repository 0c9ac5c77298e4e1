import type { Offered } from '../../action-kinds.ts';
import type { ActionErrand } from './errand.ts';
import type { Asker, Place } from './people.ts';

/** A wish that names nobody, and what was written beside it. */
export interface OpenWish extends Pick<ActionErrand, 'ticket' | 'note' | 'typedPassword'> {
  offered: Offered;
}

/** What is wished for somebody, without what is to be done. */
export type OpenErrand = Omit<ActionErrand, 'action'>;

/** What a message left open, kept until its writer has answered what they were asked about it. Holds no typed password. */
export type Doubt = {
  id: string;
  asker: Asker;
  /** Where they were asked, and on which card. */
  place: Place;
  /** Milliseconds since the epoch, as `dueAt`, until when they may answer. */
  askedAt: number;
  dueAt: number;
} & (
  | ({ about: 'whose' } & OpenWish)
  /** Whether it is wished at all. */
  | { about: 'wish'; errand: ActionErrand }
  /** What can be done instead of what was refused. Nobody is asked about it, so nothing but its button answers it. */
  | { about: 'offer'; errand: ActionErrand }
  /** Which of these is wished. */
  | { about: 'which'; offered: Offered; errand: OpenErrand }
);

/** A doubt that stands on a card, whose buttons answer it. */
export type DoubtOnCard = Extract<Doubt, { about: 'wish' | 'offer' | 'which' }>;

/** A doubt that its writer was asked about, and may answer in words. */
export type AskedDoubt = Exclude<Doubt, { about: 'offer' }>;

export function isAsked(doubt: Doubt): doubt is AskedDoubt {
  return doubt.about !== 'offer';
}

/** What was wished, if this was chosen of what is offered: by its place there, from 0. Undefined where nothing stands there. */
export function errandOf(doubt: DoubtOnCard, choice: number | undefined): ActionErrand | undefined {
  if (doubt.about !== 'which') return doubt.errand;
  const action = choice === undefined ? undefined : doubt.offered[choice];
  return action && { ...doubt.errand, action };
}

/** Doubts of one person in one conversation, without its threads (conversationOf). */
export interface DoubtsOf {
  personId: string;
  conversationId: string;
}
