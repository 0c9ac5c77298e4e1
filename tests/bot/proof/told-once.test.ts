import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { approvalsAt, policy, present, stored } from '../../support/approvals.ts';
import { answeredCard, type Chat } from '../../support/chat.ts';
import { askWho, confirmNow, JAMES, matched, raises, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, answerTo, becomes, JOHANNA, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const STOPPED = /This may be somebody else|Det kan vara någon annan/;

describe('what the alarm looks like to whoever had asked, and to whoever raised it', () => {
  let world: World;
  let johanna: Client;
  let anna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
  }, policy('proof-somebody'));

  /** The cards in a chat, as they are now, that say that it was stopped. */
  const stopped = ({ id }: Chat) => world.connector.in(id).filter(sent => STOPPED.test(nowReads(world, sent)));

  /** Waits until everybody has been told who has to be. */
  async function allTold(request: string): Promise<void> {
    const isOwed = async () =>
      (await stored(world, request)).duties.some(({ what }) => what === 'notice' || what === 'cards');
    while (await isOwed()) await wait(20);
  }

  for (const approvals of [true, false]) {
    it(`stands once in the chat that they asked in, ${approvals ? 'with' : 'without'} a place for approvals`, async () => {
      if (approvals) await approvalsAt(world, johanna);
      const asked = await askWho(world, await wishFor(world, johanna), anna);
      await raises(asked);
      await becomes(world, asked.asked, STOPPED);
      await allTold(asked.request);
      assert.deepEqual(
        stopped(asked.chat).map(({ id }) => id),
        [asked.asked.id],
      );
    });
  }

  it('stands once where the card that leads to the secret becomes it, and the requester had asked elsewhere', async () => {
    const asked = await matched(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    const personal = world.chat(johanna);
    const before = new Set(world.connector.in(personal.id).map(({ id }) => id));
    answeredCard(await confirmNow(world, asked));
    const handover = await personal.next(before, 'the card that leads to the secret');
    await raises(asked);
    await becomes(world, handover, STOPPED);
    await becomes(world, asked.asked, STOPPED);
    await allTold(asked.request);
    assert.deepEqual(
      stopped(personal).map(({ id }) => id),
      [handover.id],
    );
  });

  it('comes to their own chat where nothing there says it, as when they asked in a channel', async () => {
    const asked = await askWho(world, await wishFor(world, johanna, { kind: 'channel' }), anna);
    await raises(asked);
    await world.chat(johanna).card('This may be somebody else');
  });

  it('comes to their own chat where the secret was handed over, and no card there says it by itself', async () => {
    const asked = await matched(world, await wishFor(world, johanna), anna);
    const before = new Set(world.connector.in(asked.chat.id).map(({ id }) => id));
    answeredCard(await confirmNow(world, asked));
    const handover = await asked.chat.next(before, 'the card that leads to the secret');
    answeredCard(await asked.chat.press(handover, 'show'));
    await asked.chat.execute('handed-over', { request: asked.request }, handover.id);
    await becomes(world, handover, /Handed over/);
    await raises(asked);
    await asked.chat.card('This may be somebody else');
    await allTold(asked.request);
    assert.equal(stopped(asked.chat).length, 1);
  });

  it('speaks to the person of their own account, and to their manager of theirs', async () => {
    const wished = await wishFor(world, johanna);
    const manager = await askWho(world, wished, await world.person(JAMES), 'manager');
    const asked = await askWho(world, wished, { ...anna, locale: 'sv' });
    assert.match(reads(await raises(asked)), /Inget har ändrats: ditt lösenord är som förut/);
    await becomes(world, manager.card, /the password of Anna Svensson is as it was/);
  });

  it('has said before, in the notification of the question, that it is about a call', async () => {
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    assert.equal(asked.card.summary, 'Are you on the phone with the helpdesk?');
    await raises(asked);
    await becomes(world, asked.card, /You have raised the alarm/);
    assert.equal(present(world, asked.card).summary, 'You have raised the alarm');
  });

  for (const locale of ['en', 'sv'] as const) {
    it(`is in the history, with who said so (${locale})`, async () => {
      const asked = await askWho(world, await wishFor(world, { ...johanna, locale }), anna);
      await raises(asked);
      await becomes(world, asked.asked, STOPPED);
      await allTold(asked.request);
      const history = await answerTo(
        world.chat({ ...johanna, locale }),
        locale === 'en' ? 'my history' : 'min historik',
      );
      const said = {
        en: /Stopped by an alarm.*Anna Svensson said that they had not called/s,
        sv: /Stoppat av ett larm.*Anna Svensson sade sig inte ha ringt/s,
      };
      assert.match(history, said[locale]);
      assert.doesNotMatch(history, /Refused|Nekat/);
    });
  }
});
