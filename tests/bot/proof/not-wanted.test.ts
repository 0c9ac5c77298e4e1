import assert from 'node:assert/strict';
import { requestOn } from '../../support/approvals.ts';
import { eachWithErik } from '../../support/scene.ts';
import { ANNA, events as eventsOf } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('a click that asks others who calls, where nothing is wanted', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  for (const kind of ['number-match', 'manager', 'face', 7]) {
    it(`bothers nobody, and is no answer to anything: ${kind}`, async () => {
      const chat = world.chat(erik, 'channel');
      const asked = await chat.says(`reset password for ${ANNA}`);
      const [rows, posts] = [await eventsOf(world), world.connector.calls.length];
      await chat.execute('ask-proof', { request: requestOn(asked), kind }, asked.id);
      assert.deepEqual(await eventsOf(world), rows, 'nothing is on record');
      const opened = world.connector.calls.slice(posts).filter(({ path }) => path.endsWith('/v3/conversations'));
      assert.deepEqual(opened, [], 'no chat was opened');
    });
  }
});
