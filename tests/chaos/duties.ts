import type { Chat } from '../support/chat.ts';
import type { Client } from '../support/world.ts';

export interface Target {
  id: string;
  userPrincipalName: string;
  displayName: string;
}

/** What one administrator saw of all their resets. */
export interface Seen {
  asked: number;
  handedOver: number;
  /** Requests that somebody else approved or declined. */
  decided: number;
  /** Each a sentence that was not true, or an answer that nobody should get. */
  wrong: string[];
  /** Messages and clicks. */
  turns: number;
}

/** Who and what one administrator has to do with. */
export interface Duties {
  targets: readonly Target[];
  /** Those who decide on what needs a second person; they ask for nothing themselves. */
  colleagues: readonly Client[];
  /** Where they are asked for a request from a personal chat. */
  approvals: Chat;
  random: () => number;
}
