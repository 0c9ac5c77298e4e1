import assert from 'node:assert/strict';
import { Pace } from '../../../../src/teams/sending/pace.ts';
import { HOUR, PATIENCE, VirtualTime } from '../pace-fixture.ts';

describe('teams/pace when Teams asks for quiet', () => {
  it('nothing begins in that conversation until then, and others go on', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    pace.hold('a', 5_000);
    pace.hold('a', 2_000);
    await pace.turn('b');
    const held = pace.turn('a');
    await time.run();
    await held;
    assert.equal(time.now, 5_000);
  });

  it('it is quiet for 30 s at most', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    pace.hold('a', HOUR);
    const held = pace.turn('a');
    await time.run();
    await held;
    assert.equal(time.now, PATIENCE);
  });

  it('whoever waits already, and would now wait for more than 30 s, is refused', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    for (let call = 0; call < 7; call += 1) await pace.turn('a');
    const outcomes = Promise.allSettled([pace.turn('a'), pace.turn('a')]);
    time.now = 500;
    pace.hold('a', PATIENCE);
    await time.run();
    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    time.now = 30_500;
    await Promise.all(Array.from({ length: 7 }, () => pace.turn('a')));
    assert.equal(time.now, 30_500, 'they took nobody’s place');
  });
});
