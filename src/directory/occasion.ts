/** Who asks, by object id, and what of them and of the tenant the policy wants to know. */
export interface Occasion {
  /** The account that chats. */
  chatId: string;
  /** The account that they have to be signed in with, as far as that is known before. */
  actingId: string;
  /** The other account of their pair where it is neither of these. */
  partnerId?: string;
  /** Accounts with the same employee ID are taken for those of one person. */
  sharesEmployeeId: boolean;
  policyGroupIds: readonly string[];
}
