import type { ActionErrand } from './errand.ts';
import type { Asker, Place } from './people.ts';

/** What was written beside a wish that names nobody. */
export type OpenWish = Pick<ActionErrand, 'ticket' | 'note' | 'typedPassword'>;

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
);

/** Doubts of one person in one conversation, without its threads (conversationOf). */
export interface DoubtsOf {
  personId: string;
  conversationId: string;
}
