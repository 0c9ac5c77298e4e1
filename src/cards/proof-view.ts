import type { RefusedView } from './refusal-text.ts';

/** The word of whoever asks, for whom they speak to: the values of the choice `word`. */
export const WORD_CODES = ['called-back', 'in-person', 'voice'] as const;
type WordCode = (typeof WORD_CODES)[number];

/** What somebody else is asked for in their own chat: the person who calls, or their manager. */
export type AskedCode = 'number-match' | 'manager';

/** Who is told afterwards, in their own chat: whose account it is, and their manager. */
export type ToldCode = 'target-told' | 'manager-told';

/** As what somebody says that it is not right. */
export type RaiserCode = AskedCode | ToldCode;

type ProofCode = WordCode | AskedCode;

/** How much each shows: the word of whoever asks, or something that somebody else does. */
export const LEVELS = {
  'called-back': 1,
  'in-person': 1,
  voice: 1,
  'number-match': 2,
  manager: 2,
} as const satisfies Readonly<Record<ProofCode, number>>;

/** What has shown who calls. */
export interface ShownProof {
  kind: ProofCode;
  /** Who has shown it, or said so. */
  by: string;
  at: Date;
}

/** Somebody is being asked. */
export interface OpenAskView {
  kind: AskedCode;
  of: string;
  /** The number that whoever asks reads out. */
  number?: number;
  until: Date;
  /** Their card is there; until then nobody has been asked. */
  sent: boolean;
}

/** Somebody was asked, or could not be, and nothing was shown by it. `over`: no answer came. */
export interface EndedAskView {
  kind: AskedCode;
  of: string;
  how: 'wrong' | 'cannot-tell' | 'over' | 'not-installed' | 'not-sent';
}

/** Somebody who can be asked. */
export interface WayView {
  kind: AskedCode;
  /** Their name; missing: it is not known yet. */
  name?: string;
}

/** The telephone numbers that the directory holds. */
interface PhonesView {
  /** `onPremises`: mastered in Windows Server AD, so that nobody has changed it in the cloud. */
  numbers: readonly { number: string; onPremises: boolean }[];
  /** As they are, and not only the last two digits of each. */
  inFull: boolean;
}

/** What has to be shown of whoever calls before it can be done, what has been, and what can be tried. */
export interface CallerView {
  /** Why, each as `proofBecauseText` says it; empty where a word would do and is needed for everybody. */
  because: readonly string[];
  /** What has to be shown, has been. */
  isShown: boolean;
  /** Until when that counts. */
  countsUntil?: Date;
  proofs: readonly ShownProof[];
  open?: OpenAskView;
  ended: readonly EndedAskView[];
  /** Words of the requester that would do; empty: none does. */
  words: readonly WordCode[];
  /** Who can be asked, in the order in which they are offered. */
  ways: readonly WayView[];
  /** A second person can stand in. */
  standIn: boolean;
  /** Missing: nobody wanted to see them; 'unknown': they could not be read. */
  phones?: PhonesView | 'unknown';
  /** Why the last press did nothing. */
  refused?: Omit<RefusedView, 'action'>;
}
