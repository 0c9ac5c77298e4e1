/** Temporary Access Passes of the sample tenant. */

/** Somebody, or everybody (`all_users`), for whom the policy is meant or not. */
export interface PassTarget {
  targetType: 'user' | 'group';
  /** Object id, or `all_users` among the groups. */
  id: string;
}

/** The tenant's policy for passes, with the property names of Microsoft Graph v1.0. */
export interface PassPolicy {
  state: 'enabled' | 'disabled';
  includeTargets: readonly PassTarget[];
  excludeTargets: readonly PassTarget[];
  defaultLifetimeInMinutes: number;
  defaultLength: number;
  minimumLifetimeInMinutes: number;
  maximumLifetimeInMinutes: number;
  /** No pass of the tenant can be used more than once. */
  isUsableOnce: boolean;
}

/** What a new pass is to be. */
export interface PassTerms {
  /** Milliseconds since the epoch; now when left out. */
  startsAt?: number;
  lifetimeInMinutes: number;
  isUsableOnce: boolean;
}

export interface Pass extends Required<PassTerms> {
  id: string;
  userId: string;
  secret: string;
  /** Milliseconds since the epoch, whole seconds. */
  createdAt: number;
  /** How often somebody has signed in with it. */
  uses: number;
  /** Why the person does not have it any more. */
  gone?: 'deleted' | 'replaced';
}

/** As Microsoft Graph tells it in methodUsabilityReason. */
export type Usability = 'EnabledByPolicy' | 'DisabledByPolicy' | 'Expired' | 'NotYetValid' | 'OneTimeUsed';

/** Result of trying a pass at the sandbox's sign-in. */
export interface PassAttempt {
  result: 'signed-in' | 'wrong-pass' | 'not-yet' | 'expired' | 'used' | 'disabled' | 'blocked' | 'unknown-user';
}

export interface Passes {
  policy: PassPolicy;
  /** What a further pass does while there is one that can be used, now or later: takes its place, or is refused. */
  secondPass: 'replaces' | 'refused';
  /** Whether the policy is enabled and meant for this user, who may be in its groups through other groups. */
  isMeantFor(userId: string): boolean;
  /** The pass that the user has, also one that is over; nobody has more than one. */
  of(userId: string): Pass | undefined;
  /** How the pass stands now. */
  usabilityOf(pass: Pass): Usability;
  /** Makes a pass, in the place of the one that the user has. */
  make(userId: string, terms: PassTerms): Pass;
  /** Takes it away from its user. */
  remove(pass: Pass): void;
  /** Every pass that was ever made for this user, oldest first. */
  history(userId: string): readonly Pass[];
  /** Uses the pass. */
  signIn(userId: string, secret: string): PassAttempt;
  /** No passes, and the policy that Microsoft begins with, but enabled. */
  reset(): void;
}
