import { NyckelError } from '../../errors.ts';
import { MOST_SENDS, SEND_AGAIN_AFTER, SEND_AGAIN_WITHIN } from '../times.ts';
import { isLostConversation, readFailure } from './connector-errors.ts';
import type { Pace } from './pace.ts';

/** Not done now, try again (Microsoft Teams, "Optimize your bot with rate limiting": with back-off and jitter). */
const REPEATABLE = new Set([412, 429, 502, 503, 504]);
/** It may have been done all the same. */
const UNCERTAIN = new Set([408, 500]);
/** About our token: the same one will be refused again. */
const PASSING_WITHOUT_CODE = new Set([401]);

export interface Retries {
  pace: Pace;
  /** Milliseconds, never going back. */
  clock(): number;
  pause(milliseconds: number): Promise<void>;
}

export interface Repetition {
  /** Whose limit it counts against: the conversation's. Without, it is not paced. */
  conversationId?: string;
  /** Doing it twice is the same as doing it once: it is also repeated when it may have been done. */
  idempotent: boolean;
  /** It is about a message that is there already, and not about the conversation alone. */
  ofMessage?: boolean;
}

/**
 * Makes a call within the limits of its conversation, and again while Teams refuses it for the moment: at most 4 times, the last
 * begun at most 30 s after the first.
 * @throws what the last try threw
 */
export async function callWithRetries<T>(retries: Retries, repetition: Repetition, call: () => Promise<T>): Promise<T> {
  const { pace, clock, pause } = retries;
  const { conversationId } = repetition;
  let latest: number | undefined;
  for (let tries = 1; ; tries += 1) {
    if (conversationId !== undefined) await pace.turn(conversationId, latest && latest - clock());
    latest ??= clock() + SEND_AGAIN_WITHIN;
    try {
      return await call();
    } catch (error) {
      const { status, retryAfter } = readFailure(error);
      if (status === 429 && retryAfter && conversationId !== undefined) pace.hold(conversationId, retryAfter);
      const wait = (retryAfter ?? 0) + backOff(tries);
      if (tries >= MOST_SENDS || clock() + wait > latest || !mayRepeat(error, repetition)) throw error;
      await pause(wait).catch(() => {
        // The bot stops: what Teams answered last stands.
        throw error;
      });
    }
  }
}

/** Whether the call may be made again after this error without anything being done twice that must not be. */
function mayRepeat(error: unknown, { idempotent, ofMessage = false }: Repetition): boolean {
  if (error instanceof NyckelError) return false;
  const failure = readFailure(error);
  const { status, neverArrived, code } = failure;
  if (status === undefined) return neverArrived || idempotent;
  // Teams says so now and then of a conversation that worked a moment ago, and works again a moment later.
  if (REPEATABLE.has(status) || isLostConversation(failure, ofMessage)) return true;
  const foreign = status < 400 || (status < 500 && !PASSING_WITHOUT_CODE.has(status) && code === undefined);
  return idempotent && (UNCERTAIN.has(status) || foreign);
}

function backOff(tries: number): number {
  const step = SEND_AGAIN_AFTER * 2 ** (tries - 1);
  return Math.ceil(step * (1 - Math.random() / 2));
}
