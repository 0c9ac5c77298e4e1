import { MINUTE, SECOND } from '../desk/times.ts';

// How long and how many, where the process and its port are concerned. All times are in milliseconds. docs/limits.md shows
// every one of them, in these words.

/** How long a stop waits for turns and other work that is under way. */
export const STOP_WITHIN = 10 * SECOND;
/** How long answers that have been given may take to leave when the bot stops. */
export const LEAVE_WITHIN = 250;
/** How long the figures of telemetry may take to leave when the bot stops. */
export const FLUSH_WITHIN = 3 * SECOND;
/** How long the process waits for all of that; then it ends as it is. */
export const END_WITHIN = 15 * SECOND;

/** How long an answer to a health check holds: nobody makes the bot ask others more often. */
export const HEALTH_HOLDS_FOR = 10 * SECOND;
/** How long such a check may take. */
export const HEALTH_WITHIN = 5 * SECOND;

/** How long a start waits for Key Vault and tables to let the bot in: a role that was given takes up to ten minutes. */
export const LET_IN_WITHIN = 10 * MINUTE;
/** How soon they are asked again, at first; the wait doubles with each try. */
export const ASK_AGAIN_AFTER = 2 * SECOND;
/** How long that wait can become. */
export const LONGEST_ASK_AGAIN = 30 * SECOND;

/** How long a caller may take for the headers of a request, which Teams sends at once. */
export const HEADERS_WITHIN = 10 * SECOND;
/** How long a caller may take for a whole request. */
export const REQUEST_WITHIN = 15 * SECOND;
/** How long a connection is kept for the next request: longer than Azure’s load balancers keep one ("TCP idle timeout", 4 minutes). */
export const CONNECTION_KEPT_FOR = 250 * SECOND;
/** How many connections may be open before those are closed that wait for another request, the oldest first. */
export const MOST_CONNECTIONS = 500;
/** How large the body of a request may be: Teams keeps activities below about 100 KB. */
export const LARGEST_BODY = 128 * 1024;
/** How much of a body is read and thrown away after an answer that did not need it; then the connection is closed. */
export const LARGEST_DISCARDED = 512 * 1024;

/** How often a caller without a token is refused before the answers wait in line; those with a token never come near it. */
export const REFUSED_OF_ONE = { burst: 1_000, perSecond: 10 };
/** How often all callers without a token are refused together before their answers wait in line. */
export const REFUSED_OF_ALL = { burst: 5_000, perSecond: 100 };
/** How many addresses of such callers are kept in mind; the one that was refused longest ago goes first. */
export const MOST_ADDRESSES = 10_000;
/** How many of those who wait in line get their answer each second. */
export const MOST_HELD_BACK = 200;
/** How long somebody stands in that line; where it is longer, the connection is closed without an answer. */
export const LONGEST_HELD_BACK = 2.5 * SECOND;
/** How soon somebody who is held back is told to come again. */
export const COME_AGAIN_AFTER = 60 * SECOND;
/** How many refusals at the door the log has: enough to see what is wrong, and 90,000 lines a day whatever anybody sends. */
export const LOGGED_REFUSALS = { burst: 500, perSecond: 1 };
