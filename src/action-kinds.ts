/** What can be done to an account. Each kind has a folder in desk/actions, and its own texts. */
export const ACTION_KINDS = ['reset-password'] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];
