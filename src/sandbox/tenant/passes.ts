import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../types.ts';
import { groupsOf } from './memberships.ts';
import type { Group } from './model.ts';
import type { Pass, PassAttempt, Passes, PassPolicy, PassTarget, PassTerms, Usability } from './pass-model.ts';
import { newPassSecret } from './pass-secret.ts';

/** What Microsoft begins with (Microsoft Entra, "Configure Temporary Access Pass"), for everybody. */
const USUAL: PassPolicy = {
  state: 'enabled',
  includeTargets: [{ targetType: 'group', id: 'all_users' }],
  excludeTargets: [],
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: false,
};

const REFUSED: Readonly<Record<Exclude<Usability, 'EnabledByPolicy'>, PassAttempt['result']>> = {
  DisabledByPolicy: 'disabled',
  Expired: 'expired',
  NotYetValid: 'not-yet',
  OneTimeUsed: 'used',
};

/** Microsoft Graph writes whole seconds, and what it writes is what counts. */
function wholeSeconds(milliseconds: number): number {
  return milliseconds - (milliseconds % 1000);
}

class SamplePasses implements Passes {
  readonly #clock: Clock;
  readonly #groups: () => readonly Group[];
  #made: Pass[] = [];
  policy = USUAL;
  secondPass: Passes['secondPass'] = 'replaces';

  constructor(clock: Clock, groups: () => readonly Group[]) {
    this.#clock = clock;
    this.#groups = groups;
  }

  isMeantFor(userId: string): boolean {
    const { state, includeTargets, excludeTargets } = this.policy;
    const ids = new Set(groupsOf({ groups: this.#groups() }, userId).map(group => group.id));
    const among = (targets: readonly PassTarget[]) =>
      targets.some(({ targetType, id }) => (targetType === 'user' ? id === userId : id === 'all_users' || ids.has(id)));
    return state === 'enabled' && among(includeTargets) && !among(excludeTargets);
  }

  of(userId: string): Pass | undefined {
    return this.#made.find(pass => pass.userId === userId && pass.gone === undefined);
  }

  /** What has happened to a pass goes before what the policy says of it. */
  usabilityOf({ userId, startsAt, lifetimeInMinutes, isUsableOnce, uses }: Pass): Usability {
    const now = this.#clock.now();
    if (isUsableOnce && uses > 0) return 'OneTimeUsed';
    if (now >= startsAt + lifetimeInMinutes * 60_000) return 'Expired';
    if (!this.isMeantFor(userId) || (this.policy.isUsableOnce && !isUsableOnce)) return 'DisabledByPolicy';
    return now < startsAt ? 'NotYetValid' : 'EnabledByPolicy';
  }

  make(userId: string, { startsAt, ...terms }: PassTerms): Pass {
    const present = this.of(userId);
    if (present) present.gone = 'replaced';
    const createdAt = wholeSeconds(this.#clock.now());
    const secret = newPassSecret(this.policy.defaultLength);
    const starts = startsAt === undefined ? createdAt : wholeSeconds(startsAt);
    const pass = { ...terms, id: randomUUID(), userId, secret, createdAt, startsAt: starts, uses: 0 };
    this.#made.push(pass);
    return pass;
  }

  remove(pass: Pass): void {
    pass.gone = 'deleted';
  }

  history(userId: string): readonly Pass[] {
    return this.#made.filter(pass => pass.userId === userId);
  }

  signIn(userId: string, secret: string): PassAttempt {
    const pass = this.of(userId);
    if (!pass || !isSame(pass.secret, secret)) return { result: 'wrong-pass' };
    const usability = this.usabilityOf(pass);
    if (usability !== 'EnabledByPolicy') return { result: REFUSED[usability] };
    pass.uses += 1;
    return { result: 'signed-in' };
  }

  reset(): void {
    this.#made = [];
    this.policy = USUAL;
    this.secondPass = 'replaces';
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The passes of a tenant with these groups. */
export function createPasses(clock: Clock, groups: () => readonly Group[]): Passes {
  return new SamplePasses(clock, groups);
}
