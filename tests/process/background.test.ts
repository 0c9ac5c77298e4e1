import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { TeamsError } from '../../src/errors.ts';
import { Background } from '../../src/process/background.ts';

describe('teams/background', () => {
  let reported: unknown[];
  let background: Background;
  beforeEach(() => {
    reported = [];
    background = new Background(error => reported.push(error));
  });

  it('waits at its stop for what is running, and for what that starts', async () => {
    const done: string[] = [];
    background.run(async () => {
      await wait(20);
      done.push('first');
      background.run(async () => {
        await wait(20);
        done.push('second');
      });
    });
    assert.equal(await background.stop(5_000), 0);
    assert.deepEqual(done, ['first', 'second']);
  });

  it('waits no longer than it is told, and says how much is still running', async () => {
    background.run(() => new Promise(() => undefined));
    background.run(() => new Promise(() => undefined));
    const began = performance.now();
    assert.equal(await background.stop(100), 2);
    assert.ok(performance.now() - began < 2_000);
  });

  it('ends a pause at its stop, and does not report that as an error', async () => {
    let woke = false;
    background.run(async () => {
      await background.pause(60_000);
      woke = true;
    });
    background.run(() =>
      background.pause(60_000).catch(cause => {
        throw new TeamsError('broken off', 'passing', { cause });
      }),
    );
    assert.equal(await background.stop(5_000), 0);
    assert.deepEqual([woke, reported], [false, []]);
  });

  it('ends a pause that begins after its stop at once', async () => {
    await background.stop(0);
    await assert.rejects(background.pause(60_000), { name: 'AbortError' });
  });

  it('reports what fails, before a stop and during it, be it broken off by somebody else', async () => {
    const errors = [new Error('one'), new DOMException('This operation was aborted', 'AbortError'), 'no error object'];
    const [before, ...during] = errors;
    background.run(async () => {
      throw before;
    });
    for (const error of during) {
      background.run(async () => {
        await wait(20);
        throw error;
      });
    }
    await background.stop(5_000);
    assert.deepEqual(reported, errors);
  });
});
