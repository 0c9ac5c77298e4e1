import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { createLogger } from '../../src/log/log.ts';
import { routeConsole } from '../../src/telemetry/routed-console.ts';

const SECRET = 'T4kx-7pfn-c93d-vh5j';

describe('the routed console', () => {
  let lines: string[];
  let written: PassThrough;
  let target: Console;
  let end: () => void;
  beforeEach(() => {
    lines = [];
    written = new PassThrough();
    target = new Console(written);
    end = routeConsole(createLogger('debug', { write: line => void lines.push(line) }), target);
  });
  const last = () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;

  it('writes what a library says into the log, and nothing past it', () => {
    for (const method of ['error', 'warn', 'log', 'info', 'debug', 'trace'] as const) {
      target[method](`said with ${method}`);
      const warning = method === 'error' || method === 'warn';
      assert.equal(last().text, `said with ${method}`);
      assert.equal(last().level, warning ? 'warn' : 'debug');
    }
    assert.equal(lines.length, 6);
    assert.equal(written.read(), null);
  });

  it('keeps of an error its name and message', () => {
    const error = Object.assign(new Error('jwt expired'), { name: 'TokenExpiredError', request: { body: SECRET } });
    target.error(error);
    assert.equal(last().text, 'TokenExpiredError: jwt expired');
    assert.ok(!lines.join().includes(SECRET));
  });

  it('keeps nothing of objects, of further arguments, and of secrets in the text', () => {
    target.error({ authorization: SECRET });
    target.error('failed', { headers: SECRET }, SECRET);
    target.error(`Bearer abc.def and ${SECRET}`);
    target.error(undefined);
    assert.equal(lines.length, 4);
    assert.ok(!lines.join().includes(SECRET), lines.join());
    assert.ok(!lines.join().includes('abc.def'), lines.join());
  });

  it('is short, and one line', () => {
    target.error(`a\n${'b'.repeat(10_000)}`);
    assert.equal(lines.length, 1);
    assert.ok((lines[0]?.length ?? 0) < 500);
    assert.equal(lines[0]?.trimEnd().split('\n').length, 1);
  });

  it('gives the console back', () => {
    end();
    target.error('again');
    assert.equal(lines.length, 0);
    assert.equal(String(written.read()), 'again\n');
  });
});
