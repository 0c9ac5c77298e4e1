import assert from 'node:assert/strict';
import { policy } from '../../support/approvals.ts';
import { answers, askWho, wishFor } from '../../support/proofs.ts';
import { stands } from '../../support/sign-in.ts';
import { ANNA, audit, JOHANNA, lineOf, nowReads, reads } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const TURNS = 30;

/** What whoever is no administrator reads: what it is for, what it asks, what it never asks, and how they help themselves. */
const PAGE = [
  /it may ask you here whether it is you/,
  /press the number that is read out to you/,
  /It never asks for a password or a code/,
  /change it yourself on Microsoft's page/,
  /aka\.ms\/sspr/,
];

describe('whoever is no administrator, in their chat with the bot', () => {
  let world: World;
  let anna: Client;
  beforeEach(async () => {
    world = await World.startUnhurried(TURNS, policy('proof-somebody'));
    anna = await world.person(ANNA);
    await stands(world, anna, { state: 'signed-out' });
  });
  afterEach(() => world.stop());

  it('reads what this is, as often as a person may write, and then once that this is enough, at no cost', async () => {
    const chat = world.chat(anna);
    const first = await chat.says('hello');
    for (const part of PAGE) assert.match(JSON.stringify(first), part);
    for (let more = 1; more < TURNS; more += 1) await chat.says('help');
    const rows = (await audit(world)).length;
    for (let more = 0; more < 5; more += 1)
      assert.equal((await chat.post({ type: 'message', text: 'help' })).status, 200);
    await chat.card(/at most 30 things a minute/.source);
    const pages = world.connector.in(chat.id).filter(sent => /What Nyckel is/.test(nowReads(world, sent)));
    assert.equal(pages.length, TURNS);
    assert.equal((await audit(world)).length, rows);
    assert.deepEqual(await world.graphCalls(), []);
  });

  it('who has written too much presses in vain for as long, and shows who calls after that', async () => {
    const johanna = await world.person(JOHANNA);
    const asked = await askWho(world, await wishFor(world, johanna), anna);
    const chat = world.chat(anna);
    for (let more = 0; more < TURNS; more += 1) await chat.post({ type: 'message', text: 'help' });
    assert.match(lineOf(await answers(asked, asked.number)), /at most 30 things a minute/);
    world.passTime(61_000);
    assert.match(reads(await answers(asked, asked.number)), /Thank you/);
  });
});
