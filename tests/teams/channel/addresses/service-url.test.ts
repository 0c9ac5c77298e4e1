import assert from 'node:assert/strict';
import { approvalsAt, DEFAULT_POLICY, GUSTAV } from '../../../support/approvals.ts';
import { type Chat, textOf } from '../../../support/chat.ts';
import { Connector } from '../../../support/connector.ts';
import { audit, ERIK, JOHANNA, MINUTE } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

describe('Teams is reached at another service URL than before', () => {
  let world: World;
  let moved: Connector;
  let erik: Client;
  let approvals: Chat;
  beforeEach(async () => {
    world = await World.start(DEFAULT_POLICY);
    moved = new Connector();
    await moved.start();
    erik = await world.person(ERIK);
    approvals = await approvalsAt(world, await world.person(JOHANNA));
  });
  afterEach(async () => {
    await world.stop();
    await moved.stop();
  });

  const QUESTION = 'Approve this password reset?';
  const hasQuestion = (connector: Connector) => () =>
    connector.in(approvals.id).find(message => textOf(message).includes(QUESTION));
  const write = (chat: Chat, serviceUrl: string) =>
    chat.post({ type: 'message', text: 'help', textFormat: 'plain', serviceUrl });

  async function askFromPersonalChat(): Promise<void> {
    const chat = world.chat(erik);
    await chat.press(await chat.says(`reset password for ${GUSTAV}`), 'confirm');
  }

  it('a later activity from the approvals conversation names it: questions go there, on record', async () => {
    assert.equal((await write(approvals, moved.serviceUrl)).status, 200);
    await askFromPersonalChat();
    await moved.until(hasQuestion(moved), 'the question');
    assert.equal(hasQuestion(world.connector)(), undefined);
    const row = (await audit(world)).find(each => each.event === 'approvals-address');
    assert.deepEqual([row?.conversationId, row?.detail], [approvals.id, moved.serviceUrl]);
  });

  it('after a restart as well', async () => {
    await write(approvals, moved.serviceUrl);
    await world.bot.stop();
    await world.startBot();
    await askFromPersonalChat();
    await moved.until(hasQuestion(moved), 'the question');
  });

  it('chosen anew, the address of that activity counts and no earlier one', async () => {
    await write(approvals, moved.serviceUrl);
    world.passTime(MINUTE);
    const karin = await world.person('karin.holmgren@fjallvind.example');
    await approvals.as(karin).says('approvals here');
    await askFromPersonalChat();
    await world.connector.until(hasQuestion(world.connector), 'the question');
  });

  for (const [what, where, url] of [
    ['of a host that the door refuses', () => approvals, () => 'https://smba.example.org/'],
    ['from another conversation', () => world.chat(erik, 'channel'), () => moved.serviceUrl],
  ] as const) {
    it(`an activity ${what} changes nothing`, async () => {
      await write(where(), url());
      await askFromPersonalChat();
      await world.connector.until(hasQuestion(world.connector), 'the question');
      assert.ok(!(await audit(world)).some(each => each.event === 'approvals-address'));
    });
  }

  it('a request that waits: its card, and its requester’s personal chat, are reached at the new one', async () => {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says(`reset password for ${GUSTAV}`);
    await chat.press(asked, 'confirm');
    await write(chat, moved.serviceUrl);
    const johanna = await world.person(JOHANNA);
    const action = { type: 'Action.Execute', verb: 'approve', data: { request: requestIn(asked) } };
    const click = { replyToId: asked.id, serviceUrl: moved.serviceUrl };
    await chat.as(johanna).invoke('adaptiveCard/action', { action, trigger: 'manual' }, click);
    const paths = () => moved.calls.map(call => `${call.method} ${call.path}`);
    const both = () =>
      (paths().some(path => path.startsWith('PUT ')) && paths().includes('POST /v3/conversations')) || undefined;
    await moved.until(both, 'the update and the personal chat');
  });
});

function requestIn(message: object): string {
  const [, id] = /"request":"([^"]+)"/.exec(JSON.stringify(message)) ?? [];
  assert.ok(id);
  return id;
}
