// How long and how many: the times and limits of the product that somebody notices. All times are in milliseconds.
// docs/limits.md shows every one of them, in these words.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How long a card may be pressed that asks whether something is wished, a pick card or a confirm card. */
export const CARD_LIFETIME = 10 * MINUTE;
/** How long a name alone counts as the answer to “Whose password?”. */
export const ANSWER_LIFETIME = 5 * MINUTE;
/** How long it counts that somebody has shown who calls. */
export const PROOF_LIFETIME = 10 * MINUTE;
/** How long the caller may take to press the number that is read out to them. */
export const NUMBER_LIFETIME = 3 * MINUTE;
/** How long a manager may take to say whether it is the person who calls. */
export const VOUCHING_LIFETIME = 15 * MINUTE;
/** How long an alarm raises what has to be shown of whoever calls for that account. */
export const ALARM_LIFETIME = DAY;
/** How long after the end of a request whoever was asked can still say that they never called. */
export const ALARM_WITHIN = 30 * DAY;
/** How long a second person may be waited for. */
export const APPROVAL_LIFETIME = 60 * MINUTE;
/** How long an approved request waits for its requester to sign in and run it. */
export const RUN_LIFETIME = 30 * MINUTE;
/** How long after its approval it waits at most, where somebody is to show meanwhile who calls. */
export const APPROVED_LIFETIME = RUN_LIFETIME + VOUCHING_LIFETIME + PROOF_LIFETIME;
/** How long a temporary password is kept for its requester after the reset; then it is erased. */
export const PASSWORD_LIFETIME = 15 * MINUTE;
/** How long a Temporary Access Pass is kept for its requester after it was made, if it does not die before; then it is erased here and deleted in the directory. */
export const PASS_KEPT = 15 * MINUTE;
/** How long a Temporary Access Pass works at least where nothing else is chosen, as far as the tenant allows it. */
export const SHORTEST_USUAL_PASS = HOUR;
/** How far ahead a Temporary Access Pass may begin. */
export const PASS_STARTS_WITHIN = 30 * DAY;
/** How long ago the chosen start may be and still mean now: a second person may have been waited for. */
export const PASS_START_PAST = 2 * HOUR;
/** How long an errand waits for its person to sign in. */
export const ERRAND_LIFETIME = 10 * MINUTE;
/** How long it is remembered which messages were answered and which of them started something: Teams delivers some again, and people edit them. */
export const MESSAGE_KEPT = HOUR;
/** How long a second administrator may be waited for who agrees that the approvals conversation moves. */
export const PROPOSAL_LIFETIME = 30 * MINUTE;
/** How long after a request was carried out its requester’s sign-in is waited for, to sign the person out everywhere. */
export const SIGN_OUT_WITHIN = 10 * MINUTE;

/** How often one person is asked for a number within an hour. */
export const MOST_NUMBER_ASKS = 3;
/** How often one manager is asked about the people they manage within 24 hours. */
export const MOST_VOUCHING_ASKS = 3;
/** How many people a card offers to choose from. */
export const MOST_CANDIDATES = 8;
/** How many it offers where nobody is called what was written. */
export const MOST_NEAR = 5;
/** How many people a confirm card names who are easily taken for the one it shows. */
export const MOST_LOOK_ALIKES = 3;
/** How many requests a history shows. */
export const MOST_HISTORY_ROWS = 10;
/** How many of the latest requests for an account are looked through for when it was last signed out everywhere. */
export const MOST_LOOKED_THROUGH = 500;
/** How long it is told which temporary passwords were not changed, and which passes not used. */
export const UNUSED_FOR = 30 * DAY;
/** How many requests of that time are looked at, those that were begun first. */
export const MOST_FOLLOWED = 1_000;
/** How many people are read at the same time to tell that. */
export const MOST_READ_AT_ONCE = 100;
/** How long people are read for it; of the others it is not known. */
export const UNUSED_READ_WITHIN = 10 * SECOND;
/** How often a manager is reminded of one of them. */
export const REMINDED_EVERY = DAY;
/** How many of those that are not used, and of those of which it is not known, are shown. */
export const MOST_UNUSED_ROWS = 5;
/** How many requests each group of what is open shows. */
export const MOST_OPEN_ROWS = 5;
/** How long a time a report is about; it compares with as much before. */
export const REPORTED = 7 * DAY;
/** How many rules, and how many people, it names at most; the rest is one number. */
export const MOST_REPORT_ROWS = 5;
/** How long somebody may take to say whether it may be saved as a file. */
export const EXPORT_LIFETIME = HOUR;
/** How many resets and passes somebody may have made in that time without being named. */
export const MOST_UNNAMED = 4;
/** How many people the approvals conversation may have: whoever reads approvals reads names, addresses and roles of others. */
export const MOST_APPROVERS = 100;
/** How many of them are named to the administrator who is to agree to it. */
export const MOST_NAMED = 10;
/** How many administrative units have an approvals conversation of their own. */
export const MOST_UNIT_CONVERSATIONS = 40;

