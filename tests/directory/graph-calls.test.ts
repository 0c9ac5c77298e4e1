import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { DirectorySession } from '../../src/desk/ports.ts';
import { createDirectory } from '../../src/directory/directory.ts';
import type { GraphCallRecord } from '../../src/directory/graph-calls.ts';
import { type GraphStub, json, type StubRequest, startGraphStub } from '../support/graph-stub.ts';

const PASSWORD = 'Vnqc-7TkR-m4Wz';
const ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';

describe('directory: what is taken of an answer', () => {
  let stub: GraphStub | undefined;
  const told: GraphCallRecord[] = [];

  async function sessionWith(
    respond: (response: ServerResponse, request: StubRequest) => void,
  ): Promise<DirectorySession> {
    stub = await startGraphStub(respond);
    const { endpoint } = stub;
    const directory = createDirectory({ endpoint, timeout: 60_000, patience: 0, onCall: call => told.push(call) });
    return directory.as('header.payload.signature', 'correlation', 'erik');
  }

  afterEach(async () => {
    told.length = 0;
    await stub?.stop();
  });

  it('takes nothing of an answer without end, and does not read on', async () => {
    let written = 0;
    const session = await sessionWith(response => {
      // In steps: restify, once loaded, lets writeHead return nothing.
      response.writeHead(202, { 'request-id': 'r1', 'content-type': 'application/json' });
      const blank = Buffer.alloc(1_024 * 1_024, 32);
      const more = () => {
        while (written < 200 && !response.destroyed) {
          written += 1;
          if (!response.write(blank)) return void response.once('drain', more);
        }
      };
      more();
    });
    assert.deepEqual(await session.resetPassword(ID, PASSWORD), { kind: 'unknown' });
    assert.equal(told.at(-1)?.errorCode, 'TooLargeError');
    assert.ok(written < 100, String(written));
  });

  it('takes how far Graph’s clock is ahead from a date of HTTP, and from nothing else', async () => {
    let date = '';
    const session = await sessionWith((response, { body }) => {
      const { requests } = JSON.parse(body) as { requests: { id: string }[] };
      const responses = requests.map(({ id }) =>
        id === 'me' ? { id, status: 200, body: { id: 'erik' } } : { id, status: 404, body: { error: { code: 'x' } } },
      );
      json(response, 200, { responses }, { date });
    });
    for (const odd of [
      ...['', '8.25', '1', '2026', 'soon', '2020-01-01T00:00:00', '1/1/2020', 'Wed, 01 Jan 2020 00:00:00'],
      ...['Wed, 01 Jan 2020 25:00:00 GMT', 'Wed, 01 Jan 2020 00:00:00 +0100', '01 Jan 2020 00:00:00 GMT'],
    ]) {
      date = odd;
      assert.equal((await session.examine(ID)).clockAhead, undefined, odd);
    }
    date = new Date(Date.now() + 90_000).toUTCString();
    const { clockAhead = 0 } = await session.examine(ID);
    assert.ok(clockAhead > 60_000 && clockAhead <= 90_000, String(clockAhead));
  });
});
