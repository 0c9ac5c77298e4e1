import assert from 'node:assert/strict';
import { eachWithErik } from '../../support/scene.ts';
import {
  ANNA,
  askForAnna,
  events,
  JOHANNA,
  nowReads,
  reads,
  resetAnna,
  resetCalls,
  showPassword,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('two requesters, one person', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    johanna = await world.person(JOHANNA);
  });

  it('confirm at the same moment: one reset, one password, and the other is told', async () => {
    const cards = [await askForAnna(world, erik), await askForAnna(world, johanna)];
    const answers = await Promise.all(cards.map(({ chat, asked }) => chat.press(asked, 'confirm')));
    const texts = answers.map(reads);
    assert.equal(
      texts.filter(text => /reset the password of Anna Svensson/.test(text)).length,
      1,
      texts.join('\n---\n'),
    );
    assert.equal(texts.filter(text => /Something is already under way/.test(text)).length, 1, texts.join('\n---\n'));
    assert.equal(await resetCalls(world), 1);
    assert.equal((await events(world)).filter(event => event === 'reset-started').length, 1);
    const winner = cards[texts.findIndex(text => /reset the password/.test(text))]?.chat;
    assert.ok(winner);
    const password = await showPassword(winner, await winner.card('The temporary password is ready'));
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
  });

  it('one waits to hand over: the other can’t make that password useless, until it is handed over', async () => {
    const { chat, asked } = await askForAnna(world, johanna);
    const first = await resetAnna(world, erik);
    assert.match(reads(await chat.press(asked, 'confirm')), /Something is already under way[\s\S]*Anna Svensson/);
    const password = await showPassword(first.personal, first.handover);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    const request = nowRequest(first.handover);
    await first.personal.execute('handed-over', { request }, first.handover.id);
    const again = await chat.says(`reset password for ${ANNA}`);
    assert.match(reads(await chat.press(again, 'confirm')), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 2);
  });

  it('the same requester with two cards: the second is told, and the first goes on', async () => {
    const chat = world.chat(erik);
    const one = await chat.says(`reset password for ${ANNA}`);
    const two = await chat.says(`reset password for ${ANNA}`);
    const answers = await Promise.all([one, two].map(card => chat.press(card, 'confirm')));
    assert.equal(answers.map(reads).filter(text => /already under way/.test(text)).length, 1);
    assert.equal(await resetCalls(world), 1);
    const shown = [one, two].map(card => nowReads(world, card)).sort();
    assert.match(shown[0] ?? '', /reset the password of Anna Svensson/);
    assert.match(shown[1] ?? '', /Something is already under way/);
  });

  function nowRequest(message: { id: string }): unknown {
    const present = world.connector.messages.get(message.id);
    return present?.attachments?.[0]?.content.actions?.[0]?.data?.request;
  }
});
