import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { generate } from 'selfsigned';
import { ANNA, type SandboxFixture, startFixture } from './edge-fixture.ts';

const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
const FOREIGN_TENANT = '11111111-1111-4111-8111-111111111111';

describe('sandbox: sign-in service', () => {
  let fixture: SandboxFixture;
  let folder: string;
  let certificatePath: string;
  let otherCertificatePath: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'login-test-'));
    const own = await generate([{ name: 'commonName', value: 'bot' }], { algorithm: 'sha256' });
    const other = await generate([{ name: 'commonName', value: 'bot' }], { algorithm: 'sha256' });
    certificatePath = join(folder, 'own.pem');
    otherCertificatePath = join(folder, 'other.pem');
    await writeFile(certificatePath, own.private + own.cert);
    await writeFile(otherCertificatePath, other.private + other.cert);
    fixture = await startFixture({ botCertificatePem: own.cert });
  });

  after(async () => {
    await fixture.stop();
    await rm(folder, { recursive: true });
  });

  const identityOptions = () => ({ authorityHost: fixture.origin, disableInstanceDiscovery: true });
  const secretCredential = (secret: string, tenant = fixture.tenantId, bot = fixture.botId) =>
    new ClientSecretCredential(tenant, bot, secret, { ...identityOptions(), retryOptions: { maxRetries: 0 } });
  const secret = () => fixture.sandbox.environment.BOT_CLIENT_SECRET ?? '';
  const failsWith = (code: string) => (error: unknown) => {
    assert.ok(error instanceof Error && error.message.includes(`${code}:`), String(error));
    return true;
  };
  const tokenPath = () => `/${fixture.tenantId}/oauth2/v2.0/token`;
  const post = async (fields: Record<string, string>) => {
    const response = await fetch(`${fixture.origin}${tokenPath()}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const goodForm = () => ({
    grant_type: 'client_credentials',
    client_id: fixture.botId,
    client_secret: secret(),
    scope: CONNECTOR_SCOPE,
  });

  it('gives ClientSecretCredential of @azure/identity a token for the connector that its keys verify', async () => {
    const { token, expiresOnTimestamp } = await secretCredential(secret()).getToken(CONNECTOR_SCOPE);
    const keys = createRemoteJWKSet(new URL(`${fixture.origin}/${fixture.tenantId}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(token, keys, { audience: 'https://api.botframework.com' });
    assert.equal(payload.appid, fixture.botId);
    assert.equal(payload.tid, fixture.tenantId);
    assert.ok(Math.abs(expiresOnTimestamp - Date.now() - 3_599_000) < 10_000);
  });

  it('gives a token for the audience that the scope names', async () => {
    const { token } = await secretCredential(secret()).getToken('https://graph.microsoft.com/.default');
    assert.equal(decodeJwt(token).aud, 'https://graph.microsoft.com');
    assert.equal(decodeJwt(token).idtyp, 'app');
  });

  it('gives no person’s rights: Graph refuses the bot’s own token', async () => {
    const { token } = await secretCredential(secret()).getToken('https://graph.microsoft.com/.default');
    assert.equal((await fixture.call('GET', '/v1.0/me', token)).status, 400);
    assert.equal((await fixture.call('GET', `/v1.0/users/${ANNA.objectId}`, token)).status, 403);
    const { token: forConnector } = await secretCredential(secret()).getToken(CONNECTOR_SCOPE);
    assert.equal((await fixture.call('GET', '/v1.0/me', forConnector)).status, 401);
  });

  it('gives ClientCertificateCredential a token when the certificate is the bot’s', async () => {
    const { tenantId, botId } = fixture;
    const credential = new ClientCertificateCredential(tenantId, botId, { certificatePath }, identityOptions());
    assert.equal(decodeJwt((await credential.getToken(CONNECTOR_SCOPE)).token).appid, botId);
  });

  it('refuses an assertion that another certificate signed', async () => {
    const { tenantId, botId } = fixture;
    const options = identityOptions();
    const credential = new ClientCertificateCredential(
      tenantId,
      botId,
      { certificatePath: otherCertificatePath },
      options,
    );
    await assert.rejects(credential.getToken(CONNECTOR_SCOPE), failsWith('AADSTS700027'));
  });

  it('refuses a wrong secret', async () => {
    await assert.rejects(secretCredential('wrong').getToken(CONNECTOR_SCOPE), failsWith('AADSTS7000215'));
  });

  it('refuses an application that it does not know', async () => {
    const credential = secretCredential(secret(), fixture.tenantId, FOREIGN_TENANT);
    await assert.rejects(credential.getToken(CONNECTOR_SCOPE), failsWith('AADSTS700016'));
  });

  it('does not know a foreign tenant, neither its configuration nor its keys nor its tokens', async () => {
    await assert.rejects(secretCredential(secret(), FOREIGN_TENANT).getToken(CONNECTOR_SCOPE));
    for (const path of ['v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys']) {
      const answer = await fixture.call('GET', `/${FOREIGN_TENANT}/${path}`);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body.error_description), /AADSTS90002/);
    }
  });

  const refusals: [string, Record<string, string | undefined>, number, string][] = [
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown application', { client_id: FOREIGN_TENANT }, 400, 'unauthorized_client'],
    ['no secret', { client_secret: undefined }, 401, 'invalid_client'],
    ['no scope', { scope: undefined }, 400, 'invalid_request'],
    ['a scope that is not .default', { scope: 'https://graph.microsoft.com/User.Read' }, 400, 'invalid_scope'],
    ['an assertion that is no token', { client_assertion: 'x', client_assertion_type: 'y' }, 401, 'invalid_client'],
  ];
  for (const [name, change, status, error] of refusals) {
    it(`refuses ${name}`, async () => {
      const fields = Object.entries({ ...goodForm(), ...change }).filter(
        (field): field is [string, string] => field[1] !== undefined,
      );
      const answer = await post(Object.fromEntries(fields));
      assert.equal(answer.status, status);
      assert.equal(answer.body.error, error);
      assert.equal(answer.body.access_token, undefined);
    });
  }

  it('names its own token endpoint in the OpenID configuration', async () => {
    const { body } = await fixture.call('GET', `/${fixture.tenantId}/v2.0/.well-known/openid-configuration`);
    assert.equal(body.token_endpoint, `${fixture.origin}${tokenPath()}`);
    assert.equal(body.issuer, `${fixture.origin}/${fixture.tenantId}/v2.0`);
  });

  it('answers an unknown path with 404 and a wrong method with 405', async () => {
    assert.equal((await fixture.call('GET', '/nothing/here')).status, 404);
    assert.equal((await fixture.call('GET', tokenPath())).status, 405);
  });
});
