import assert from 'node:assert/strict';
import { DEFAULT_POLICY, waitForApproval } from '../../support/approvals.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ERIK, MINUTE, nowReads } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const NOT_INSTALLED = 403;
const NOT_THERE_NOW = 503;
const OPENS_CHAT = /POST \/v3\/conversations$/;
const UPDATES = /PUT \/v3\/conversations\/.+\/activities\//;

describe('what is owed, and Teams does not take', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene), DEFAULT_POLICY);

  /** How often that was called while `later` passed and somebody looked. */
  async function triesAfter(later: number, path: RegExp): Promise<number> {
    const tries = () => world.connector.calls.filter(call => path.test(`${call.method} ${call.path}`)).length;
    const before = tries();
    world.passTime(later);
    await world.bot.sweep();
    return tries() - before;
  }

  async function expires(path: RegExp, status: number) {
    const waiting = await waitForApproval(world, await world.person(ERIK), { kind: 'channel' });
    world.connector.faults.push({ path, times: 1_000, status });
    assert.ok((await triesAfter(60 * MINUTE, path)) > 0);
    return waiting;
  }

  it('a word to somebody whom Teams keeps the bot from: given up after four tries', async () => {
    await expires(OPENS_CHAT, NOT_INSTALLED);
    for (let tries = 2; tries <= 4; tries += 1) assert.equal(await triesAfter(11 * MINUTE, OPENS_CHAT), 1);
    assert.equal(await triesAfter(11 * MINUTE, OPENS_CHAT), 0);
  });

  it('the same while Teams is not there: tried again, until it is', async () => {
    await expires(OPENS_CHAT, NOT_THERE_NOW);
    assert.ok((await triesAfter(11 * MINUTE, OPENS_CHAT)) > 0);
    world.connector.faults.length = 0;
    assert.equal(await triesAfter(11 * MINUTE, OPENS_CHAT), 1);
    assert.equal(await triesAfter(11 * MINUTE, OPENS_CHAT), 0);
  });

  it('a card where Teams keeps the bot out: tried again for a day, and then given up', async () => {
    const { card } = await expires(UPDATES, NOT_INSTALLED);
    assert.ok((await triesAfter(23 * 60 * MINUTE, UPDATES)) > 0);
    assert.ok((await triesAfter(2 * 60 * MINUTE, UPDATES)) > 0);
    assert.equal(await triesAfter(2 * 60 * MINUTE, UPDATES), 0);
    assert.match(nowReads(world, card), /Approve this password reset/);
  });

  it('a card for which the bot is let in again within the day: it is brought up to date', async () => {
    const { card } = await expires(UPDATES, NOT_INSTALLED);
    assert.ok((await triesAfter(22 * 60 * MINUTE, UPDATES)) > 0);
    world.connector.faults.length = 0;
    assert.ok((await triesAfter(11 * MINUTE, UPDATES)) > 0);
    assert.match(nowReads(world, card), /^Expired/);
  });
});
