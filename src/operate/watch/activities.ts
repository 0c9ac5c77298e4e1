/** What a row of Entra's audit log says was done to an account, by somebody else than its owner. */
export type EntraDeed = 'reset' | 'pass-given' | 'pass-deleted' | 'method-added' | 'method-changed' | 'method-deleted';

/** The activities that are asked for, and what each is unless its reason names a pass (Microsoft Entra, "Audit activity reference"). */
export const ACTIVITIES: Readonly<Record<string, EntraDeed>> = {
  'Reset password (by admin)': 'reset',
  'Reset user password': 'reset',
  'Admin started password reset': 'reset',
  'Admin registered security info': 'method-added',
  'Admin updated security info': 'method-changed',
  'Admin deleted security info': 'method-deleted',
};

const OF_PASSES: Partial<Readonly<Record<EntraDeed, EntraDeed>>> = {
  'method-added': 'pass-given',
  'method-changed': 'pass-given',
  'method-deleted': 'pass-deleted',
};

/** A method that is a pass is named in the reason alone (SigmaHQ, azure_tap_added). Undefined: the activity is none of ours to judge. */
export function entraDeedOf(activity: string, reason: string): EntraDeed | undefined {
  const deed = Object.hasOwn(ACTIVITIES, activity) ? ACTIVITIES[activity] : undefined;
  return deed && /temporary access pass/i.test(reason) ? (OF_PASSES[deed] ?? deed) : deed;
}
