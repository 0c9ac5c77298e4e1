import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { stored } from '../../support/approvals.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ERIK, events, MINUTE } from '../../support/story.ts';
import type { World } from '../../support/world.ts';
import { putResets } from './owed-requests.ts';

describe('a request that somebody has changed by hand', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene));

  it('keeps no other from being erased, and is told of in the log once', async () => {
    const erik = await world.person(ERIK);
    const at = Date.now();
    const due = [3, 2, 1].map(each => ({ dueAt: at - each, carriedOutAt: at - 15 * MINUTE }));
    const [first = '', spoilt = '', last = ''] = await putResets(world, erik, due);
    const file = new DatabaseSync(world.storePath);
    file.prepare("UPDATE requests SET document = json_remove(document, '$.requester.name') WHERE id = ?").run(spoilt);
    file.close();
    await world.bot.sweep();
    await world.bot.sweep();
    for (const id of [first, last]) {
      const request = await stored(world, id);
      assert.equal(request.state === 'done' && request.ending, 'erased');
    }
    const erased = (await events(world)).filter(event => event === 'password-erased');
    assert.equal(erased.length, 2);
    const told = world.log.filter(line => line.includes(spoilt));
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told.join(), /"level":"error".*"code":"NYCKEL_STORE_UNAVAILABLE"/);
  });
});
