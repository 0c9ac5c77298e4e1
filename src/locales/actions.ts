/** What can be done to an account. Each has texts of its own in every language: `reset-password.confirm.title`. */
export const ACTION_KINDS = ['reset-password'] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];
