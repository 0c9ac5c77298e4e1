import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { DirectorySession } from '../../src/desk/ports.ts';
import { readBatch } from '../../src/directory/batch.ts';
import { createDirectory, type DirectoryOptions } from '../../src/directory/directory.ts';
import type { GraphCallRecord } from '../../src/directory/graph-calls.ts';
import { createGraphClient } from '../../src/directory/graph-client.ts';
import { createPatience } from '../../src/directory/patience.ts';
import { type GraphStub, json, reply, type StubRequest, startGraphStub } from '../support/graph-stub.ts';
import { assertTrouble } from './harness.ts';

const TOKEN = 'header.payload.signature';
const PASSWORD = 'Vnqc-7TkR-m4Wz';
const ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';

type Respond = (response: ServerResponse, request: StubRequest, n: number) => void;

describe('directory: Graph client', () => {
  const stubs: GraphStub[] = [];
  const told: GraphCallRecord[] = [];

  async function stubOf(respond: Respond): Promise<GraphStub> {
    const stub = await startGraphStub(respond);
    stubs.push(stub);
    return stub;
  }

  async function sessionWith(
    respond: Respond,
    patience = 0,
    timeout = 30_000,
    pause?: DirectoryOptions['pause'],
  ): Promise<DirectorySession & { stub: GraphStub }> {
    const stub = await stubOf(respond);
    const directory = createDirectory({
      endpoint: stub.endpoint,
      timeout,
      patience,
      pause,
      onCall: call => told.push(call),
    });
    return { ...directory.as(TOKEN, 'correlation', 'erik'), stub };
  }

  afterEach(async () => {
    told.length = 0;
    for (const stub of stubs.splice(0)) await stub.stop();
  });

  it('sends token, correlation id and the new password, and nothing else of ours', async () => {
    const session = await sessionWith(response => reply(response, 202, { 'request-id': 'r1' }));
    assert.deepEqual(await session.resetPassword(ID, PASSWORD), {
      kind: 'accepted',
      operationUrl: undefined,
      retryAfterSeconds: undefined,
    });
    const [request] = session.stub.requests;
    assert.equal(request?.method, 'POST');
    assert.equal(
      request.url,
      `/v1.0/users/${ID}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
    );
    assert.deepEqual(JSON.parse(request.body), { newPassword: PASSWORD });
    assert.equal(request.headers.authorization, `Bearer ${TOKEN}`);
    assert.equal(request.headers['client-request-id'], 'correlation');
    assert.equal(request.headers['content-type'], 'application/json');
  });

  it('follows no redirect: the other host gets neither token nor password', async () => {
    const other = await stubOf(response => json(response, 202, {}));
    const location = `${other.endpoint}/v1.0/users`;
    for (const status of [301, 302, 307, 308]) {
      const session = await sessionWith(response => reply(response, status, { location }));
      assert.deepEqual(await session.resetPassword(ID, PASSWORD), { kind: 'unknown' });
      await assertTrouble('unavailable', session.examine(ID));
    }
    assert.deepEqual(other.requests, []);
  });

  it('gives no operation to poll for a Location on another host, and would not send the token there', async () => {
    const other = await stubOf(response => json(response, 200, { status: 'succeeded' }));
    const location = `${other.endpoint}/v1.0/users/${ID}/authentication/operations/1?aadgdc=x`;
    const session = await sessionWith(response => json(response, 202, {}, { location }));
    assert.deepEqual(await session.resetPassword(ID, PASSWORD), {
      kind: 'accepted',
      operationUrl: undefined,
      retryAfterSeconds: undefined,
    });
    assert.deepEqual(await session.readOperation(location), { kind: 'unreadable' });
    assert.deepEqual(other.requests, []);
  });

  it('reads the operation at the very address of the Location', async () => {
    const path = `/v1.0/users/${ID}/authentication/operations/1?aadgdc=DUB02P&aadgsu=ssprprod-a`;
    const session = await sessionWith((response, _request, n) => {
      if (n === 0) json(response, 202, {}, { location: path });
      else json(response, 200, { status: 'succeeded' });
    });
    const answer = await session.resetPassword(ID, PASSWORD);
    assert.ok(answer.kind === 'accepted' && answer.operationUrl);
    assert.deepEqual(await session.readOperation(answer.operationUrl), { kind: 'succeeded' });
    assert.equal(session.stub.requests[1]?.url, path);
    assert.equal(session.stub.requests[1]?.headers.authorization, `Bearer ${TOKEN}`);
  });

  it('takes a 2xx of Graph for the reset that it is, with a body of JSON or none', async () => {
    const marked = { 'request-id': 'r1' };
    const replies: Respond[] = [
      response => json(response, 200, {}),
      response => reply(response, 202, marked),
      response => reply(response, 204, marked),
      response => json(response, 202, {}, { location: 'https://[' }),
      response => json(response, 202, { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x' }),
    ];
    for (const reply of replies) {
      const session = await sessionWith(reply);
      assert.equal((await session.resetPassword(ID, PASSWORD)).kind, 'accepted');
    }
  });

  it('repeats the password in nothing, even when the service does', async () => {
    const echo = { error: { code: PASSWORD, message: PASSWORD, innerError: { code: `Invalid${PASSWORD}` } } };
    const session = await sessionWith(response => json(response, 400, echo));
    const answer = await session.resetPassword(ID, PASSWORD);
    assert.deepEqual(answer, { kind: 'rejected', why: 'not-possible' });
    assert.ok(!JSON.stringify([answer, told]).includes(PASSWORD));
  });

  it('is unavailable for a batch that is none', async () => {
    const replies: Respond[] = [
      response => reply(response, 200, { 'content-type': 'application/json' }, '{"responses":[{'),
      response => json(response, 200, {}),
      response => json(response, 200, { responses: [{ id: 1 }] }),
      response => json(response, 200, { responses: [] }),
      response => json(response, 400, { error: { code: 'BadRequest' } }),
      response => json(response, 500, {}),
      response => response.destroy(),
    ];
    for (const reply of replies) await assertTrouble('unavailable', (await sessionWith(reply)).examine(ID));
    await assertTrouble('unavailable', (await sessionWith(() => undefined, 0, 100)).examine(ID));
  });

  it('tells what is the matter in the error, and no secret', async () => {
    const session = await sessionWith(response => response.destroy());
    await assert.rejects(session.lastPasswordChange(ID), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^Graph, last password change: no answer \(\w+\)$/);
      assert.ok(!JSON.stringify({ ...error, cause: error.cause, stack: error.stack }).includes(TOKEN));
      return true;
    });
  });

  it('repeats a read once after a dropped connection', async () => {
    const session = await sessionWith((response, _request, n) => {
      if (n === 0) response.destroy();
      else json(response, 200, { lastPasswordChangeDateTime: '2026-01-01T00:00:00Z' });
    }, 10_000);
    assert.equal(await session.lastPasswordChange(ID), Date.UTC(2026, 0, 1));
    assert.deepEqual(
      told.map(call => call.status),
      [0, 200],
    );
  });

  it('repeats a read that was dropped no second time, and none that timed out', async () => {
    const dropping = await sessionWith(
      response => response.destroy(),
      10_000,
      undefined,
      async () => undefined,
    );
    await assertTrouble('unavailable', dropping.lastPasswordChange(ID));
    assert.equal(dropping.stub.requests.length, 2);
    const silent = await sessionWith(() => undefined, 10_000, 500);
    await assertTrouble('unavailable', silent.lastPasswordChange(ID));
    assert.equal(silent.stub.requests.length, 1);
    assert.equal(told.at(-1)?.errorCode, 'TimeoutError');
  });

  it('backs off where the service names no time, until patience ends', async () => {
    const waited: number[] = [];
    const pause = async (milliseconds: number) => waited.push(milliseconds);
    const session = await sessionWith(response => json(response, 503, {}), 1_600, undefined, pause);
    await assertTrouble('unavailable', session.lastPasswordChange(ID));
    assert.equal(session.stub.requests.length, 3);
    assert.deepEqual(waited, [500, 1_000]);
  });

  it('tells calls without query, body and token', async () => {
    const session = await sessionWith(response =>
      json(response, 404, { error: { code: 'itemNotFound' } }, { 'request-id': 'r1' }),
    );
    await session.lastPasswordChange(ID);
    const [call] = told;
    assert.ok(call && call.durationMs >= 0);
    assert.deepEqual(
      { ...call, durationMs: 0 },
      {
        method: 'GET',
        path: `/users/${ID}`,
        status: 404,
        durationMs: 0,
        requestId: 'r1',
        correlationId: 'correlation',
        errorCode: 'itemNotFound',
      },
    );
  });

  it('sends no batch of more than twenty', async () => {
    const { endpoint, requests } = await stubOf(response => json(response, 200, { responses: [] }));
    const client = createGraphClient({ endpoint, userToken: TOKEN, timeout: 30_000 });
    const patience = createPatience(0);
    const calls = { client, endpoint, correlationId: 'c', patience, now: Date.now, onCall: () => undefined };
    const items = Array.from({ length: 21 }, (_, n) => ({ id: String(n), url: '/me', essential: true }));
    await assert.rejects(readBatch(calls, items), RangeError);
    assert.deepEqual(requests, []);
  });

  it('has a lock of its own against other hosts', async () => {
    const other = await stubOf(response => json(response, 200, {}));
    const client = createGraphClient({ endpoint: 'https://graph.microsoft.com', userToken: TOKEN, timeout: 30_000 });
    for (const url of [
      'https://graph.microsoft.us/v1.0/me',
      'https://graph.microsoft.com:444/v1.0/me',
      `https://${other.endpoint.slice(7)}/v1.0/me`,
    ]) {
      await assert.rejects(client.api(url).get(), /refused to send the token to another host/, url);
    }
    assert.deepEqual(other.requests, []);
  });
});
