import assert from 'node:assert/strict';
import { setImmediate as settle } from 'node:timers/promises';
import { TeamsError } from '../../../src/errors.ts';
import { Pace } from '../../../src/teams/sending/pace.ts';
import { HOUR, PATIENCE, VirtualTime } from './pace-fixture.ts';

describe('teams/pace', () => {
  it('the 1,801st within an hour is refused at once; when the hour is over it begins', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    for (let call = 0; call < 1_800; call += 1) {
      time.now = call * 600;
      await pace.turn('a');
    }
    time.now = HOUR - PATIENCE - 1;
    await assert.rejects(pace.turn('a'), { name: 'TeamsError', kind: /^(passing|unknown)$/ });
    time.now = HOUR;
    await pace.turn('a');
  });

  it('who may wait for less is refused earlier, and takes nobody’s place', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    for (let call = 0; call < 7; call += 1) await pace.turn('a');
    await assert.rejects(pace.turn('a', 999), { name: 'TeamsError' });
    const next = pace.turn('a', 1_000);
    await time.run();
    await next;
    assert.equal(time.now, 1_000);
  });

  it('forgets a conversation an hour after its last call, not before', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    for (let each = 0; each < 100; each += 1) await pace.turn(`conversation-${each}`);
    time.now = HOUR - 1;
    await pace.turn('conversation-7');
    assert.equal(pace.size, 100);
    time.now = HOUR;
    await pace.turn('another');
    assert.equal(pace.size, 2);
    time.now = 3 * HOUR;
    await pace.turn('another');
    assert.equal(pace.size, 1);
  });

  it('calls that slept for hours with the machine still count, and are not forgotten', async () => {
    const time = new VirtualTime();
    const pace = new Pace(time);
    for (let call = 0; call < 7; call += 1) await pace.turn('a');
    const slept = Promise.all([pace.turn('a'), pace.turn('a', 60_000)].map(turn => turn.catch(() => 'refused')));
    await settle();
    time.now = 2 * HOUR;
    await pace.turn('b');
    const more = Promise.all(Array.from({ length: 6 }, () => pace.turn('a').then(() => time.now)));
    await time.run();
    assert.deepEqual(await slept, [undefined, undefined]);
    assert.deepEqual(await more, [...Array.from({ length: 5 }, () => 2 * HOUR), 2 * HOUR + 1_000]);
  });

  it('a pause that is broken off refuses that call; those behind it take its place', async () => {
    const time = new VirtualTime();
    let broken = 1;
    const pause = (milliseconds: number) =>
      broken-- > 0 ? Promise.reject(new Error('the bot stops')) : time.pause(milliseconds);
    const pace = new Pace({ clock: time.clock, pause });
    for (let call = 0; call < 7; call += 1) await pace.turn('a');
    const outcomes = Promise.allSettled([pace.turn('a'), pace.turn('a')]);
    await time.run();
    const [first, second] = await outcomes;
    assert.ok(first?.status === 'rejected' && first.reason instanceof TeamsError && first.reason.kind === 'passing');
    assert.equal(second?.status, 'fulfilled');
    assert.equal(time.now, 1_000);
  });
});
