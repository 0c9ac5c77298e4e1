/** What can be done to an account. Each kind has a folder in desk/actions, and its own texts. */
export const ACTION_KINDS = ['reset-password', 'temporary-access-pass'] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** What may be meant: one action where that is clear, else each of them, in the order in which a card offers them. */
export type Offered = readonly [ActionKind, ...ActionKind[]];

/**
 * What the bot is for in the first place. Its texts tell what is refused before anybody has asked for one action, and its rules
 * say who may look at what was done to a person.
 */
export const USUAL_ACTION: ActionKind = 'reset-password';
