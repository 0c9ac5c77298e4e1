import assert from 'node:assert/strict';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { ANNA, ERIK, MINUTE } from '../../support/story.ts';
import { World } from '../../support/world.ts';

const HOUR = 60 * MINUTE;

describe('the anchor of the record in the log', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
    await world.bot.sweep();
  });

  afterEach(() => world.stop());

  it('is there from the start, and is the head of the record at that moment', async () => {
    const [first, ...more] = anchors(world);
    assert.deepEqual(more, []);
    const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
    const head = await store.auditHead().finally(() => store.close());
    assert.deepEqual(first, { count: head?.count, hash: head?.hash });
  });

  it('comes again after a day, and not before', async () => {
    world.passTime(23 * HOUR);
    await world.bot.sweep();
    assert.equal(anchors(world).length, 1);
    await world.chat(await world.person(ERIK)).says(`reset password for ${ANNA}`);
    world.passTime(HOUR);
    await world.bot.sweep();
    const [first, second, ...more] = anchors(world);
    assert.deepEqual(more, []);
    assert.ok(first && second && second.count > first.count);
    assert.notEqual(second.hash, first.hash);
  });

  it('finds a store that was put back to an older copy', async () => {
    const [first] = anchors(world);
    await world.chat(await world.person(ERIK)).says(`reset password for ${ANNA}`);
    world.passTime(25 * HOUR);
    await world.bot.sweep();
    const [, second] = anchors(world);
    const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
    const rows = await Array.fromAsync(store.auditRows());
    await store.close();
    const holds = (anchor: Anchor | undefined, upTo: number): boolean =>
      rows.slice(0, upTo).some(row => row.seq === anchor?.count && row.hash === anchor.hash);
    assert.ok(holds(first, rows.length));
    assert.ok(holds(second, rows.length));
    assert.ok(!holds(second, first?.count ?? 0), 'an older copy lacks the later anchor');
  });
});

interface Anchor {
  count: number;
  hash: string;
}

function anchors(world: World): Anchor[] {
  return world.log
    .map(line => JSON.parse(line))
    .filter(line => line.msg === 'audit anchor')
    .map(({ count, hash }) => ({ count, hash }));
}
