import { randomBytes, randomInt } from 'node:crypto';
import { entraIssuer, type SandboxAccessTokens, USER_TOKEN_SECONDS } from './access-tokens.ts';
import type { SandboxReply } from './http.ts';
import { failure } from './login-failure.ts';
import type { SigningKey } from './signing-key.ts';

/** What becomes of the device codes that somebody asks about. */
export interface DeviceSetting {
  state: 'pending' | 'approved' | 'declined' | 'expired';
  /** Object id of whoever enters the code. */
  account?: string;
  /** What the tenant has consented to, where that is less than what was asked for. */
  scopes?: readonly string[];
  lifetimeSeconds?: number;
}

interface DeviceCode {
  userCode: string;
  clientId: string;
  scope: string;
}

interface DeviceSignInOptions {
  tokens: SandboxAccessTokens;
  key: SigningKey;
  tenantId: string;
  /** Address of the sign-in service, without a trailing slash. */
  origin: string;
  nameOf(objectId: string): string | undefined;
}

const CODE_SECONDS = 900;
/** Entra says five; a test need not wait for so long. */
const POLL_SECONDS = 1;
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789';
/** What every sign-in may ask for, and what is no permission of Graph. */
const OF_SIGN_IN = ['openid', 'profile', 'offline_access'];

/** Refusals by state (Microsoft identity platform, "OAuth 2.0 device authorization grant"). */
const REFUSED = {
  pending: ['authorization_pending', 70016, 'The user has not yet finished authenticating.'],
  declined: ['authorization_declined', 70018, 'The end user denied the authorization request.'],
  expired: ['expired_token', 70020, 'The device code has expired.'],
} as const;

/** Sign-ins of public clients by a device code, and their refresh tokens. */
export class DeviceSignIns {
  readonly #options: DeviceSignInOptions;
  readonly #codes = new Map<string, DeviceCode>();
  readonly #refreshTokens = new Map<string, DeviceCode & { account: string }>();
  setting: DeviceSetting = { state: 'pending' };
  /** How many times a token was renewed without the person. */
  renewed = 0;

  constructor(options: DeviceSignInOptions) {
    this.#options = options;
  }

  /** The codes that were given out, oldest first: what people enter, never what devices hold. */
  codes(): readonly DeviceCode[] {
    return [...this.#codes.values()];
  }

  reset(): void {
    this.#codes.clear();
    this.#refreshTokens.clear();
    this.setting = { state: 'pending' };
    this.renewed = 0;
  }

  begin(form: URLSearchParams): SandboxReply {
    const [clientId, scope] = [form.get('client_id') ?? '', form.get('scope') ?? ''];
    const deviceCode = randomBytes(24).toString('base64url');
    const userCode = Array.from({ length: 9 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    this.#codes.set(deviceCode, { userCode, clientId, scope });
    const verification_uri = `${this.#options.origin}/common/oauth2/deviceauth`;
    const message = `To sign in, open ${verification_uri} and enter the code ${userCode} to authenticate.`;
    const times = { expires_in: CODE_SECONDS, interval: POLL_SECONDS };
    return { status: 200, body: { user_code: userCode, device_code: deviceCode, verification_uri, message, ...times } };
  }

  /** The answer to a device, which asks again and again until somebody has entered the code. */
  async redeem(form: URLSearchParams): Promise<SandboxReply> {
    const code = this.#codes.get(form.get('device_code') ?? '');
    if (!code) return failure(400, 'bad_verification_code', 70019, 'The device code is not known.');
    const { state, account } = this.setting;
    if (state === 'approved' && account !== undefined) return this.#issue({ ...code, account });
    const [error, number, message] = REFUSED[state === 'approved' ? 'pending' : state];
    return failure(400, error, number, message);
  }

  async renew(form: URLSearchParams): Promise<SandboxReply> {
    const begun = this.#refreshTokens.get(form.get('refresh_token') ?? '');
    if (!begun) return failure(400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
    this.renewed += 1;
    return this.#issue(begun);
  }

  async #issue(begun: DeviceCode & { account: string }): Promise<SandboxReply> {
    const { account, clientId, scope } = begun;
    const { tokens, tenantId } = this.#options;
    const { scopes, lifetimeSeconds = USER_TOKEN_SECONDS } = this.setting;
    const asked = scope.split(' ').map(name => name.slice(name.lastIndexOf('/') + 1));
    const given = scopes ?? asked.filter(name => !OF_SIGN_IN.includes(name));
    const { token } = await tokens.issueForUser(account, given, lifetimeSeconds, clientId);
    const refresh_token = randomBytes(24).toString('base64url');
    this.#refreshTokens.set(refresh_token, begun);
    const client = JSON.stringify({ uid: account, utid: tenantId });
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        scope,
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: token,
        refresh_token,
        id_token: await this.#idToken(begun),
        client_info: Buffer.from(client).toString('base64url'),
      },
    };
  }

  #idToken({ account, clientId }: { account: string; clientId: string }): Promise<string> {
    const { key, tenantId, nameOf } = this.#options;
    const now = Math.floor(Date.now() / 1000);
    return key.sign({
      iss: entraIssuer(tenantId),
      aud: clientId,
      iat: now,
      nbf: now,
      exp: now + USER_TOKEN_SECONDS,
      tid: tenantId,
      oid: account,
      sub: account,
      preferred_username: nameOf(account),
      ver: '2.0',
    });
  }
}
