import assert from 'node:assert/strict';
import { ErrorCode, TeamsError } from '../../src/errors.ts';
import { createLogger } from '../../src/log/log.ts';

const SECRET = 'T4kx-7pfn-c93d-vh5j';

describe('log', () => {
  let lines: string[];
  const logger = (level = 'debug') => createLogger(level, { write: line => void lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  beforeEach(() => {
    lines = [];
  });

  it('writes one line of JSON with time and level', () => {
    logger().info({ person: 'erik' }, 'message');
    const { time, ...rest } = last();
    assert.deepEqual(rest, { level: 'info', person: 'erik', msg: 'message' });
    assert.equal(new Date(String(time)).toISOString(), time);
  });

  it('stays on one line, whatever it is told', () => {
    logger().warn({ reason: 'a\n{"level":"info","msg":"forged"}\r\n' }, 'b\nc');
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.trimEnd().split('\n').length, 1);
    assert.equal(last().level, 'warn');
  });

  for (const name of ['authorization', 'token', 'password']) {
    it(`leaves out ${name}, alone and inside something`, () => {
      logger().info({ [name]: SECRET, call: { [name]: SECRET, path: '/users' } }, 'call');
      assert.ok(!lines.join().includes(SECRET), lines.join());
      assert.deepEqual(last().call, { [name]: '[Redacted]', path: '/users' });
    });
  }

  it('keeps of an error its type, code, message and stack', () => {
    logger().error({ err: new TeamsError('Teams answered 500', 'passing') }, 'failed');
    const err = last().err as Record<string, string>;
    assert.deepEqual([err.type, err.code, err.message], ['TeamsError', ErrorCode.Teams, 'Teams answered 500']);
    assert.match(err.stack ?? '', /log\.test\.ts/);
  });

  it('keeps nothing else of an error: libraries hang requests with their headers onto it', () => {
    const cause = Object.assign(new Error('401'), { request: { headers: { authorization: `Bearer ${SECRET}` } } });
    const error = Object.assign(new Error('failed', { cause }), { config: { headers: SECRET }, response: SECRET });
    logger().error({ err: error }, 'failed');
    logger().error(error);
    assert.equal(lines.length, 2);
    assert.ok(!lines.join().includes(SECRET), lines.join());
    assert.deepEqual((last().err as { cause: unknown }).cause, { type: 'Error', message: '401' });
  });

  it('writes nothing of what was thrown instead of an error', () => {
    logger().error({ err: { password: SECRET } }, 'failed');
    logger().error({ err: SECRET }, 'failed');
    assert.ok(!lines.join().includes(SECRET), lines.join());
    assert.deepEqual(last().err, { message: 'not an error object' });
  });

  it('writes what its level asks for, and nothing when it is silent', () => {
    const warn = logger('warn');
    warn.info('not this');
    warn.debug('nor this');
    logger('silent').error('nor this');
    assert.deepEqual(lines, []);
    warn.warn('this');
    assert.equal(last().msg, 'this');
  });
});
