import assert from 'node:assert/strict';
import { policy, requestOn, rowsOf } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { pass } from '../../support/passes.ts';
import { JAMES } from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, answerTo, change, JOHANNA, lineOf, OLIVIA, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const HOUR = 60 * 60_000;

describe('reminding the manager of a password that was not changed', () => {
  let world: World;
  let johanna: Client;
  let james: Client;
  let chat: Chat;
  let request: string;
  let list: SentActivity;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, james] = [await world.person(JOHANNA), await world.person(JAMES)];
    chat = world.chat(johanna);
    const asked = await chat.says(`reset password for ${ANNA}`);
    await chat.press(asked, 'confirm');
    request = requestOn(asked);
    const handover = await chat.card('The temporary password is ready');
    await chat.press(handover, 'show');
    await chat.execute('handed-over', { request }, handover.id);
    await pass(world, 2 * HOUR);
    list = await chat.says('unused');
  }, policy('usual-unlimited'));

  const reminders = () =>
    world.connector
      .in(world.chat(james).id)
      .filter(each => /A temporary password may still be in use/.test(textOf(each)));
  const reminds = (by = chat) => by.execute('remind-manager', { request }, list.id);
  const recorded = async () =>
    (await rowsOf(world, request))
      .filter(({ event }) => /reminder|notice/.test(event))
      .map(({ event, detail }) => [event, detail].filter(Boolean).join(' '));

  it('tells them in their own chat, without a secret or a name, and once a day', async () => {
    assert.match(
      lineOf(await chat.press(list, 'remind-manager')),
      /James Whitaker, the manager, was reminded in Teams/,
    );
    const [card] = reminders();
    assert.ok(card);
    assert.match(textOf(card), /The helpdesk gave Anna Svensson a temporary password/);
    assert.doesNotMatch(textOf(card), /Johanna/);
    assert.match(lineOf(await reminds()), /reminded less than a day ago/);
    assert.equal(reminders().length, 1);
    await pass(world, 24 * HOUR);
    assert.match(lineOf(await reminds()), /was reminded in Teams/);
    assert.equal(reminders().length, 2);
    assert.deepEqual(await recorded(), [
      'reminder-asked',
      'notice-sent manager-reminded',
      'reminder-asked',
      'notice-sent manager-reminded',
    ]);
    assert.equal(await resetCalls(world), 1);
  });

  it('sends one where it is pressed often at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => reminds()));
    assert.equal(answers.filter(answer => /was reminded in Teams/.test(JSON.stringify(answer.value))).length, 1);
    assert.equal(reminders().length, 1);
  });

  it('says so where Teams does not let the bot write to them', async () => {
    world.connector.withoutApp.add(james.objectId);
    assert.match(lineOf(await reminds()), /was not reminded: Teams does not let Nyckel write to them/);
    assert.deepEqual(await recorded(), ['reminder-asked', 'notice-not-sent manager-reminded not-installed']);
  });

  it('is refused where there is no manager, or the manager is blocked', async () => {
    await change(world, JAMES, { accountEnabled: false });
    assert.match(lineOf(await reminds()), /names no manager of Anna Svensson who can be reminded/);
    await change(world, ANNA, { manager: null });
    assert.match(lineOf(await reminds()), /names no manager of Anna Svensson who can be reminded/);
    assert.deepEqual([await recorded(), reminders()], [[], []]);
  });

  it('reminds of nothing that was changed meanwhile: the list is read again', async () => {
    await world.sandbox.control('POST', 'set-password', { userPrincipalName: ANNA, password: 'Vinterkyla-77-sten' });
    assert.match(reads(await reminds()), /All of them have been changed or used/);
    assert.deepEqual(reminders(), []);
  });

  it('is neither for somebody who sees no approvals, nor in a channel', async () => {
    const olivia = world.chat(await world.person(OLIVIA));
    assert.doesNotMatch(lineOf(await reminds(olivia)), /reminded/);
    assert.match(lineOf(await reminds(world.chat(johanna, 'channel'))), /does not work any more/);
    assert.deepEqual([await recorded(), reminders()], [[], []]);
  });

  it('lets the manager raise the alarm', async () => {
    await reminds();
    const [card] = reminders();
    assert.ok(card);
    assert.match(reads(await world.chat(james).press(card, 'raise-alarm')), /You have raised the alarm/);
    await pass(world, 25 * HOUR);
    assert.match(reads(await reminds()), /^Not changed or not used yet/, 'nobody is reminded of it after that');
    assert.equal(reminders().length, 0, 'the card says that the alarm was raised');
  });

  it('is said in Swedish', async () => {
    const swedish = world.chat({ ...johanna, locale: 'sv-SE' });
    assert.match(await answerTo(swedish, 'oanvända'), /Påminn chefen/);
    assert.match(lineOf(await reminds(swedish)), /Chefen, James Whitaker, har påmints i Teams/);
  });
});
