import { DAY, HOUR, MINUTE, SECOND } from '../desk/times.ts';

// How long and how many, where Teams and the Bot Framework are concerned. All times are in milliseconds. docs/limits.md
// shows every one of them, in these words.

/** How long a click is worked on before it is answered: Teams shows an error after 5 seconds, and the way there takes some of it. */
export const CLICK_ANSWER_WITHIN = 4 * SECOND;
/** How long a message is worked on before it is acknowledged: Teams delivers it again after about 15 seconds. */
export const ACKNOWLEDGE_AFTER = 10 * SECOND;
/** How many characters the reason and the ticket on a card may have, each. */
export const LONGEST_INPUT = 200;

/** How many mentions of one message are read: a message for this bot has a few. */
export const MOST_MENTIONS = 100;

/** How long the token service may take. */
export const TOKEN_WITHIN = 10 * SECOND;
/** How long it may take where a client waits for the answer to its sign-in, which Teams gives up after 5 seconds. */
export const INVOKE_TOKEN_WITHIN = 3.5 * SECOND;
/** How many wrong codes, and how many tokens that can’t be exchanged, one person may bring to the token service. */
export const MOST_WRONG_SIGN_INS = 5;
/** How long each of these counts. */
export const WRONG_SIGN_IN_SPAN = 10 * MINUTE;
/** How long somebody who has been told that something is too much is not told again. */
export const TOLD_AGAIN_AFTER = MINUTE;
/** How many people’s turns are counted; whoever was quiet longest is forgotten first, and begins anew. */
export const MOST_PEOPLE_COUNTED = 10_000;

/** How much may begin in one conversation (Microsoft Teams, "Optimize your bot with rate limiting", per bot per thread). */
export const TEAMS_LIMITS: readonly { calls: number; milliseconds: number }[] = [
  { calls: 7, milliseconds: SECOND },
  { calls: 8, milliseconds: 2 * SECOND },
  { calls: 60, milliseconds: 30 * SECOND },
  { calls: 1_800, milliseconds: HOUR },
];
/** How long a call to Teams may wait for its turn within those limits. */
export const PACE_PATIENCE = 30 * SECOND;
/** How long one try of a call to Teams may take. */
export const SEND_WITHIN = 15 * SECOND;
/** How often a call to Teams is tried at one go. */
export const MOST_SENDS = 4;
/** How long after the first try the last one may begin. */
export const SEND_AGAIN_WITHIN = 30 * SECOND;
/** How long the second try waits, doubled with each; up to half of it is taken off by chance. */
export const SEND_AGAIN_AFTER = SECOND;
/** How many conversations are remembered with the address at which Teams was last reached for them. */
export const MOST_ADDRESSES_KNOWN = 10_000;
/** How long a file may take to be saved for the person who asked for it. */
export const UPLOAD_WITHIN = 30 * SECOND;

/** How much clocks may differ when a token is read (Bot Connector, "Authentication"). */
export const CLOCK_SKEW = 5 * MINUTE;
/** How long a token of the channel may claim to hold: Teams’ own hold for an hour. */
export const LONGEST_TOKEN_LIFE = DAY;
/** How long the second lock of the door may take, which may have to read keys. */
export const LOCK_WITHIN = 10 * SECOND;
/** How long the keys of the channel may take to come. */
export const KEYS_WITHIN = 5 * SECOND;
/** How large the answer with them may be, and the one that says where they are. */
export const LARGEST_KEYS = 1_024 * 1_024;
/** How old those keys may become before they are read again (Bot Connector, "Authentication": at least every 24 hours). */
export const KEYS_STALE_AFTER = DAY;
/** How long a key that is not known is not looked for again: anybody can name one. */
export const KEYS_SEARCH_AFTER = 5 * MINUTE;
