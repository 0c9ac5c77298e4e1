import assert from 'node:assert/strict';
import { approvalsAt, eventsOf, KARIN, policy, rowsOf } from '../../support/approvals.ts';
import { cardOf } from '../../support/chat.ts';
import { inputsOf } from '../../support/passes.ts';
import { answers, askWho, confirmable, confirmNow, proofsOf, wishFor } from '../../support/proofs.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, answerTo, assertPasswordWorks, becomes, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const KNOWN = {
  'called-back': {
    en: /Called back on the number on file/,
    sv: /Återuppringd på registrerat nummer/,
  },
  'in-person': { en: /Seen in person/, sv: /På plats/ },
  voice: { en: /Known by voice/, sv: /rösten/ },
} as const;

describe('the word of the requester for whom they speak to', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene), policy('proof-word'));

  for (const word of ['called-back', 'in-person', 'voice'] as const) {
    for (const locale of ['en', 'sv'] as const) {
      it(`${word}, in ${locale}: on the outcome, and on record`, async () => {
        const wished = await wishFor(world, { ...johanna, locale });
        assert.equal(inputsOf(cardOf(wished.asked)).word, undefined, 'nothing is chosen beforehand');
        assert.doesNotMatch(nowReads(world, wished.asked), /everybody|för alla/, 'the choice itself asks for it');
        assert.match(reads(await confirmNow(world, wished, { word })), KNOWN[word][locale]);
        assert.deepEqual(await proofsOf(world, wished.request), [word]);
        const started = (await rowsOf(world, wished.request)).find(({ event }) => event === 'reset-started');
        assert.equal(started?.proof, word);
        const chat = world.chat(johanna);
        assert.match(await answerTo(chat, 'my history'), /caller: (called back|seen in person|known by voice)/);
      });
    }
  }

  it('leads to a password that works', async () => {
    const wished = await wishFor(world, johanna);
    await confirmNow(world, wished, { word: 'voice' });
    await assertPasswordWorks(world, wished.chat);
  });

  it('is wanted: without one, and with one that is none, nothing is done, and the card can be pressed again', async () => {
    const wished = await wishFor(world, johanna);
    for (const more of [{}, { word: '' }, { word: 'number-match' }, { word: 1 }, { word: null }, { word: ['voice'] }]) {
      assert.match(
        reads(await confirmNow(world, wished, more)),
        /Choose on the card how you know/,
        JSON.stringify(more),
      );
    }
    assert.equal(await resetCalls(world), 0);
    assert.match(reads(await confirmNow(world, wished, { word: 'in-person' })), /reset the password/);
    const events = await eventsOf(world, wished.request);
    assert.ok(events.includes('not-allowed'));
  });

  it('that is missing can be stood in for by a second person', async () => {
    const approvals = await approvalsAt(world, johanna);
    const wished = await wishFor(world, johanna);
    const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
    assert.match(
      reads(await confirmNow(world, wished, { word: 'second-person' })),
      /Waiting for a second administrator/,
    );
    const question = await approvals.next(before, 'the question');
    assert.match(
      nowReads(world, question),
      /Nothing has shown that it is Anna Svensson who calls.*Call Anna Svensson yourself.*because/s,
    );
    const karin = await world.person(KARIN);
    assert.match(reads(await approvals.as(karin).press(question, 'approve')), /reset the password/);
    await approvals.card('Approved without proof of who calls');
    const asked = (await rowsOf(world, wished.request)).find(({ event }) => event === 'approval-asked');
    assert.equal(asked?.proof, 'none');
  });

  it('is not needed where the caller shows it', async () => {
    const anna = await world.person(ANNA);
    const wished = await wishFor(world, johanna);
    const asked = await askWho(world, wished, anna);
    await answers(asked, asked.number);
    await confirmable(world, wished);
    await becomes(world, wished.asked, /Anna Svensson chose the right number/);
    assert.match(reads(await confirmNow(world, wished)), /reset the password/);
    assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
  });
});
