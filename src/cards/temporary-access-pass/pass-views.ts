/** A pass in the directory. */
export interface PassView {
  /** It can be used for one sign-in alone. */
  once: boolean;
  createdAt: Date;
  startsAt: Date;
  /** When it dies by itself. */
  endsAt: Date;
}

/** The pass that somebody has already. */
export interface PresentPassView extends PassView {
  state: 'usable' | 'not-yet' | 'used' | 'expired' | 'disabled';
}

/** `unknown`: whether there is one could not be read. */
type Present = PresentPassView | 'none' | 'unknown';

/** What a requester can choose of a pass. */
export interface PassChoicesView {
  /** How long it may last in this organization, in minutes. */
  shortest: number;
  longest: number;
  /** How long it lasts where nobody chooses. */
  usual: number;
  /** No pass can be used more than once here. */
  onceOnly: boolean;
  /** Between which moments it may begin; the first is now. */
  startsWithin: { from: Date; to: Date };
  present: Present;
}

/** What was chosen of a pass. */
export interface PassTermsView {
  once: boolean;
  minutes: number;
  /** When it begins; missing: as soon as it is made. */
  startsAt?: Date;
  present: Present;
}

/** What has become of a pass, and when that was read. */
export interface PassFateView {
  status: 'used' | 'not-used' | 'not-yet' | 'expired' | 'disabled' | 'withdrawn' | 'not-known';
  at: Date;
}
