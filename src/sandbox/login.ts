import { importX509, jwtVerify } from 'jose';
import { entraIssuer } from './access-tokens.ts';
import type { DeviceSignIns } from './device-sign-ins.ts';
import { dispatch, type Route, type SandboxReply, type SandboxRequest } from './http.ts';
import { failure } from './login-failure.ts';
import type { SigningKey } from './signing-key.ts';

/** Audience of the tokens that the connector and the token service take. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';

const TOKEN_SECONDS = 3599;
/** The second is how Microsoft's own library calls it. */
const DEVICE_GRANTS = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'];
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface LoginOptions {
  tenantId: string;
  botId: string;
  botSecret: string;
  /** Certificate whose assertions are taken as well, as PEM. */
  botCertificatePem?: string;
  key: SigningKey;
  /** Address of this service, without a trailing slash. */
  origin: string;
  devices: DeviceSignIns;
}

/**
 * The sign-in service: OpenID configuration, keys, the client-credentials grant and sign-ins by a device code, with the error codes of Microsoft
 * Entra (Microsoft identity platform, OAuth 2.0 client credentials flow, device authorization grant; AADSTS error codes).
 */
export function createLogin(options: LoginOptions): (request: SandboxRequest) => Promise<SandboxReply> {
  const ofTenant = (answer: (request: SandboxRequest) => Promise<SandboxReply> | SandboxReply) => {
    return (request: SandboxRequest) => {
      const { tenant } = request.params;
      return tenant === options.tenantId ? answer(request) : unknownTenant(tenant);
    };
  };
  const routes: Route[] = [
    {
      method: 'GET',
      path: /^\/(?<tenant>[^/]+)(\/v2\.0)?\/\.well-known\/openid-configuration$/,
      handle: ofTenant(() => ({ status: 200, body: openIdConfiguration(options) })),
    },
    {
      method: 'GET',
      path: /^\/(?<tenant>[^/]+)\/discovery\/v2\.0\/keys$/,
      handle: ofTenant(async () => ({ status: 200, body: { keys: [await options.key.jwk()] } })),
    },
    {
      method: 'GET',
      path: /^\/common\/discovery\/instance$/,
      handle: () => ({ status: 200, body: instanceDiscovery(options) }),
    },
    {
      method: 'POST',
      path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/,
      handle: ofTenant(request => token(request, options)),
    },
    {
      method: 'POST',
      path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/devicecode$/,
      handle: ofTenant(request => refusePublic(formOf(request), options) ?? options.devices.begin(formOf(request))),
    },
  ];
  return request => dispatch(routes, request);
}

function openIdConfiguration({ origin, tenantId }: LoginOptions) {
  const base = `${origin}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function instanceDiscovery({ origin, tenantId }: LoginOptions) {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function formOf(request: SandboxRequest): URLSearchParams {
  return new URLSearchParams(request.rawBody.toString('utf8'));
}

async function token(request: SandboxRequest, options: LoginOptions): Promise<SandboxReply> {
  const form = formOf(request);
  const grant = form.get('grant_type') ?? '';
  const byDevice = DEVICE_GRANTS.includes(grant);
  if (!byDevice && grant !== 'refresh_token') return appToken(form, options);
  const refusal = refusePublic(form, options);
  if (refusal) return refusal;
  return byDevice ? options.devices.redeem(form) : options.devices.renew(form);
}

/** The bot's own application keeps a secret: nobody signs in to it without. */
function refusePublic(form: URLSearchParams, { botId }: LoginOptions): SandboxReply | undefined {
  if (form.get('client_id') !== botId) return undefined;
  return failure(401, 'invalid_client', 7000218, 'The request body must contain client_secret.');
}

async function appToken(form: URLSearchParams, options: LoginOptions): Promise<SandboxReply> {
  const refusal = (await refuseClient(form, options)) ?? refuseScope(form);
  if (refusal) return refusal;
  const audience = (form.get('scope') ?? '').replace(/\/\.default$/, '');
  const access_token = await issueAppToken(options, audience);
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: TOKEN_SECONDS, ext_expires_in: TOKEN_SECONDS, access_token },
  };
}

/** An access token of the bot itself for `audience`. It lives an hour of real time: the bot keeps it by its own clock. */
function issueAppToken(options: Pick<LoginOptions, 'key' | 'tenantId' | 'botId'>, audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return options.key.sign({
    iss: entraIssuer(options.tenantId),
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + TOKEN_SECONDS,
    tid: options.tenantId,
    appid: options.botId,
    idtyp: 'app',
    ver: '1.0',
  });
}

async function refuseClient(form: URLSearchParams, options: LoginOptions): Promise<SandboxReply | undefined> {
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials') {
    return failure(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant ?? ''}'.`,
    );
  }
  const client = form.get('client_id');
  if (client !== options.botId) {
    return failure(400, 'unauthorized_client', 700016, `Application with identifier '${client ?? ''}' was not found.`);
  }
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    const valid = form.get('client_assertion_type') === ASSERTION_TYPE && (await isOurAssertion(assertion, options));
    return valid
      ? undefined
      : failure(401, 'invalid_client', 700027, 'The client assertion failed signature validation.');
  }
  const secret = form.get('client_secret');
  if (secret === null) return failure(401, 'invalid_client', 7000218, 'The request body must contain client_secret.');
  return secret === options.botSecret
    ? undefined
    : failure(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
}

async function isOurAssertion(assertion: string, options: LoginOptions): Promise<boolean> {
  if (!options.botCertificatePem) return false;
  try {
    const key = (algorithm: string) => importX509(options.botCertificatePem ?? '', algorithm);
    await jwtVerify(assertion, header => key(header.alg ?? 'PS256'), {
      algorithms: ['PS256', 'RS256'],
      issuer: options.botId,
      subject: options.botId,
      clockTolerance: 300,
      audience: `${options.origin}/${options.tenantId}/oauth2/v2.0/token`,
    });
    return true;
  } catch {
    return false;
  }
}

function refuseScope(form: URLSearchParams): SandboxReply | undefined {
  const scope = form.get('scope');
  if (!scope) return failure(400, 'invalid_request', 90014, "The required field 'scope' is missing.");
  if (scope.endsWith('/.default') && !scope.includes(' ')) return undefined;
  return failure(
    400,
    'invalid_scope',
    1002012,
    `The provided value for scope ${scope} is not valid: it must end in /.default.`,
  );
}

function unknownTenant(tenant: string | undefined): SandboxReply {
  return failure(400, 'invalid_request', 90002, `Tenant '${tenant ?? ''}' not found.`);
}
