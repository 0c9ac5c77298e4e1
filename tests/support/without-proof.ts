/** For the policy of tests that are about something else than who calls, and who is told afterwards. */
export const WITHOUT_PROOF = {
  proof: [{ when: 'always', atLeast: 0 }],
  notices: { target: false, manager: false },
} as const;
