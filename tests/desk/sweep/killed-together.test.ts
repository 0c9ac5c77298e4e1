import assert from 'node:assert/strict';
import type { RunningBot } from '../../../src/bot.ts';
import { goOn } from '../../support/crashes/going-on.ts';
import { Stage } from '../../support/crashes/stage.ts';
import { asksSecondPerson, confirms, decides, type Story } from '../../support/crashes/stories.ts';
import { type KillPoint, POSTS } from '../../support/kill-point.ts';
import { MINUTE } from '../../support/story.ts';

const BEFORE_POST = { when: 'before', ...POSTS } as const;

describe('a bot that is killed, and two that take over at the same moment', () => {
  let stage: Stage;
  let bots: readonly RunningBot[];
  afterEach(async () => {
    await bots[0]?.stop();
    await stage.world.stop();
  });

  async function killed(story: Story, at: KillPoint): Promise<void> {
    bots = [];
    stage = await Stage.start('SQLite', story.policy);
    await stage.kill(at, await story.begin(stage));
    const { world } = stage;
    await world.startBot();
    const first = world.bot;
    await world.startBot();
    bots = [first, world.bot];
  }

  async function pass(milliseconds: number): Promise<void> {
    stage.world.passTime(milliseconds);
    await Promise.all(bots.map(bot => bot.sweep()));
  }

  const toldErik = (pattern: RegExp) => stage.texts(stage.personal).filter(text => pattern.test(text)).length;

  it('post one card that leads to the password', async () => {
    await killed(confirms('channel'), BEFORE_POST);
    for (let each = 0; each < 3; each += 1) await pass(MINUTE + 1_000);
    assert.equal(toldErik(/The temporary password is ready/), 1);
    assert.equal(await goOn(stage), 'done');
    assert.equal(await stage.resets(), 1);
  });

  it('tell the requester once that somebody declined', async () => {
    await killed(decides('channel', 'decline'), BEFORE_POST);
    for (let each = 0; each < 3; each += 1) await pass(MINUTE + 1_000);
    assert.equal(toldErik(/Your request was declined/), 1);
  });

  it('ask the approvals conversation once, and tell the requester once that nobody approved', async () => {
    await killed(asksSecondPerson('personal'), BEFORE_POST);
    await pass(MINUTE + 1_000);
    const { approvals } = stage;
    assert.ok(approvals);
    const asked = () => stage.texts(approvals).filter(text => /Approve this password reset\?/.test(text)).length;
    assert.equal(asked(), 1);
    await pass(60 * MINUTE);
    await pass(MINUTE + 1_000);
    assert.equal(asked(), 0);
    assert.equal(toldErik(/Nobody approved in time/), 1);
  });
});
