import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { callsIn, faultsIn, responsesIn } from '../edge-answers.ts';
import { ANNA_NAME, ERIK, RESET_PATH, type SandboxFixture, startFixture } from '../edge-fixture.ts';

const PASSWORD = 'Tq7-vkmp-Rw94-xzhd';
const ME = '/v1.0/me?$select=id';

describe('sandbox: faults that end a process', () => {
  let fixture: SandboxFixture;
  let token: string;
  let victim: ChildProcess;
  beforeEach(async () => {
    fixture = await startFixture();
    token = await fixture.mint({ kind: 'graph', objectId: ERIK.objectId });
    victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
    await once(victim, 'spawn');
  });
  afterEach(async () => {
    victim.kill('SIGKILL');
    await fixture.stop();
  });

  const kill = (when: string, more: object = {}, pid: number | null = victim.pid ?? null) =>
    fixture.control('POST', 'faults', { service: 'graph', ...more, kill: { pid, when } });
  const get = (path = ME) => fixture.call('GET', path, token);
  const reset = () => fixture.call('POST', RESET_PATH, token, { newPassword: PASSWORD });
  const batch = (...urls: string[]) => {
    const requests = urls.map((url, index) => ({ id: String(index), method: 'GET', url }));
    return fixture.call('POST', '/v1.0/$batch', token, { requests });
  };
  const lives = () => victim.exitCode === null && victim.signalCode === null;
  const signIn = async () =>
    (await fixture.control('POST', 'try-sign-in', { userPrincipalName: ANNA_NAME, password: PASSWORD })).body.result;

  /** The call gets no answer, and the process has been ended by SIGKILL. */
  async function kills(call: Promise<unknown>): Promise<void> {
    await assert.rejects(call, { code: 'ECONNRESET' });
    if (lives()) await Promise.race([once(victim, 'exit'), wait(5_000)]);
    assert.equal(victim.signalCode, 'SIGKILL');
  }

  for (const [when, result] of [
    ['before', 'wrong-password'],
    ['after', 'must-change-password'],
  ] as const) {
    it(`ends it ${when} the call has its effect, and gives no answer`, async () => {
      await kill(when, { method: 'POST', pathPattern: 'resetPassword$' });
      assert.equal((await get()).status, 200);
      assert.ok(lives());
      await kills(reset());
      assert.equal(await signIn(), result);
      const calls = callsIn(await fixture.control('GET', 'calls'));
      assert.equal(calls.at(-1)?.status, 0);
    });
  }

  it('ends it at the call of that number, and at no earlier one', async () => {
    await kill('after', { pathPattern: '/me', skip: 2 });
    for (const each of ['/v1.0/me', ME, '/v1.0/domains']) assert.equal((await get(each)).status, 200);
    assert.ok(lives());
    await kills(get());
    assert.equal((await get()).status, 200, 'once');
  });

  it('ends it at an item of a batch, by its path and number', async () => {
    await kill('before', { pathPattern: '^/v1.0/users/', skip: 1 });
    const first = await batch('/me?$select=id', '/users/nobody');
    assert.equal(responsesIn(first).length, 2);
    assert.ok(lives());
    await kills(batch('/me?$select=id', '/users/nobody'));
  });

  it('counts a batch once where it names no path', async () => {
    await kill('before', { skip: 1 });
    assert.equal((await batch('/me?$select=id', '/users/nobody')).status, 200);
    await kills(batch('/me?$select=id'));
  });

  for (const [service, path] of [
    ['token', '/api/usertoken/GetToken'],
    ['channel', '/v1/.well-known/openidconfiguration'],
    ['login', '/common/v2.0/.well-known/openid-configuration'],
  ] as const) {
    it(`ends it at a call to the service ${service}`, async () => {
      await kill('after', { service });
      await kills(fixture.call('GET', path));
    });
  }

  it('breaks the call off as well when the process has ended already', async () => {
    const { pid } = victim;
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    await kill('before', {}, pid ?? null);
    await assert.rejects(get(), { code: 'ECONNRESET' });
    assert.equal((await get()).status, 200);
  });

  it('takes the id of one other process only', async () => {
    for (const pid of [0, 1, -1, -(victim.pid ?? 2), 2.5, process.pid, null]) {
      assert.equal((await kill('before', {}, pid)).status, 400, String(pid));
    }
    assert.equal((await kill('never')).status, 400);
    assert.deepEqual(faultsIn(await fixture.control('GET', 'faults')), []);
    assert.equal((await get()).status, 200);
    assert.ok(lives());
  });
});
