import assert from 'node:assert/strict';
import {
  DEFAULT_POLICY,
  eventsOf,
  GUSTAV,
  LARS,
  present,
  requestOn,
  waitForApproval,
} from '../../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { eachWithErik } from '../../../support/scene.ts';
import { askForAnna, fault, lineOf, MINUTE, nowReads, reads, resetCalls } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** Longer than a click waits for its answer. */
const TOO_LONG = 4_300;
const SLOW_GRAPH = { service: 'graph', pathPattern: 'batch', delayMs: TOO_LONG };
const SLOW_TOKENS = { service: 'token', pathPattern: 'GetToken', delayMs: TOO_LONG };

describe('an answer that comes too late for its click', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene), DEFAULT_POLICY);

  const textsIn = (chat: Chat) => world.connector.in(chat.id).flatMap(({ text }) => (text ? [text] : []));
  const textIn = (chat: Chat, what: string) => world.connector.until(() => textsIn(chat)[0], what);

  it('why somebody may not approve goes to them alone; the card goes on waiting', async () => {
    const lars = await world.person(LARS);
    const { chat, card, request } = await waitForApproval(world, erik);
    await fault(world, SLOW_GRAPH);
    const answer = await chat.as(lars).press(card, 'approve');
    assert.match(reads(answer), /Gustav Norberg/);
    assert.doesNotMatch(reads(answer), /Resetting/);
    const refused = await textIn(world.chat(lars), 'the refusal');
    assert.match(refused, /None of your active roles could reset the password of Gustav Norberg/);
    assert.equal((await eventsOf(world, request)).at(-1), 'approval-refused');
    assert.deepEqual([...textsIn(chat), ...textsIn(world.chat(erik))], []);
    assert.equal(world.connector.in(chat.id).length, 1);
    assert.equal(actions(cardOf(present(world, card)))[0]?.verb, 'approve');
    assert.equal(await resetCalls(world), 0);
  });

  it('why the requester can’t go on comes in their chat, and the card can be pressed again', async () => {
    const chat = world.chat(erik);
    const asked = await chat.says(`reset password for ${GUSTAV}`);
    await fault(world, SLOW_GRAPH);
    await chat.press(asked, 'confirm');
    assert.match(await textIn(chat, 'the refusal'), /there is no approvals conversation/);
    assert.match(nowReads(world, asked), /Reset password\?/);
  });

  it('what an old card has come to is drawn on it anew, from the store', async () => {
    const { chat, asked } = await askForAnna(world, erik, 'channel');
    await chat.press(asked, 'cancel');
    const updates = () => world.connector.calls.filter(({ method }) => method === 'PUT').length;
    const before = updates();
    await fault(world, SLOW_TOKENS);
    await chat.press(asked, 'confirm');
    assert.equal(updates(), before);
    await world.connector.until(() => updates() > before || undefined, 'the update');
    assert.match(nowReads(world, asked), /Erik Lindqvist cancelled/);
    assert.equal(await resetCalls(world), 0);
  });

  it('a click from where the card is not shows nothing of the request, and is told so privately', async () => {
    const { asked } = await askForAnna(world, erik, 'channel');
    const elsewhere = world.chat(erik, 'groupChat');
    world.connector.faults.push({ path: /^PUT/, times: 1, delayMilliseconds: TOO_LONG });
    world.passTime(10 * MINUTE);
    const answer = await elsewhere.execute('confirm', { request: requestOn(asked) }, asked.id);
    assert.equal(lineOf(answer), 'This takes a moment. The answer comes as a message or on the card.');
    assert.match(await textIn(world.chat(erik), 'the refusal'), /does not work any more/);
    assert.deepEqual(world.connector.in(elsewhere.id).map(textOf), []);
  });
});
