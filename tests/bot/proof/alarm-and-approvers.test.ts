import assert from 'node:assert/strict';
import { DEFAULT_POLICY, eventsOf, KARIN, policy, present, requestOn } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, type InvokeAnswer } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { ANNA, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** A request whose card has the question to a second person. */
interface Waiting {
  chat: Chat;
  asked: SentActivity;
  request: string;
}

describe('a second person who stands in for what shows who calls, while there is an alarm', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let anna: Client;
  const policies = { ...DEFAULT_POLICY, ...policy('proof-somebody') };
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    anna = await world.person(ANNA);
  }, policies);

  /** Karin wants something for Anna, who says that she never called. */
  async function alarm(): Promise<void> {
    const karin = world.chat(await world.person(KARIN), 'channel');
    const asked = await karin.says(`reset password for ${ANNA}`);
    const theirs = world.chat(anna);
    const before = new Set(world.connector.in(theirs.id).map(({ id }) => id));
    await karin.execute('ask-proof', { request: requestOn(asked), kind: 'number-match' }, asked.id);
    const card = await theirs.next(before, 'the question to Anna');
    assert.match(reads(await theirs.press(card, 'raise-alarm')), /You have raised the alarm/);
  }

  /** Erik asks a second person in the place of a proof. */
  async function askSecondPerson(): Promise<Waiting> {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says(`reset password for ${ANNA}`);
    const request = requestOn(asked);
    await chat.execute('confirm', { request, withoutProof: true }, asked.id);
    assert.ok(actions(cardOf(present(world, asked))).some(({ verb }) => verb === 'approve'));
    return { chat, asked, request };
  }

  function approve({ chat, asked }: Waiting): Promise<InvokeAnswer> {
    return chat.as(johanna).press(present(world, asked), 'approve');
  }

  it('is told of the alarm where the policy wants as much by itself, and can agree', async () => {
    await alarm();
    const waiting = await askSecondPerson();
    assert.match(nowReads(world, waiting.asked), /because Anna Svensson raised the alarm/);
    assert.match(reads(await approve(waiting)), /Erik Lindqvist reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 1);
  });

  it('stands in for nothing that came after the question', async () => {
    const waiting = await askSecondPerson();
    await alarm();
    await approve(waiting);
    assert.equal(await resetCalls(world), 0);
    const run = { request: waiting.request };
    assert.match(
      reads(await world.chat(erik).execute('run', run, 'no-card')),
      /Something has to show first that it is Anna Svensson who calls/,
    );
    assert.equal(await resetCalls(world), 0);
    assert.deepEqual((await eventsOf(world, waiting.request)).slice(0, 3), [
      'request-opened',
      'approval-asked',
      'request-approved',
    ]);
  });
});
