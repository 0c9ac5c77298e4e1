import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { callsIn, errorIn } from '../edge-answers.ts';
import { type SandboxFixture, sharedFixture } from '../edge-fixture.ts';
import { PASSES_PATH, passCalls } from '../pass-calls.ts';

describe('sandbox: faults on passes', () => {
  let fixture: SandboxFixture;
  let calls: ReturnType<typeof passCalls>;

  before(async () => {
    fixture = await sharedFixture();
    calls = passCalls(fixture);
  });
  beforeEach(() => fixture.control('POST', 'reset'));

  const fault = (method: string, description: object) =>
    fixture.control('POST', 'faults', {
      service: 'graph',
      method,
      pathPattern: 'temporaryAccessPassMethods',
      ...description,
    });
  const arrive = () => fixture.control('POST', 'late-calls');

  it('lose the call that makes one, or only its answer, and with it the secret', async () => {
    await fault('POST', { drop: 'before' });
    await assert.rejects(calls.give());
    assert.deepEqual(await calls.views(), []);
    await fault('POST', { drop: 'after' });
    await assert.rejects(calls.give());
    const [made] = await calls.views();
    assert.deepEqual([await calls.listed(), made?.state], [[made?.id], 'usable']);
  });

  it('let the call that makes one arrive late, where it takes the place of the one made meanwhile', async () => {
    await fault('POST', { drop: 'late' });
    await assert.rejects(calls.give());
    assert.deepEqual(await calls.views(), []);
    const { temporaryAccessPass: pass } = await calls.given();
    assert.equal((await arrive()).body.arrived, 1);
    assert.deepEqual(await calls.states(), ['replaced', 'usable']);
    assert.equal(await calls.signIn(pass), 'wrong-pass');
  });

  it('leave out what a call does behind a status, unless it is applied', async () => {
    await fault('POST', { status: 503 });
    assert.equal((await calls.give()).status, 503);
    assert.deepEqual(await calls.views(), []);
    await fault('POST', { status: 504, applied: true });
    const answer = await calls.give();
    assert.deepEqual([answer.status, errorIn(answer).code], [504, 'SandboxFault']);
    assert.deepEqual(await calls.states(), ['usable']);
  });

  it('cut the answer with the secret in it', async () => {
    await fault('POST', { malformedJson: true });
    await assert.rejects(calls.give(), SyntaxError);
    assert.deepEqual(await calls.states(), ['usable']);
  });

  it('hit a DELETE by its method, before, after and late', async () => {
    const { id } = await calls.given();
    await fault('DELETE', { drop: 'before' });
    assert.deepEqual(await calls.listed(), [id]);
    await assert.rejects(calls.remove(id));
    await fault('DELETE', { status: 429, retryAfter: 3 });
    const busy = await calls.remove(id);
    assert.deepEqual([busy.status, busy.headers.get('retry-after')], [429, '3']);
    await fault('DELETE', { drop: 'late' });
    await assert.rejects(calls.remove(id));
    assert.deepEqual(await calls.states(), ['usable']);
    await arrive();
    assert.deepEqual([await calls.states(), await calls.revocations()], [['deleted'], 1]);
    const { id: second } = await calls.given();
    await fault('DELETE', { drop: 'after' });
    await assert.rejects(calls.remove(second));
    assert.deepEqual([await calls.states(), (await calls.remove(second)).status], [['deleted', 'deleted'], 404]);
  });

  it('hit the list alone where they name it', async () => {
    const { id } = await calls.given();
    await fault('GET', { pathPattern: 'temporaryAccessPassMethods$', status: 403, code: 'accessDenied' });
    assert.equal((await calls.graph('GET', `${PASSES_PATH}/${id}`)).status, 200);
    assert.equal((await calls.graph('GET', PASSES_PATH)).status, 403);
    assert.equal((await calls.graph('GET', PASSES_PATH)).status, 200);
  });

  it('write no secret into the log of calls', async () => {
    const { id, temporaryAccessPass: pass } = await calls.given();
    await calls.remove(id);
    const log = callsIn(await fixture.control('GET', 'calls?service=graph'));
    assert.deepEqual(
      log.map(({ method, path, status }) => [method, path, status]),
      [
        ['POST', PASSES_PATH, 201],
        ['DELETE', `${PASSES_PATH}/${id}`, 204],
      ],
    );
    assert.ok(!JSON.stringify(log).includes(JSON.stringify(pass).slice(1, -1)));
  });

  describe('that end a process', () => {
    let victim: ChildProcess;
    beforeEach(async () => {
      victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
      await once(victim, 'spawn');
    });
    afterEach(() => victim.kill('SIGKILL'));

    for (const [when, states] of [
      ['before', []],
      ['after', ['usable']],
    ] as const) {
      it(`do so ${when} a pass is made`, async () => {
        const ended = once(victim, 'exit');
        await fault('POST', { kill: { pid: victim.pid, when } });
        await assert.rejects(calls.give());
        await ended;
        assert.equal(victim.signalCode, 'SIGKILL');
        assert.deepEqual(await calls.states(), states);
      });
    }
  });
});
