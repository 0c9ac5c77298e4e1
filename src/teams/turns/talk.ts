import type { Turn } from '../../desk/desk.ts';
import type { Place } from '../../desk/request/people.ts';
import type { UserTokens } from '../channel/user-tokens.ts';
import type { Services } from '../services.ts';

/** Somebody writes to the bot, or has signed in for what they wrote: who, with which tokens, and where. */
export interface Talk {
  services: Services;
  turn: Turn;
  tokens: UserTokens;
  place: Place;
}
