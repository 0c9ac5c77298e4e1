/** What the tenant's policy says about accounts whose password is kept elsewhere. */
export interface EligibilityPolicy {
  /** Whether a new password is written back to Windows Server AD; unknown counts as off. */
  passwordWriteback: 'on' | 'off' | 'unknown';
  /** Microsoft's pages disagree on federated domains with writeback; whoever knows better may let Graph decide. */
  federatedDomains: 'refuse' | 'try';
}
