/** What a request remembers of its calls to set the present password. Times are in milliseconds since the epoch. */
export interface ResetCalls {
  /** Reset calls with a new password so far. */
  attempts: number;
  /** When the first call with the present password began. */
  resetStartedAt?: number;
  /** When further calls with it began. */
  repeatedAt?: readonly number[];
  /** By how many milliseconds the directory's clock was ahead of ours at the latest claim, where it told. */
  clockAhead?: number;
  /** When the calls with the present password began by the directory's clock, to tell later whether one arrived. */
  calledAt?: readonly number[];
  /** The directory refused the repeat of a lost call in a way in which it would refuse the password that is in force. */
  repeatRefused?: boolean;
  /** The target's last password change before the first call, by the directory's clock. */
  changedBefore?: number;
  /** When Graph took one of them. */
  resetAt?: number;
  /** accepted: Graph took the reset, and nothing tells whether it is in force. */
  verification?: 'pending' | 'verified' | 'accepted';
  /** Where Graph tells how the reset ended. */
  operationUrl?: string;
}
