import assert from 'node:assert/strict';
import { eventsOf, policy, present } from '../../support/approvals.ts';
import { actions, answeredCard, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import { type Asked, proofsOf, wishFor } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, change, fault, JOHANNA, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const MOBILE = '+46 70 174 06 11';
const OFFICE = '+46 8 465 004 11';

describe('the numbers on file, beside the word of whoever asks', () => {
  let world: World;
  let johanna: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
  }, policy('proof-word'));

  const press = ({ chat, asked, request }: Asked, more: object = {}) =>
    chat.execute('show-phones', { request, ...more }, asked.id);
  const next = (answer: InvokeAnswer) =>
    actions(answeredCard(answer)).flatMap(({ verb, data }) => (verb === 'show-phones' ? [data] : []));

  it('shows two digits of each at first, and all of them at a second press', async () => {
    const wished = await wishFor(world, johanna);
    assert.doesNotMatch(JSON.stringify(present(world, wished.asked)), /174|465/);
    const masked = await press(wished);
    assert.match(reads(masked), /••• 11/);
    assert.doesNotMatch(JSON.stringify(masked), /174|465/);
    const [data] = next(masked);
    assert.deepEqual(data, { request: wished.request, inFull: true });
    const full = await press(wished, { inFull: true });
    for (const number of [MOBILE, OFFICE]) assert.ok(reads(full).includes(number), number);
    assert.deepEqual(next(full), []);
  });

  it('shows them to whoever pressed alone: the card of the conversation has none', async () => {
    const wished = await wishFor(world, johanna, { kind: 'channel' });
    await press(wished, { inFull: true });
    await press(wished);
    assert.doesNotMatch(JSON.stringify(world.connector.in(wished.chat.id)), /174 06|465 004|•••/);
    assert.ok(actions(cardOf(present(world, wished.asked))).some(({ verb }) => verb === 'show-phones'));
  });

  it('shows nothing by it: no proof is kept, and the password is not reset without a word', async () => {
    const wished = await wishFor(world, johanna);
    await press(wished, { inFull: true });
    const refused = await wished.chat.execute('confirm', { request: wished.request }, wished.asked.id);
    assert.match(reads(refused), /Choose on the card how you know/);
    assert.deepEqual(await proofsOf(world, wished.request), []);
    assert.ok(!(await eventsOf(world, wished.request)).includes('reset'));
  });

  it('tells which of them Windows Server AD keeps', async () => {
    await change(world, ANNA, { onPremisesSyncEnabled: true });
    const wished = await wishFor(world, johanna, { wish: 'temporary-access-pass' });
    const text = reads(await press(wished, { inFull: true }));
    const [sure = '', unsure = ''] = text.split('On file, but not from Windows Server AD');
    assert.match(sure, /On file in Windows Server AD:[\s\S]*\+46 8 465 004 11/);
    assert.doesNotMatch(sure, /174 06/);
    assert.match(unsure, /\+46 70 174 06 11/);
  });

  it('says that there is none, or that they could not be read, and lets the request go on', async () => {
    await change(world, ANNA, { mobilePhone: null, businessPhones: [] });
    const wished = await wishFor(world, johanna);
    assert.match(reads(await press(wished)), /No number is on file\./);
    await fault(world, { service: 'graph', pathPattern: 'businessPhones', status: 403 });
    assert.match(reads(await press(wished)), /The numbers on file could not be read\./);
    const ways = actions(cardOf(present(world, wished.asked))).map(({ verb }) => verb);
    assert.ok(ways.includes('confirm'));
  });
});