/** How often the bot looks for what is due, such as a card that is to be sent again. */
export const SWEEP_EVERY = 5 * SECOND;
/** How many requests the bot takes up each time it looks for what is due. */
export const MOST_SWEPT = 500;
/** How many of those wait for Teams or Graph at the same time. */
export const MOST_SWEPT_AT_ONCE = 32;
/** How many requests whose time is over are ended at the same time. */
export const MOST_ENDED_AT_ONCE = 64;
/** How often the bot looks for what is to be erased or to expire; that waits for neither Teams nor Graph. */
export const END_EVERY = 2 * SECOND;
/** How often the bot looks whether it is time to forget what is old, which is once a day. */
export const FORGET_LOOK_EVERY = 15 * MINUTE;
/** How many requests, and how many rows of the record, it forgets in a day at most. */
export const MOST_FORGOTTEN = 50_000;
/** How long it lets others go on between two steps of that. */
export const FORGET_PAUSE = 50;
/** How long a process may take to show what it decided before another one does it. */
export const SHOW_WITHIN = 30 * SECOND;
/** How long whoever has taken up what is due may take for it before another one does it. */
export const DUTY_LEASE = MINUTE;
/** How soon a card that Teams did not take is sent again, at first; the wait doubles with each try. */
export const SEND_AGAIN = 5 * SECOND;
/** How long that wait can become. */
export const LONGEST_SEND_AGAIN = 20 * SECOND;
/** After how many tries, some ten minutes of them, a card is sent again less often. */
export const MOST_FREQUENT_TRIES = 30;
/** How often it is sent again from then on. */
export const SEND_AGAIN_SELDOM = 10 * MINUTE;
/** How long after the end of a request its cards are still sent again, and its requester told. */
export const SEND_AGAIN_UNTIL = DAY;
/** How often somebody is told something whom Teams keeps the bot from. */
export const MOST_TRIES_KEPT_OUT = 4;
/** How soon the bot looks again for what others have to tell: Teams, Graph, the outcome of an operation. */
export const LOOK_AGAIN = MINUTE;
/** How soon a password that Teams did not take is offered again, where nobody has to do anything for it first. */
export const HAND_OVER_AGAIN = 5 * SECOND;

/** How long a process may take for a call before another one finds out what became of it. */
export const CALL_LEASE = MINUTE;
/** How long after the first try of a call another one may begin, where Graph said that it did not do it. */
export const CALL_BEGINS_WITHIN = 30 * SECOND;
/** How many more passes are made where one was lost and taken back. */
export const MORE_PASSES = 1;
/** How many more passwords are tried where Entra finds one weak or banned. */
export const MORE_PASSWORDS = 2;
/** How often the policy is asked again, because others start at the same moment. */
export const MOST_POLICY_TRIES = 5;
/** How much earlier or later than our call the directory may date a change of the password that still counts as ours. */
export const CHANGE_TOLERANCE = 5 * SECOND;
/** How often the outcome of a call is read, where Graph names no time: it documents no interval. */
export const POLL_EVERY = 2 * SECOND;
/** How long Graph may have the reading of an outcome wait. */
export const LONGEST_POLL_WAIT = 30 * SECOND;
/** How long an outcome is asked for; after that it stays "accepted". Writeback to Windows Server AD takes a few minutes. */
export const POLL_WITHIN = 10 * MINUTE;
/** How soon after an accepted reset the change of the password is looked for, then after twice that, and so on. */
export const CHANGE_AFTER = 500;
/** How long the change of the password is looked for. */
export const CHANGE_WITHIN = MINUTE;

/** How long one call of Graph may take. */
export const DIRECTORY_WITHIN = 20 * SECOND;
/** How long one command or click may wait in all for calls that Graph asks to repeat later. */
export const DIRECTORY_PATIENCE = 10 * SECOND;
/** How large an answer of Graph may be; of a larger one nothing is taken. */
export const LARGEST_DIRECTORY_ANSWER = 8 * 1_024 * 1_024;

/** How long refusals of one person and rule are counted after the first of them, instead of written one by one. */
export const COUNTED_FOR = MINUTE;
/** How many of those are written one by one all the same, where each is about something else. */
export const MOST_APART = 5;
/** How many kinds of refusals are counted at the same time; what comes on top is written as it is. */
export const MOST_KINDS = 10_000;
/** How many names a counted row of the record gives. */
export const MOST_COUNTED_NAMES = 10;
