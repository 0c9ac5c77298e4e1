import assert from 'node:assert/strict';
import { callsIn, errorIn, faultsIn, responsesIn } from './edge-answers.ts';
import { ANNA_NAME, ERIK, type Json, RESET_PATH, type SandboxFixture, sharedFixture } from './edge-fixture.ts';

const PASSWORD = 'Tq7-vkmp-Rw94-xzhd';
const ME = '/v1.0/me?$select=id';

describe('sandbox: faults and call log', () => {
  let fixture: SandboxFixture;
  let token: string;

  before(async () => {
    fixture = await sharedFixture();
  });
  beforeEach(async () => {
    await fixture.control('POST', 'reset');
    token = await fixture.mint({ kind: 'graph', objectId: ERIK.objectId });
  });

  const fault = (description: object) => fixture.control('POST', 'faults', description);
  const get = (path = ME) => fixture.call('GET', path, token);
  const reset = () => fixture.call('POST', RESET_PATH, token, { newPassword: PASSWORD });
  const batch = (...requests: object[]) => fixture.call('POST', '/v1.0/$batch', token, { requests });
  const item = (id: string, url: string, change: object = {}) => ({ id, method: 'GET', url, ...change });
  const calls = async (query = '') => callsIn(await fixture.control('GET', `calls${query}`));
  const signIn = async () =>
    (await fixture.control('POST', 'try-sign-in', { userPrincipalName: ANNA_NAME, password: PASSWORD })).body.result;
  const statuses = (answer: Json) => Object.fromEntries(responsesIn(answer).map(({ id, status }) => [id, status]));

  it('answers with the status, the code and Retry-After, once', async () => {
    await fault({ service: 'graph', status: 429, code: 'TooManyRequests', retryAfter: 7, headers: { 'x-extra': '1' } });
    const answer = await get();
    assert.equal(answer.status, 429);
    assert.equal(errorIn(answer).code, 'TooManyRequests');
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.equal(answer.headers.get('x-extra'), '1');
    assert.equal((await get()).status, 200);
  });

  it('counts down, or goes on until it is cleared', async () => {
    await fault({ service: 'graph', status: 503, times: 2 });
    assert.deepEqual([(await get()).status, (await get()).status, (await get()).status], [503, 503, 200]);
    const { body } = await fault({ service: 'graph', status: 500, times: null });
    assert.deepEqual([(await get()).status, (await get()).status], [500, 500]);
    assert.equal(faultsIn(await fixture.control('GET', 'faults'))[0]?.id, body.id);
    assert.equal((await fixture.control('DELETE', `faults/${body.id}`)).status, 204);
    assert.equal((await get()).status, 200);
  });

  it('hits only the service, method and path that it names', async () => {
    await fault({ service: 'token', status: 500 });
    await fault({ service: 'graph', method: 'POST', status: 500 });
    await fault({ service: 'graph', pathPattern: '/domains', status: 500 });
    assert.equal((await get()).status, 200);
    assert.equal((await get('/v1.0/domains')).status, 500);
    assert.equal((await fixture.call('GET', '/api/usertoken/GetToken')).status, 500);
  });

  it('speaks the language of each service', async () => {
    await fault({ service: 'login', status: 503, code: 'temporarily_unavailable' });
    await fault({ service: 'channel', status: 503, body: { own: 'body' } });
    const login = await fixture.call('GET', `/${fixture.tenantId}/v2.0/.well-known/openid-configuration`);
    assert.equal(login.body.error, 'temporarily_unavailable');
    const channel = await fixture.call('GET', '/v1/.well-known/openidconfiguration');
    assert.deepEqual(channel.body, { own: 'body' });
  });

  it('leaves no effect behind a status, and an effect behind an applied one', async () => {
    await fault({ service: 'graph', pathPattern: 'resetPassword', status: 503 });
    assert.equal((await reset()).status, 503);
    assert.equal(await signIn(), 'wrong-password');
    await fault({ service: 'graph', pathPattern: 'resetPassword', status: 503, applied: true });
    assert.equal((await reset()).status, 503);
    assert.equal(await signIn(), 'must-change-password');
  });

  it('drops the connection before the effect', async () => {
    await fault({ service: 'graph', pathPattern: 'resetPassword', drop: 'before' });
    await assert.rejects(reset());
    assert.equal(await signIn(), 'wrong-password');
    assert.equal((await calls()).at(-1)?.status, 0);
  });

  it('drops the connection after the effect', async () => {
    await fault({ service: 'graph', pathPattern: 'resetPassword', drop: 'after', status: 503 });
    await assert.rejects(reset());
    assert.equal(await signIn(), 'must-change-password');
    assert.equal((await reset()).status, 202);
  });

  it('delays', async () => {
    await fault({ service: 'graph', delayMs: 300 });
    const started = performance.now();
    assert.equal((await get()).status, 200);
    assert.ok(performance.now() - started >= 290);
    const last = (await calls()).at(-1);
    assert.ok(last && last.endedAt - last.startedAt >= 290);
  });

  it('forgets at a reset what is delayed then: it is not done later, and is in no log', async () => {
    await fault({ service: 'graph', delayMs: 60_000 });
    const asked = assert.rejects(get());
    while (faultsIn(await fixture.control('GET', 'faults')).length > 0);
    await fixture.control('POST', 'reset');
    await asked;
    assert.deepEqual(await calls(), []);
  });

  it('cuts the JSON of an answer', async () => {
    await fault({ service: 'graph', malformedJson: true });
    await assert.rejects(get(), SyntaxError);
    assert.equal((await get()).status, 200);
  });

  it('fails one item of a batch and what depends on it', async () => {
    await fault({ service: 'graph', pathPattern: '^/v1.0/users', status: 429, retryAfter: 3 });
    const dependent = item('3', '/organization', { dependsOn: ['2'] });
    const answer = await batch(item('1', '/me?$select=id'), item('2', '/users'), dependent);
    assert.equal(answer.status, 200);
    assert.deepEqual(statuses(answer), { 1: 200, 2: 429, 3: 424 });
    const failed = responsesIn(answer).find(({ id }) => id === '2');
    assert.equal(failed?.headers?.['retry-after'], '3');
    assert.deepEqual(statuses(await batch(item('1', '/users'))), { 1: 200 });
  });

  it('fails a batch as a whole when the fault names no path', async () => {
    await fault({ service: 'graph', status: 503 });
    assert.equal((await batch(item('1', '/me'))).status, 503);
  });

  it('drops a batch for the sake of one item', async () => {
    await fault({ service: 'graph', pathPattern: '/users', drop: 'before' });
    await assert.rejects(batch(item('1', '/me'), item('2', '/users')));
    assert.equal((await batch(item('1', '/me'), item('2', '/users'))).status, 200);
  });

  it('applies an item whose answer is replaced', async () => {
    await fault({ service: 'graph', pathPattern: 'resetPassword', status: 504, applied: true });
    const url = RESET_PATH.replace('/v1.0', '');
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: { newPassword: PASSWORD } };
    assert.deepEqual(statuses(await batch(item('1', url, post))), { 1: 504 });
    assert.equal(await signIn(), 'must-change-password');
  });

  it('refuses a fault that makes no sense', async () => {
    for (const wrong of [
      { service: 'mail' },
      { service: 'graph', status: 'x' },
      { service: 'graph', pathPattern: '(' },
      { service: 'graph', times: 0 },
      { service: 'graph', skip: -1 },
      { service: 'graph', unknown: 1 },
      [],
    ]) {
      assert.equal((await fault(wrong)).status, 400, JSON.stringify(wrong));
    }
    assert.deepEqual(faultsIn(await fixture.control('GET', 'faults')), []);
    assert.equal((await fixture.control('DELETE', 'faults/1')).status, 404);
  });

  it('logs each call with caller, request id and the items of a batch, but no body', async () => {
    await fixture.call('GET', ME, token, undefined, { 'client-request-id': 'abc' });
    await batch(item('1', '/me?$select=id'), item('2', '/users/nobody'));
    await reset();
    const [me, both, resetting] = await calls('?service=graph');
    assert.deepEqual([me?.method, me?.path, me?.status], ['GET', ME, 200]);
    assert.deepEqual([me?.caller, me?.clientRequestId], [ERIK.objectId, 'abc']);
    const urls = both?.batch?.map(({ url, status }) => [url, status]);
    assert.deepEqual(urls, [
      ['/me?$select=id', 200],
      ['/users/nobody', 404],
    ]);
    assert.equal(resetting?.status, 202);
    assert.ok(!JSON.stringify(await calls()).includes(PASSWORD));
  });

  it('logs calls with a bad token without a caller', async () => {
    await fixture.call('GET', ME, 'nonsense');
    await fixture.call('GET', ME);
    const seen = (await calls()).map(({ status, caller }) => [status, caller]);
    assert.deepEqual(seen, [
      [401, undefined],
      [401, undefined],
    ]);
  });

  it('gives the calls since a number, and numbers go on after the log is cleared', async () => {
    await get();
    const [first] = await calls();
    assert.ok(first);
    await fixture.control('DELETE', 'calls');
    assert.deepEqual(await calls(), []);
    await get();
    const [second] = await calls(`?since=${first.n}`);
    assert.equal(second?.n, first.n + 1);
    assert.deepEqual(await calls(`?since=${second?.n}`), []);
    assert.equal((await fixture.control('GET', 'calls?since=x')).status, 400);
  });

  it('answers a body that is not JSON as Graph does', async () => {
    const answer = await fixture.call('POST', RESET_PATH, token, '{"newPassword":');
    assert.equal(answer.status, 400);
    assert.equal(errorIn(answer).code, 'BadRequest');
    assert.equal(await signIn(), 'wrong-password');
  });
});
