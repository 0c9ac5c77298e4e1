import assert from 'node:assert/strict';
import type { Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachAskedForAnna } from '../../support/scene.ts';
import { ANNA, assertPasswordWorks, events, fault, nowReads, RESET, reads, resetCalls } from '../../support/story.ts';
import type { World } from '../../support/world.ts';
import { assertFailed } from './assert-failed.ts';

const IN_WORDS =
  'The specified password does not comply with password complexity requirements. Please provide a different password.';

describe('what is known after a refusal that could mean several things', () => {
  let world: World;
  let chat: Chat;
  let asked: SentActivity;
  eachAskedForAnna(scene => ({ world, chat, asked } = scene));

  it('refused with a message alone: another password is tried, and it works', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 400, code: 'BadRequest', message: IN_WORDS });
    assert.match(reads(await chat.press(asked, 'confirm')), /reset the password of Anna Svensson/);
    assert.equal(await resetCalls(world), 2);
    await assertPasswordWorks(world, chat);
  });

  it('refused with a message alone, for ever: what helps, and nothing of the message', async () => {
    const refused = { status: 400, code: 'BadRequest', message: IN_WORDS };
    await fault(world, { service: 'graph', pathPattern: RESET, times: null, ...refused });
    await chat.press(asked, 'confirm');
    assert.equal(await resetCalls(world), 3);
    await assertFailed(
      { world, chat, asked },
      /turned down every suggestion[\s\S]*banned words and the rules for passwords/,
    );
    assert.doesNotMatch(nowReads(world, asked), /does not comply/);
  });

  it('404 because the account is gone: says so', async () => {
    await fault(world, {
      service: 'graph',
      pathPattern: RESET,
      delayMs: 300,
      status: 404,
      code: 'Request_ResourceNotFound',
    });
    const pressed = chat.press(asked, 'confirm');
    while (!(await events(world)).includes('reset-started')) await new Promise(setImmediate);
    await world.sandbox.control('DELETE', `users/${ANNA}`);
    await pressed;
    await assertFailed({ world, chat, asked }, /no longer in the directory/);
  });

  it('404, and nobody tells whether the account is there: no more than that it was refused', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 404, code: 'Request_ResourceNotFound' });
    await fault(world, { service: 'graph', pathPattern: 'batch', skip: 1, status: 500, times: null });
    await chat.press(asked, 'confirm');
    await assertFailed({ world, chat, asked }, /refused to reset/);
    assert.doesNotMatch(nowReads(world, asked), /no longer in the directory/);
  });

  /** Whether Graph was reached at all; it is never somebody else's answer that tells. */
  for (const applied of [true, false]) {
    for (const foreign of ['html', 'json', 'empty']) {
      for (const status of [200, 202, 204, 400, 403, 404]) {
        it(`${status} ${foreign} of somebody in between, ${applied ? 'after' : 'in place of'} the reset`, async () => {
          await fault(world, { service: 'graph', pathPattern: RESET, status, foreign, applied });
          const answer = reads(await chat.press(asked, 'confirm'));
          assert.match(answer, applied ? /reset the password of Anna Svensson/ : /Not sure that it worked/);
          assert.equal((await events(world)).includes('reset-accepted'), applied);
          if (!applied) await chat.press(world.connector.messages.get(asked.id) ?? asked, 'retry');
          await assertPasswordWorks(world, chat);
          assert.equal(await resetCalls(world), applied ? 1 : 2);
        });
      }
    }
  }
});
