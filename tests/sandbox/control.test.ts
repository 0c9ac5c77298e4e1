import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { callsIn, errorIn, faultsIn, keysIn, nowIn, signInsIn, usersIn } from './edge-answers.ts';
import {
  ANNA,
  ANNA_NAME,
  ERIK,
  ERIK_NAME,
  RESET_PATH,
  type SandboxFixture,
  sharedFixture,
  startFixture,
} from './edge-fixture.ts';

const PASSWORD = 'Tq7-vkmp-Rw94-xzhd';
const NEW_PASSWORD = 'Wd3-bnkt-Qj58-gpvf';
const SERVICE_URL = 'http://127.0.0.1:1/';

describe('sandbox: control surface', () => {
  let fixture: SandboxFixture;

  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(() => fixture.control('POST', 'reset'));

  const control: SandboxFixture['control'] = (...call) => fixture.control(...call);
  const trySignIn = async (password: string, userPrincipalName = ANNA_NAME) =>
    (await control('POST', 'try-sign-in', { userPrincipalName, password })).body.result;
  const reset = async () => {
    const token = await fixture.mint({ kind: 'graph', objectId: ERIK.objectId });
    return fixture.call('POST', RESET_PATH, token, { newPassword: PASSWORD });
  };

  it('gives every variable of the bot’s side of the configuration, and a readable authority', async () => {
    const { environment, certificatePem, certificatePath } = fixture.sandbox;
    assert.equal(Buffer.from(environment.SEAL_KEY ?? '', 'base64').length, 32);
    assert.equal(environment.AUTHORITY_DISCOVERY, 'off');
    assert.equal(environment.NODE_EXTRA_CA_CERTS, certificatePath);
    assert.equal(await readFile(certificatePath, 'utf8'), certificatePem);
    for (const [name, value] of Object.entries(environment)) assert.ok(value, name);
  });

  it('removes the authority’s file when it stops', async () => {
    const other = await startFixture();
    await other.stop();
    await assert.rejects(stat(other.sandbox.certificatePath), { code: 'ENOENT' });
    await assert.rejects(fetch(other.sandbox.controlUrl));
  });

  it('shows and changes a user, who then looks different to Graph', async () => {
    const changed = await control('PATCH', `users/${ANNA_NAME}`, { jobTitle: 'Boss', accountEnabled: false });
    assert.equal(changed.body.jobTitle, 'Boss');
    const token = await fixture.mint({ kind: 'graph', objectId: ERIK.objectId });
    const seen = await fixture.call('GET', `/v1.0/users/${ANNA_NAME}?$select=jobTitle,accountEnabled`, token);
    assert.deepEqual([seen.body.jobTitle, seen.body.accountEnabled], ['Boss', false]);
    assert.equal((await control('GET', `users/${ANNA.objectId}`)).body.accountEnabled, false);
    assert.ok(usersIn(await control('GET', 'users')).length >= 40);
  });

  it('gives and takes a role, and Graph enforces it', async () => {
    const named = (await control('GET', `users/${ERIK_NAME}`)).body.roles;
    assert.deepEqual(named, [{ role: 'Helpdesk Administrator', directoryScopeId: '/' }]);
    await control('PATCH', `users/${ERIK_NAME}`, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
    assert.equal((await reset()).status, 403);
    await control('PATCH', `users/${ERIK_NAME}`, { assignRoles: [{ role: 'User Administrator' }] });
    assert.equal((await reset()).status, 202);
  });

  it('deletes a user', async () => {
    assert.equal((await control('DELETE', `users/${ANNA_NAME}`)).status, 204);
    assert.equal((await control('GET', `users/${ANNA_NAME}`)).status, 404);
    assert.equal(await trySignIn(PASSWORD), 'unknown-user');
  });

  it('refuses what it does not understand, and changes nothing', async () => {
    assert.equal((await control('PATCH', `users/${ANNA_NAME}`, { shoeSize: 43 })).status, 400);
    assert.equal((await control('PATCH', `users/${ANNA_NAME}`, { assignRoles: [{ role: 'King' }] })).status, 400);
    assert.equal((await control('PATCH', 'users/nobody', { jobTitle: 'x' })).status, 404);
    assert.equal((await control('DELETE', 'users/nobody')).status, 404);
    assert.equal((await control('POST', 'set-password', { userPrincipalName: 'nobody', password: 'x' })).status, 404);
    assert.equal((await control('POST', 'try-sign-in', { userPrincipalName: ANNA_NAME })).status, 400);
    assert.equal((await control('POST', 'clock', { advanceMs: -1 })).status, 400);
    assert.equal((await control('PUT', 'bot', { endpoint: 'nowhere' })).status, 400);
    assert.equal((await control('PUT', 'tenant', { passwordWriteback: 'maybe' })).status, 400);
    assert.equal((await control('PUT', 'sign-ins/29:stranger', { state: 'signed-in' })).status, 404);
    assert.equal((await control('PUT', 'sign-ins/29:erik', { state: 'asleep' })).status, 400);
    assert.equal((await control('POST', 'operations/next', { outcome: 'perhaps' })).status, 400);
    assert.equal((await control('POST', 'clock', 'not json')).status, 400);
    assert.equal((await control('GET', 'nothing')).status, 404);
    assert.equal((await control('PATCH', 'clock', {})).status, 405);
  });

  it('tries and changes a password: a reset one works after a year and must be changed', async () => {
    await reset();
    assert.equal(await trySignIn('something else'), 'wrong-password');
    await control('POST', 'clock', { advanceMs: 366 * 24 * 3_600_000 });
    assert.equal(await trySignIn(PASSWORD), 'must-change-password');
    const change = { userPrincipalName: ANNA_NAME, oldPassword: PASSWORD, newPassword: NEW_PASSWORD };
    assert.equal(
      (await control('POST', 'change-password', { ...change, oldPassword: 'x' })).body.result,
      'wrong-password',
    );
    assert.equal((await control('POST', 'change-password', change)).body.result, 'changed');
    assert.equal(await trySignIn(NEW_PASSWORD), 'signed-in');
    assert.equal(await trySignIn(PASSWORD), 'wrong-password');
    await control('POST', 'set-password', { userPrincipalName: ANNA_NAME, password: PASSWORD });
    assert.equal(await trySignIn(PASSWORD), 'signed-in');
  });

  it('has every route that CONTROL.md lists', async () => {
    const text = await readFile(new URL('../../src/sandbox/CONTROL.md', import.meta.url), 'utf8');
    const calls = [...text.matchAll(/`(GET|PUT|POST|PATCH|DELETE) ([\w/:-]+)(\?[^`]*)?`/g)];
    assert.ok(calls.length > 25);
    for (const [call, method = '', path = ''] of calls) {
      const answer = await control(method, path.replace(/:\w+/, 'nobody'), method === 'GET' ? undefined : []);
      if (answer.body.error) assert.doesNotMatch(errorIn(answer).message, /^No .* here\.$/, call);
    }
  });

  it('moves the clock forward', async () => {
    const now = nowIn(await control('GET', 'clock'));
    const moved = nowIn(await control('POST', 'clock', { advanceMs: 5_000_000 }));
    assert.ok(moved >= now + 5_000_000 && moved < now + 5_010_000);
  });

  it('configures how password operations end', async () => {
    await control('POST', 'operations/next', { runningPolls: 1, pollNeedsReaderRole: false, retryAfterSeconds: 2 });
    const accepted = await reset();
    const location = new URL(accepted.headers.get('location') ?? '');
    assert.equal(accepted.headers.get('retry-after'), '2');
    const token = await fixture.mint({ kind: 'graph', objectId: ERIK.objectId });
    const poll = async () => (await fixture.call('GET', location.pathname + location.search, token)).body.status;
    assert.equal(await poll(), 'running');
    assert.equal(await poll(), 'succeeded');
    const next = new URL((await reset()).headers.get('location') ?? '');
    assert.equal((await fixture.call('GET', next.pathname + next.search, token)).status, 403);
  });

  it('knows people, and what they are to sign in as', async () => {
    const { body } = await control('PUT', 'people', { '29:new': ANNA.objectId });
    assert.deepEqual([body['29:new'], body['29:erik']], [ANNA.objectId, ERIK.objectId]);
    const changed = await control('PUT', 'sign-ins/29:new', { state: 'signed-out', scopes: ['User.Read'] });
    assert.deepEqual([changed.body.state, changed.body.scopes], ['signed-out', ['User.Read']]);
    await control('PUT', 'sign-ins', { default: 'consent-needed' });
    await control('PUT', 'sign-ins/29:erik', {});
    const signIns = signInsIn(await control('GET', 'sign-ins'));
    const states = signIns.map(({ channelUserId, state }) => [channelUserId, state]);
    assert.deepEqual(states, [
      ['29:new', 'signed-out'],
      ['29:erik', 'consent-needed'],
    ]);
  });

  it('says what people have consented to who are seen for the first time from then on', async () => {
    const scopesOf = async (name: string) => (await control('PUT', `sign-ins/${name}`, {})).body.scopes;
    const usual = await scopesOf('29:erik');
    assert.ok(Array.isArray(usual) && usual.includes('Policy.Read.AuthenticationMethod'));
    assert.equal((await control('PUT', 'sign-ins', { scopes: ['User.Read'] })).status, 204);
    assert.deepEqual([await scopesOf('29:erik'), await scopesOf('29:anna')], [usual, ['User.Read']]);
    await control('POST', 'reset');
    assert.deepEqual(await scopesOf('29:anna'), usual);
    assert.equal((await control('PUT', 'sign-ins', { scopes: 'User.Read' })).status, 400);
  });

  it('resets everything', async () => {
    const now = nowIn(await control('GET', 'clock'));
    await reset();
    await control('PATCH', `users/${ANNA_NAME}`, { jobTitle: 'Boss' });
    await control('POST', 'clock', { advanceMs: 10_000_000 });
    await control('PUT', 'people', { '29:new': ANNA.objectId });
    await control('PUT', 'sign-ins/29:erik', { state: 'signed-out' });
    await control('POST', 'faults', { service: 'graph', status: 500, times: null });
    await control('PUT', 'operations', { emptyBody: true });
    assert.equal((await control('POST', 'reset')).status, 204);
    assert.notEqual((await control('GET', `users/${ANNA_NAME}`)).body.jobTitle, 'Boss');
    assert.equal(await trySignIn(PASSWORD), 'wrong-password');
    assert.ok(nowIn(await control('GET', 'clock')) < now + 1_000_000);
    assert.deepEqual(Object.keys((await control('GET', 'people')).body), ['29:erik', '29:anna']);
    assert.deepEqual(signInsIn(await control('GET', 'sign-ins')), []);
    assert.deepEqual(faultsIn(await control('GET', 'faults')), []);
    assert.deepEqual(callsIn(await control('GET', 'calls')), []);
    assert.deepEqual((await reset()).body, {});
  });

  describe('tokens', () => {
    const verify = (token: string) => {
      const keys = createRemoteJWKSet(new URL(`${fixture.origin}/v1/.well-known/keys`));
      return jwtVerify(token, keys, { issuer: 'https://api.botframework.com', audience: fixture.botId });
    };

    it('makes a good channel token, and takes claims away or replaces them', async () => {
      const good = await fixture.mint({ kind: 'channel', serviceUrl: SERVICE_URL });
      assert.equal((await verify(good)).payload.serviceurl, SERVICE_URL);
      const claims = { serviceurl: null, extra: 1 };
      const changed = await fixture.mint({ kind: 'channel', serviceUrl: SERVICE_URL, claims, header: { typ: null } });
      assert.ok(!('serviceurl' in decodeJwt(changed)));
      assert.equal(decodeJwt(changed).extra, 1);
      assert.equal(decodeProtectedHeader(changed).typ, undefined);
    });

    for (const [kind, algorithm] of [
      ['foreign-key', 'RS256'],
      ['unsigned', 'none'],
      ['hmac', 'HS256'],
      ['entra', 'RS256'],
    ] as const) {
      it(`makes a bad token: ${kind}`, async () => {
        const token = await fixture.mint({ kind, serviceUrl: SERVICE_URL });
        assert.equal(decodeProtectedHeader(token).alg, algorithm);
        assert.equal(decodeJwt(token).aud, fixture.botId);
        await assert.rejects(verify(token));
      });
    }

    it('makes one signed with a key of another channel, and one that has expired', async () => {
      const other = await fixture.mint({ kind: 'other-channel', serviceUrl: SERVICE_URL });
      const [, ofOtherChannel] = keysIn(await fixture.call('GET', '/v1/.well-known/keys'));
      assert.ok(ofOtherChannel);
      assert.equal(decodeProtectedHeader(other).kid, ofOtherChannel.kid);
      await assert.rejects(verify(await fixture.mint({ kind: 'channel', expiresIn: -400 })), /"exp"/);
    });

    it('refuses an unknown kind and a graph token of nobody', async () => {
      assert.equal((await control('POST', 'tokens', { kind: 'golden' })).status, 400);
      assert.equal((await control('POST', 'tokens', { kind: 'graph' })).status, 400);
    });
  });
});
