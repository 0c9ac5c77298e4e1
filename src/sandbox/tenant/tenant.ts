import type { Clock, SignInAttempt } from '../types.ts';
import { Audits } from './audits.ts';
import { Credentials } from './credentials.ts';
import { graphDateTime } from './identifiers.ts';
import type {
  AdministrativeUnit,
  DirectoryUser,
  Domain,
  Group,
  PasswordChange,
  PasswordRefusal,
  RefusedRepeat,
  RoleAssignment,
  Tenant,
  UserDirectory,
  UserPatch,
  Visibility,
} from './model.ts';
import organization from './organization.json' with { type: 'json' };
import type { PassAttempt, Passes } from './pass-model.ts';
import { createPasses } from './passes.ts';
import { refusalOfPassword } from './password-policy.ts';
import { applyPatch, named } from './patch.ts';
import { drawPhoto } from './photo.ts';
import { ROLE_DEFINITIONS } from './roles.ts';
import { draftOf, findUser, sampleState, type TenantState } from './state.ts';

/** The directory (tenant) id of the sample tenant. */
export const SAMPLE_TENANT_ID: string = organization.id;

class SampleTenant implements Tenant {
  readonly id = SAMPLE_TENANT_ID;
  readonly displayName: string = organization.displayName;
  readonly domains: readonly Domain[] = organization.domains;
  readonly roleDefinitions = ROLE_DEFINITIONS;
  readonly #clock: Clock;
  readonly #credentials = new Credentials();
  readonly passes: Passes;
  readonly audits: Audits;
  #state: TenantState = sampleState();
  /** Password changes that lastPasswordChangeDateTime does not show yet, by user. */
  readonly #hidden = new Map<string, { changedAt: string; visibleAt: number }>();
  readonly #revocations = new Map<string, number>();
  changeLag = 0;
  refusedRepeat: RefusedRepeat | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.passes = createPasses(clock, () => this.groups);
    this.audits = new Audits(clock);
  }

  get users(): UserDirectory {
    this.#revealChanges();
    const users = this.#state.users;
    return {
      size: users.size,
      find: idOrUserPrincipalName => findUser(users, idOrUserPrincipalName),
      [Symbol.iterator]: () => users.values(),
    };
  }

  get deletedUsers(): readonly DirectoryUser[] {
    return [...this.#state.deletedUsers.values()];
  }

  get groups(): readonly Group[] {
    return [...this.#state.groups.values()];
  }

  get administrativeUnits(): readonly AdministrativeUnit[] {
    return [...this.#state.administrativeUnits.values()];
  }

  get roleAssignments(): readonly RoleAssignment[] {
    return this.#state.roleAssignments;
  }

  get roleEligibilities(): readonly RoleAssignment[] {
    return this.#state.roleEligibilities;
  }

  get privilegedIdentityManagement(): 'on' | 'off' {
    return this.#state.privilegedIdentityManagement;
  }

  /** Without the license, what somebody was eligible for is taken away (Microsoft Entra, "License requirements to use PIM"). */
  set privilegedIdentityManagement(value: 'on' | 'off') {
    this.#state.privilegedIdentityManagement = value;
    if (value === 'on') return;
    this.#state.roleEligibilities = [];
    for (const group of this.#state.groups.values()) group.eligibleMembers.clear();
  }

  get passwordWriteback(): 'on' | 'off' {
    return this.#state.passwordWriteback;
  }

  set passwordWriteback(value: 'on' | 'off') {
    this.#state.passwordWriteback = value;
  }

  reset(): void {
    this.#state = sampleState();
    this.#credentials.clear();
    this.passes.reset();
    this.audits.reset();
    this.#revocations.clear();
    this.#hidden.clear();
    this.changeLag = 0;
    this.refusedRepeat = undefined;
  }

  patchUser(idOrUserPrincipalName: string, patch: UserPatch): DirectoryUser {
    const draft = draftOf(this.#state);
    const user = applyPatch(draft, idOrUserPrincipalName, patch);
    this.#state = draft;
    return user;
  }

  deleteUser(idOrUserPrincipalName: string): void {
    const user = this.#require(idOrUserPrincipalName);
    this.#state.users.delete(user.id);
    this.#state.deletedUsers.set(user.id, user);
    for (const group of this.#state.groups.values()) {
      group.members.delete(user.id);
      group.eligibleMembers.delete(user.id);
      group.owners.delete(user.id);
    }
    for (const unit of this.#state.administrativeUnits.values()) unit.members.delete(user.id);
    this.#state.roleAssignments = this.#state.roleAssignments.filter(a => a.principalId !== user.id);
    this.#state.roleEligibilities = this.#state.roleEligibilities.filter(a => a.principalId !== user.id);
    this.#credentials.forget(user.id);
  }

  setGroupVisibility(idOrName: string, visibility: Visibility): void {
    named(this.#state.groups.values(), idOrName, 'group').visibility = visibility;
  }

  deleteGroup(idOrName: string): void {
    this.#state.groups.delete(named(this.#state.groups.values(), idOrName, 'group').id);
  }

  setUnitVisibility(idOrName: string, visibility: Visibility): void {
    named(this.#state.administrativeUnits.values(), idOrName, 'administrative unit').visibility = visibility;
  }

  managerOf(userId: string): DirectoryUser | undefined {
    return this.#state.users.get(this.#state.managers.get(userId) ?? '');
  }

  hasTeamsApp(userId: string): boolean {
    return !this.#state.withoutTeamsApp.has(userId);
  }

  photoOf(userId: string, pixels = 96): Buffer | undefined {
    return this.#state.photos.has(userId) ? drawPhoto(userId, pixels) : undefined;
  }

  trySignIn(userPrincipalName: string, password: string): SignInAttempt {
    const user = this.users.find(userPrincipalName);
    if (!user) return { result: 'unknown-user' };
    if (!user.accountEnabled) return { result: 'blocked' };
    const verdict = this.#credentials.verify(user.id, password);
    if (verdict === 'wrong') return { result: 'wrong-password' };
    return { result: verdict === 'must-change' ? 'must-change-password' : 'signed-in' };
  }

  tryPass(userPrincipalName: string, pass: string): PassAttempt {
    const user = this.users.find(userPrincipalName);
    if (!user) return { result: 'unknown-user' };
    return user.accountEnabled ? this.passes.signIn(user.id, pass) : { result: 'blocked' };
  }

  changePassword(userPrincipalName: string, oldPassword: string, newPassword: string): PasswordChange {
    const { result } = this.trySignIn(userPrincipalName, oldPassword);
    if (result !== 'signed-in' && result !== 'must-change-password') return { result };
    const user = this.#require(userPrincipalName);
    const reason = oldPassword === newPassword ? 'reused' : this.refusalOfPassword(user.id, newPassword);
    if (reason) return { result: 'password-refused', reason };
    this.#store(user, newPassword, false);
    return { result: 'changed' };
  }

  setPassword(userPrincipalName: string, password: string): void {
    this.#store(this.#require(userPrincipalName), password, false);
  }

  resetPassword(userId: string, password: string): void {
    this.#store(this.#require(userId), password, true);
  }

  refusalOfPassword(userId: string, password: string): PasswordRefusal | undefined {
    const { givenName, surname } = this.#require(userId);
    return refusalOfPassword(password, { givenName, surname, tenantName: this.displayName });
  }

  isInForce(userId: string, password: string): boolean {
    return this.#credentials.verify(userId, password) !== 'wrong';
  }

  revokeSessions(userId: string): void {
    const user = this.#require(userId);
    this.#revocations.set(user.id, this.revocationsOf(user.id) + 1);
    this.#state.users.set(user.id, { ...user, signInSessionsValidFromDateTime: graphDateTime(this.#clock.now()) });
  }

  revocationsOf(userId: string): number {
    return this.#revocations.get(userId) ?? 0;
  }

  #require(idOrUserPrincipalName: string): DirectoryUser {
    const user = this.users.find(idOrUserPrincipalName);
    if (!user) throw new Error(`The sample tenant has no user "${idOrUserPrincipalName}".`);
    return user;
  }

  #store(user: DirectoryUser, password: string, mustChange: boolean): void {
    const now = graphDateTime(this.#clock.now());
    this.#credentials.set(user.id, password, mustChange);
    this.#state.users.set(user.id, { ...user, signInSessionsValidFromDateTime: now });
    this.#hidden.set(user.id, { changedAt: now, visibleAt: this.#clock.now() + this.changeLag });
    this.#revealChanges();
  }

  #revealChanges(): void {
    for (const [userId, { changedAt, visibleAt }] of this.#hidden) {
      if (visibleAt > this.#clock.now()) continue;
      this.#hidden.delete(userId);
      const user = this.#state.users.get(userId);
      if (user) this.#state.users.set(userId, { ...user, lastPasswordChangeDateTime: changedAt });
    }
  }
}

/** Builds the sample tenant of people.json and organization.json; its dates come from the clock. */
export function createTenant(clock: Clock): Tenant {
  return new SampleTenant(clock);
}
