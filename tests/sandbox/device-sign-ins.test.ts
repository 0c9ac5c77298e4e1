import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { ANNA, request, type SandboxFixture, sharedFixture } from './edge-fixture.ts';

const CLIENT = '7d1f4c52-6b0e-4f0f-9d55-0a3f1f6a2c11';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

describe('sandbox: signing in by a device code', () => {
  let fixture: SandboxFixture;
  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(() => fixture.control('POST', 'reset'));

  function post(what: 'devicecode' | 'token', form: Record<string, string>) {
    const url = `${fixture.origin}/${fixture.tenantId}/oauth2/v2.0/${what}`;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return request(url, 'POST', new URLSearchParams(form).toString(), type);
  }

  async function begin(scope = 'https://graph.microsoft.com/AuditLog.Read.All openid offline_access') {
    const { body } = await post('devicecode', { client_id: CLIENT, scope });
    return { grant_type: GRANT, client_id: CLIENT, device_code: String(body.device_code) };
  }

  const approve = (changes: Record<string, unknown> = {}) =>
    fixture.control('PUT', 'device-sign-ins', { state: 'approved', account: ANNA.objectId, ...changes });

  it('gives no token until somebody has entered the code', async () => {
    const form = await begin();
    const waiting = await post('token', form);
    assert.deepEqual([waiting.status, waiting.body.error], [400, 'authorization_pending']);
    await approve();
    const { status, body } = await post('token', form);
    assert.equal(status, 200);
    const { oid, appid, scp, idtyp } = decodeJwt(String(body.access_token));
    assert.deepEqual([oid, appid, scp, idtyp], [ANNA.objectId, CLIENT, 'AuditLog.Read.All', 'user']);
    assert.equal(decodeJwt(String(body.id_token)).aud, CLIENT);
  });

  for (const [state, error] of [
    ['declined', 'authorization_declined'],
    ['expired', 'expired_token'],
  ] as const) {
    it(`refuses a code that is ${state}`, async () => {
      const form = await begin();
      await fixture.control('PUT', 'device-sign-ins', { state });
      const { status, body } = await post('token', form);
      assert.deepEqual([status, body.error], [400, error]);
    });
  }

  it('renews a token with a refresh token of its own, and takes no other', async () => {
    await approve({ lifetimeSeconds: 120 });
    const { body } = await post('token', await begin());
    assert.equal(body.expires_in, 120);
    const refresh = { grant_type: 'refresh_token', client_id: CLIENT };
    const renewed = await post('token', { ...refresh, refresh_token: String(body.refresh_token) });
    assert.equal(decodeJwt(String(renewed.body.access_token)).oid, ANNA.objectId);
    const stranger = await post('token', { ...refresh, refresh_token: 'x' });
    assert.deepEqual([stranger.status, stranger.body.error], [400, 'invalid_grant']);
    assert.equal((await fixture.control('GET', 'device-sign-ins')).body.renewed, 1);
  });

  it('gives what was consented to, where that is less', async () => {
    await approve({ scopes: ['User.Read'] });
    const { body } = await post('token', await begin());
    assert.equal(decodeJwt(String(body.access_token)).scp, 'User.Read');
  });

  it('knows no code that it did not give, and none from before a reset', async () => {
    await approve();
    const form = await begin();
    assert.equal((await post('token', { ...form, device_code: 'x' })).body.error, 'bad_verification_code');
    await fixture.control('POST', 'reset');
    await approve();
    assert.equal((await post('token', form)).body.error, 'bad_verification_code');
  });

  it('is not for the bot’s application, which keeps a secret', async () => {
    const { status, body } = await post('devicecode', { client_id: fixture.botId, scope: 'x' });
    assert.deepEqual([status, body.error, body.error_codes], [401, 'invalid_client', [7000218]]);
    const form = { ...(await begin()), client_id: fixture.botId };
    assert.equal((await post('token', form)).body.error, 'invalid_client');
  });
});
