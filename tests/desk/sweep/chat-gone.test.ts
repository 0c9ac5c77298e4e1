import assert from 'node:assert/strict';
import { sampleDuty } from '../../store/samples.ts';
import { stored } from '../../support/approvals.ts';
import { textOf } from '../../support/chat.ts';
import { eachWithErik } from '../../support/scene.ts';
import { MINUTE } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { putResets } from './owed-requests.ts';

describe('a handover into a personal chat that is gone', function () {
  // Teams says now and then that a chat is gone which is not: that is tried again first.
  this.timeout(60_000);
  let world: World;
  let erik: Client;
  eachWithErik(scene => {
    ({ world, erik } = scene);
    const gone = /^POST .*\/personal-gone\/activities/;
    world.connector.faults.push({ path: gone, times: 100, status: 404, code: 'ConversationNotFound' });
  });

  async function owed(personal: boolean): Promise<string> {
    const at = Date.now();
    const place = { serviceUrl: world.connector.serviceUrl, conversationId: 'personal-gone', personal };
    const duties = [sampleDuty({ what: 'handover', at })];
    const [id = ''] = await putResets(world, erik, [{ place, dueAt: at + 15 * MINUTE, carriedOutAt: at, duties }]);
    return id;
  }

  const opened = () => world.connector.calls.filter(({ path }) => path === '/v3/conversations').length;
  const handovers = () =>
    world.connector.in(`personal-${erik.objectId}`).filter(each => /temporary password is ready/.test(textOf(each)));

  it('is opened anew, and the card is there', async () => {
    const id = await owed(true);
    await world.bot.sweep();
    assert.equal(handovers().length, 1);
    assert.equal(opened(), 1);
    const request = await stored(world, id);
    assert.ok(request.state === 'carried-out');
    assert.equal(request.handover?.conversationId, `personal-${erik.objectId}`);
  });

  it('waits and is tried again where it can’t be opened either', async () => {
    const id = await owed(true);
    world.connector.faults.push({ path: /^POST \/v3\/conversations$/, times: 1, status: 404, code: 'UserNotFound' });
    await world.bot.sweep();
    assert.equal(handovers().length, 0);
    const waiting = await stored(world, id);
    assert.equal(waiting.state === 'carried-out' && waiting.undelivered, 'person-not-found');
    world.passTime(MINUTE + 1_000);
    await world.bot.sweep();
    assert.equal(handovers().length, 1);
  });
});
