/** For the policy of tests that are about something else than who calls. */
export const WITHOUT_PROOF = { proof: [{ when: 'always', atLeast: 0 }] } as const;
