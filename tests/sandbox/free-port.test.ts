import assert from 'node:assert/strict';
import { nextFreePort, StartFailure } from '../../src/sandbox/free-port.ts';
import { freePort, takenPort } from './start-fixture.ts';

describe('sandbox: the next free port', () => {
  it('is the one asked for when nothing listens there', async () => {
    const port = await freePort();
    assert.equal(await nextFreePort(port, 'PLAYGROUND_PORT'), port);
  });

  it('is a later one when something listens there', async () => {
    const taken = await takenPort();
    const next = await nextFreePort(taken.port, 'PLAYGROUND_PORT').finally(() => taken.release());
    assert.ok(next > taken.port, `${next} after ${taken.port}`);
  });

  it('is refused, with the variable to change, after the last one', async () => {
    await assert.rejects(nextFreePort(65_536, 'PLAYGROUND_PORT'), (error: unknown) => {
      assert.ok(error instanceof StartFailure);
      assert.match(error.message, /PLAYGROUND_PORT: choose a lower one/);
      return true;
    });
  });
});
