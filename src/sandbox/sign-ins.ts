import { randomInt } from 'node:crypto';
import type { SandboxAccessTokens } from './access-tokens.ts';
import type { People } from './people.ts';
import type { Clock } from './types.ts';

export const SIGN_IN_STATES = ['signed-in', 'signed-out', 'consent-needed'] as const;
export type SignInState = (typeof SIGN_IN_STATES)[number];

/** Delegated Graph permissions of the sample OAuth connection: those that the bot declares, and no more. */
export const DEFAULT_SCOPES: readonly string[] = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'RoleManagement.Read.Directory',
  'GroupMember.Read.All',
  'AdministrativeUnit.Read.All',
  'Domain.Read.All',
  'User.RevokeSessions.All',
  'UserAuthenticationMethod.ReadWrite.All',
  'Policy.Read.AuthenticationMethod',
];

/** How one person stands with one OAuth connection. */
export interface SignIn {
  state: SignInState;
  /** Object id of the account that signed in, when it is not the person's own. */
  account?: string;
  scopes: readonly string[];
  /** Seconds that an access token lives, by the sandbox clock. */
  lifetimeSeconds?: number;
  /** Whether an expired token is renewed without the person, as the token service does with a refresh token. */
  renew: boolean;
}

interface Entry extends SignIn {
  channelUserId: string;
  connection: string;
  issued?: IssuedToken;
  /** A sign-in that the page has begun and a code completes. */
  pending?: { code: string; account?: string };
}

export interface IssuedToken {
  token: string;
  /** Milliseconds since the epoch, by the sandbox clock. */
  expiresAt: number;
}

export interface SignInOptions {
  people: People;
  tokens: SandboxAccessTokens;
  clock: Clock;
  /** How people stand who are seen for the first time. */
  initial: SignInState;
}

/** How people stand who are seen for the first time. */
type Standard = Pick<SignIn, 'state' | 'scopes'>;

/** Keeps who is signed in to which OAuth connection. A person who is not in the people map has no sign-in at all. */
export class SignIns {
  readonly #options: SignInOptions;
  readonly #entries = new Map<string, Entry>();
  #standard: Standard;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#standard = standardOf(options);
  }

  of(channelUserId: string, connection: string): SignIn | undefined {
    const entry = this.#entry(channelUserId, connection);
    return entry && view(entry);
  }

  /** Changes how a person stands; tokens issued and codes shown before are void. */
  change(channelUserId: string, connection: string, change: Partial<SignIn>): SignIn | undefined {
    const entry = this.#entry(channelUserId, connection);
    if (!entry) return undefined;
    Object.assign(entry, change, { issued: undefined, pending: undefined });
    return view(entry);
  }

  /** A token for a person who is signed in, renewed when it has expired; undefined otherwise. */
  async token(channelUserId: string, connection: string): Promise<IssuedToken | undefined> {
    const { people, tokens, clock } = this.#options;
    const entry = this.#entry(channelUserId, connection);
    const objectId = entry?.account ?? people.objectIdOf(channelUserId);
    if (entry?.state !== 'signed-in' || !objectId) return undefined;
    if (entry.issued && entry.issued.expiresAt > clock.now()) return entry.issued;
    if (entry.issued && !entry.renew) return undefined;
    entry.issued = await tokens.issueForUser(objectId, entry.scopes, entry.lifetimeSeconds);
    return entry.issued;
  }

  /** What the sign-in page does: gives consent and returns the six-digit code that completes the sign-in. */
  beginWithCode(channelUserId: string, connection: string, account?: string): string | undefined {
    const entry = this.#entry(channelUserId, connection);
    if (!entry) return undefined;
    if (entry.state === 'consent-needed') entry.state = 'signed-out';
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    entry.pending = { code, account };
    return code;
  }

  /** Signs in with a code of `beginWithCode`; a code works once. */
  redeem(channelUserId: string, connection: string, code: string): boolean {
    const entry = this.#entry(channelUserId, connection);
    if (!entry?.pending || entry.pending.code !== code) return false;
    const { account } = entry.pending;
    Object.assign(entry, { state: 'signed-in', account, pending: undefined, issued: undefined });
    return true;
  }

  list(): readonly (SignIn & { channelUserId: string; connection: string })[] {
    return [...this.#entries.values()].map(entry => {
      const { channelUserId, connection } = entry;
      return { channelUserId, connection, ...view(entry) };
    });
  }

  /** How people stand who are seen for the first time from now on. */
  setDefault(standard: Partial<Standard>): void {
    this.#standard = { ...this.#standard, ...standard };
  }

  reset(): void {
    this.#entries.clear();
    this.#standard = standardOf(this.#options);
  }

  #entry(channelUserId: string, connection: string): Entry | undefined {
    if (!this.#options.people.objectIdOf(channelUserId)) return undefined;
    const key = JSON.stringify([channelUserId, connection]);
    const known = this.#entries.get(key);
    if (known) return known;
    const entry: Entry = { channelUserId, connection, ...this.#standard, renew: true };
    this.#entries.set(key, entry);
    return entry;
  }
}

function standardOf({ initial }: SignInOptions): Standard {
  return { state: initial, scopes: DEFAULT_SCOPES };
}

function view({ state, account, scopes, lifetimeSeconds, renew }: Entry): SignIn {
  return { state, account, scopes, lifetimeSeconds, renew };
}
