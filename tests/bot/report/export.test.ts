import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { approvalsAt, KARIN } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { pass } from '../../support/passes.ts';
import { eachWithErik } from '../../support/scene.ts';
import { audit, events, lineOf, OLIVIA, resetAnna } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { answersQuestion, type Question, questionIn, questionsIn, savedFiles } from './consent.ts';

const HOUR = 3_600_000;

describe('the week in figures as a file', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  eachWithErik(scene => {
    ({ world, erik } = scene);
    chat = world.chat(erik);
  });

  /** Erik has a report, presses Export on it, and is asked whether the file may be saved. */
  async function asked(): Promise<Question> {
    const answer = await chat.press(await chat.says('report'), 'export-report');
    assert.match(lineOf(answer), /^I have asked in our private chat/);
    return questionIn(world, chat);
  }

  /** The question has this in its place. */
  const says = (question: Question, text: string) =>
    world.connector.until(
      () => textOf(world.connector.messages.get(question.message.id)).startsWith(`${text}\n`) || undefined,
      text,
    );

  /** Nothing was saved, nor put on record as if it were. */
  async function assertNothingSaved(): Promise<void> {
    assert.deepEqual(await savedFiles(world), []);
    assert.equal((await events(world)).includes('report-exported'), false);
  }

  it('is saved where the client says there is room, as large as it was said to be, and on record', async () => {
    await resetAnna(world, erik);
    const question = await asked();
    // What happens meanwhile is not in it.
    await world.chat(erik).says(`reset password for ${erik.userPrincipalName}`);
    assert.equal(await answersQuestion(chat, question, 'accept'), 200);
    await says(question, 'Saved');
    const [file = '', ...more] = await savedFiles(world);
    assert.deepEqual([more.length, Buffer.byteLength(file)], [0, question.sizeInBytes]);
    assert.match(file, /^from,before,figure,of,count\r\n/);
    assert.match(file, /,done,reset-password,1\r\n/);
    const rows = (await audit(world)).filter(({ event }) => event === 'report-exported');
    assert.deepEqual(
      rows.map(({ actorName, conversationId }) => [actorName, conversationId]),
      [[erik.name, chat.id]],
    );
  });

  it('is not saved where the person says no', async () => {
    const question = await asked();
    assert.equal(await answersQuestion(chat, question, 'decline'), 200);
    await says(question, 'Not saved');
    await assertNothingSaved();
  });

  it('goes from the approvals conversation to the private chat of whoever pressed', async () => {
    const olivia = await world.person(OLIVIA);
    const approvals = await approvalsAt(world, erik);
    const card = await approvals.says('report');
    lineOf(await approvals.as(olivia).press(card, 'export-report'));
    const own = world.chat(olivia);
    const question = questionIn(world, own);
    assert.deepEqual(questionsIn(world, approvals.id), []);
    await answersQuestion(own, question, 'accept');
    await says(question, 'Saved');
    assert.equal((await savedFiles(world)).length, 1);
  });

  it('is offered to nobody without a role who presses the button elsewhere', async () => {
    const card = await chat.says('report');
    const olivia = await world.person(OLIVIA);
    assert.match(lineOf(await world.chat(olivia).pressAction(buttonOn(card), 'activity-1')), /You need one/);
    assert.match(lineOf(await world.chat(olivia, 'channel').pressAction(buttonOn(card), 'activity-1')), /You need one/);
    assert.deepEqual(questionsIn(world, world.chat(olivia).id), []);
    const rules = (await audit(world)).filter(({ event }) => event === 'not-allowed').map(({ rule }) => rule);
    assert.deepEqual(new Set(rules), new Set(['requester-has-no-role']));
  });

  it('is not made of a moment that no report is of', async () => {
    const now = Number(buttonOn(await chat.says('report')).data?.request);
    for (const request of ['', 'x', String(now + 2 * HOUR), String(now - 8 * 24 * HOUR), '-1', '1e12', `${now}0`]) {
      const answer = await chat.execute('export-report', { request }, 'activity-1');
      assert.match(lineOf(answer), /^That button/, request);
    }
    assert.deepEqual(questionsIn(world, chat.id), []);
  });

  it('is not saved by what was offered to somebody else, or was changed', async () => {
    const question = await asked();
    const karin = await world.person(KARIN);
    const theirs = world.chat(karin);
    await answersQuestion(theirs, question, 'accept');
    await theirs.card('This offer is over');
    const sealed = question.context.export;
    for (const one of [`${sealed}A`, sealed.slice(0, -4), sealed.replace(/^v1/, 'v2'), 'x']) {
      const before = new Set(world.connector.in(chat.id).map(({ id }) => id));
      await answersQuestion(
        chat,
        { message: { ...question.message, id: 'unknown' }, context: { export: one } },
        'accept',
      );
      await chat.next(before, `an answer to ${one}`);
    }
    await assertNothingSaved();
    const rows = (await audit(world)).filter(({ rule }) => rule === 'export-not-offered');
    assert.equal(rows.length, 5);
  });

  it('is not saved an hour after it was offered', async () => {
    const question = await asked();
    await pass(world, HOUR);
    await answersQuestion(chat, question, 'accept');
    await says(question, 'This offer is over');
    await assertNothingSaved();
  });

  it('does not take a consent from a channel, nor one that is none', async () => {
    const question = await asked();
    assert.equal(await answersQuestion(world.chat(erik, 'channel'), question, 'accept'), 400);
    for (const value of [null, {}, { action: 'accept' }, { action: 'other', context: question.context }, 'accept']) {
      assert.equal((await chat.invoke('fileConsent/invoke', value)).status, 400);
    }
    await assertNothingSaved();
  });

  describe('is sent nowhere else', () => {
    const arrived: string[] = [];
    let answer: RequestListener;
    const server = createServer((request, response) => {
      arrived.push(`${request.method} ${request.headers.authorization ?? 'without a token'}`);
      request.resume();
      answer(request, response);
    });
    before(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    beforeEach(() => {
      arrived.length = 0;
    });
    after(() => server.close());
    const port = () => (server.address() as AddressInfo).port;

    it('than to the hosts that are allowed', async () => {
      for (const uploadUrl of [
        `http://localhost:${port()}/x`,
        `http://127.0.0.1@localhost:${port()}/x`,
        'https://sharepoint.com.evil.example/x',
        'https://contoso-my.sharepoint.com/x',
        'ftp://127.0.0.1/x',
        'file:///etc/passwd',
        'no address',
      ]) {
        const question = await asked();
        world.connector.messages.delete(question.message.id);
        const before = new Set(world.connector.in(chat.id).map(({ id }) => id));
        await answersQuestion(chat, question, 'accept', { uploadUrl });
        const said = await chat.next(before, `an answer to ${uploadUrl}`);
        assert.match(JSON.stringify(cardOf(said)), /The file could not be saved/, uploadUrl);
      }
      assert.deepEqual(arrived, []);
      await assertNothingSaved();
      const rows = (await audit(world)).filter(({ rule }) => rule === 'upload-host-not-allowed');
      assert.equal(rows.length, 7);
    });

    it('than where it was sent first, whatever that answers, and with no token of ours', async () => {
      for (const status of [302, 307, 401, 404, 500]) {
        answer = (_, response) => {
          response.writeHead(status, { location: `http://127.0.0.1:${port()}/other` });
          response.end();
        };
        const question = await asked();
        await answersQuestion(chat, question, 'accept', { uploadUrl: `http://127.0.0.1:${port()}/x` });
        await says(question, 'The file could not be saved');
        world.connector.messages.delete(question.message.id);
      }
      assert.deepEqual(arrived, Array(5).fill('PUT without a token'));
      assert.ok(world.log.some(line => line.includes('a file could not be saved')));
      assert.ok(world.log.every(line => !line.includes('/x')));
    });
  });
});

function buttonOn(card: SentActivity) {
  const button = actions(cardOf(card)).find(({ verb }) => verb === 'export-report');
  assert.ok(button);
  return button;
}
