import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { WaitingLine } from '../../src/http/waiting-line.ts';
import { createLogger } from '../../src/log/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { runs } from '../support/runs.ts';

describe('the line of those who are held back', () => {
  it('lets 200 a second go on, in their order, and sends away whoever would wait longer than 2.5 seconds (property)', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 2_000, size: 'max' });
    fc.assert(
      fc.property(arrivals, pauses => {
        let now = 0;
        const line = new WaitingLine(() => now);
        const turns: number[] = [];
        for (const pause of pauses) {
          // Most come at once.
          now += Math.max(0, pause - 36);
          const wait = line.join();
          if (wait === undefined) {
            assert.ok((turns.at(-1) ?? 0) > now + 2_490, 'there was room');
            continue;
          }
          assert.ok(wait >= 0 && wait <= 2_500);
          turns.push(now + wait);
        }
        for (const [n, turn] of turns.entries()) assert.ok(n === 0 || turn - (turns[n - 1] ?? 0) >= 4.99);
      }),
      { numRuns: runs(50), seed: 20261128 },
    );
  });

  it('nobody waits where fewer come', () => {
    let now = 0;
    const line = new WaitingLine(() => now);
    for (; now < 5_000; now += 5) assert.equal(line.join(), 0);
  });
});

describe('strangers who are held back', () => {
  let server: RunningServer;
  let now: number;
  const agent = new Agent({ keepAlive: true, maxSockets: 600 });
  before(async () => {
    const door = async (authorization: string | undefined) =>
      authorization === 'Bearer good' ? { status: 200 } : { status: 401, refused: 'no', stranger: true };
    now = 0;
    const log = createLogger('silent');
    server = await startServer({ door, ready: async () => undefined, log, clock: () => now }, 0);
    await areRefused(1_020);
  });
  beforeEach(() => {
    // The line is empty again, and some 30 are answered as anybody.
    now += 3_000;
  });
  after(async () => {
    await server.close(0);
    agent.destroy();
  });

  /** So many on one connection, without waiting for each other's answers. */
  async function areRefused(many: number): Promise<void> {
    const socket = connect(server.port).setEncoding('latin1');
    const head = 'POST /api/messages HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer bad\r\ncontent-length: 2';
    socket.write(`${head}\r\n\r\n{}`.repeat(many));
    let answers = '';
    for await (const text of socket) {
      answers += text;
      if (answers.split('HTTP/1.1 4').length > many) break;
    }
    assert.equal(answers.split('HTTP/1.1 4').length - 1, many);
  }

  /** The status, 0 where there was none. */
  function asks(authorization: string): Promise<number> {
    const headers = { authorization, 'content-type': 'application/json' };
    const options = { agent, port: server.port, method: 'POST', path: '/api/messages', headers };
    return new Promise(resolve => {
      const outgoing = request(options, answer => {
        answer.resume().once('close', () => resolve(answer.statusCode ?? 0));
      });
      outgoing.once('error', () => resolve(0));
      outgoing.end('{}');
    });
  }

  it('get their answers one after the other, and whoever has a token does not wait for them', async () => {
    const began = performance.now();
    let waiting = 0;
    const strangers = Array.from({ length: 260 }, async () => {
      waiting += 1;
      const status = await asks('Bearer bad');
      waiting -= 1;
      return status;
    });
    assert.equal(await asks('Bearer good'), 200);
    assert.ok(waiting > 0, 'it came last');
    const statuses = await Promise.all(strangers);
    // As many are answered as anybody as come back to the brake.
    assert.ok(statuses.every(status => status === 429 || status === 401));
    assert.ok(statuses.filter(status => status === 429).length > 200);
    assert.ok(performance.now() - began > 1_000);
  });

  it('are hung up on where too many wait', async () => {
    const statuses = await Promise.all(Array.from({ length: 700 }, () => asks('Bearer bad')));
    assert.ok(statuses.filter(status => status === 0).length > 100, statuses.join());
    assert.ok(statuses.filter(status => status === 429).length >= 500, statuses.join());
    assert.equal(await asks('Bearer good'), 200);
  });

  it('do not keep it from stopping, and get their answer before', async () => {
    const strangers = Array.from({ length: 480 }, () => asks('Bearer bad'));
    assert.equal(await asks('Bearer good'), 200);
    const began = performance.now();
    assert.equal(await server.close(), 0);
    // The last of them would stand in line for 2.2 seconds.
    assert.ok(performance.now() - began < 2_000);
    const statuses = await Promise.all(strangers);
    assert.ok(statuses.filter(status => status === 429).length > 200, statuses.join());
  });
});
