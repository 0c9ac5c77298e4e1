import assert from 'node:assert/strict';
import { BJORN, policy, present, requestOn, waitForApproval } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { audit, lineOf, MINUTE, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { eachWithPeople, lastRefusal, member, moves } from './taking.ts';

describe('the approvals conversation can’t be taken', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let karin: Client;
  let olivia: Client;

  describe('by two', () => {
    eachWithPeople(people => ({ world, erik, johanna, karin, olivia } = people), policy('two-people'));
    const AGREE = /May approval requests|Får begäranden/;
    const proposalIn = (chat: Chat, title = 'May approval requests'): Promise<SentActivity> => chat.card(title);

    it('by two people: nothing moves until another administrator agrees', async () => {
      const first = world.chat(johanna, 'channel');
      assert.match(textOf(await first.says('approvals here')), /May approval requests come here\?/);
      assert.equal(await moves(world), 0);
      const card = await proposalIn(first);
      assert.match(reads(await first.as(erik).press(card, 'agree')), /Johanna Bergström and Erik Lindqvist chose this/);
      assert.equal(await moves(world), 1);
      const next = world.chat(erik, 'groupChat');
      assert.match(textOf(await next.says('approvals here')), /Another administrator has to agree/);
      const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: first });
      assert.equal(deciding.card.conversationId, first.id);
      const question = await proposalIn(first, 'May approval requests go to another conversation?');
      assert.match(textOf(question), /Erik Lindqvist wants that[\s\S]*In the new conversation: /);
      assert.match(reads(await first.press(question, 'agree')), /Erik Lindqvist and Johanna Bergström moved them/);
      assert.doesNotMatch(textOf(present(world, question)), AGREE);
      await next.card('Erik Lindqvist and Johanna Bergström chose this conversation');
      const rows = (await audit(world)).filter(row => row.event.startsWith('approvals-'));
      assert.deepEqual(
        rows.map(row => [row.event, row.actorId, row.conversationId]),
        [
          ['approvals-proposed', johanna.objectId, first.id],
          ['approvals-set', erik.objectId, first.id],
          ['approvals-proposed', erik.objectId, next.id],
          ['approvals-set', johanna.objectId, next.id],
        ],
      );
    });

    it('for one unit: asked of those who lose its requests, and ended likewise', async () => {
      const first = world.chat(johanna, 'channel');
      await first.says('approvals here');
      await first.as(erik).press(await proposalIn(first), 'agree');
      const next = world.chat(erik, 'groupChat');
      assert.match(
        textOf(await next.says('approvals here for Stockholm office')),
        /Another administrator has to agree/,
      );
      const question = await proposalIn(first, 'May approval requests go to another conversation?');
      assert.match(textOf(question), /about the members of the administrative unit Stockholm office alone/);
      assert.equal(await moves(world), 1);
      assert.match(reads(await first.press(question, 'agree')), /those for members of Stockholm office to another/);
      await next.card('Erik Lindqvist and Johanna Bergström chose this conversation for members of Stockholm office');
      await first.as(erik).says('approvals here for Stockholm office');
      const ending = await proposalIn(next, 'May approval requests go to another conversation?');
      assert.match(lineOf(await next.press(ending, 'agree')), /somebody else has to agree/);
      assert.doesNotMatch(textOf(await first.says('approvals')), /this conversation[\s\S]*this conversation/);
      assert.match(reads(await next.as(johanna).press(ending, 'agree')), /to another conversation/);
      assert.doesNotMatch(textOf(await first.says('approvals')), /Stockholm/);
      assert.match(
        lineOf(await next.as(johanna).execute('agree', { request: requestOn(ending) }, ending.id)),
        /moved by somebody else/,
      );
      const rows = (await audit(world)).filter(({ targetName }) => targetName === 'Stockholm office');
      assert.deepEqual(
        rows.map(row => [row.event, row.conversationId]),
        [
          ['approvals-proposed', next.id],
          ['approvals-set', next.id],
          ['approvals-proposed', first.id],
          ['approvals-set', first.id],
        ],
      );
    });

    it('whoever may not agree: the same person, somebody without a role, with a role in a unit, or from elsewhere', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      for (const [who, rule] of [
        [karin, 'approvals-same-person'],
        [olivia, 'requester-has-no-role'],
        [await world.person(BJORN), 'approvals-role-in-unit'],
      ] as const) {
        lineOf(await chat.as(who).press(card, 'agree'));
        assert.equal((await lastRefusal(world))?.rule, rule);
      }
      const elsewhere = world.chat(erik, 'channel');
      assert.match(lineOf(await elsewhere.press(card, 'agree')), /does not work any more/);
      assert.equal(await moves(world), 0);
    });

    it('two who agree at the same moment: one of them does, once, and the other learns that it is over', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      // Both ask who is there before either of them is told.
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const path = /^GET .*pagedmembers/;
      const asked = () => world.connector.calls.filter(call => path.test(`${call.method} ${call.path}`)).length;
      const before = asked();
      world.connector.faults.push({ path, times: 2, hold: released });
      const pressed = [erik, johanna].map(who => chat.as(who).press(card, 'agree'));
      await world.connector.until(() => asked() === before + pressed.length || undefined, 'both who ask who is there');
      release();
      const answers = await Promise.all(pressed);
      assert.equal(await moves(world), 1);
      const [late, agreed] = answers.toSorted((one, other) => (one.type ?? '').localeCompare(other.type ?? ''));
      assert.match(reads(agreed ?? assert.fail()), /Karin Holmgren and (Erik Lindqvist|Johanna Bergström) chose this/);
      assert.match(
        lineOf(late ?? assert.fail()),
        /Nobody agreed in time, or the approvals were moved by somebody else/,
      );
      assert.equal((await lastRefusal(world))?.rule, 'approvals-proposal-over');
    });

    it('a guest who has come in between: refused', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      world.connector.rosters.set(chat.id, [
        member(world, karin),
        member(world, erik),
        member(world, olivia, { userRole: 'guest' }),
      ]);
      assert.match(lineOf(await chat.as(erik).press(card, 'agree')), /1 of the people here are guests/);
      assert.equal(await moves(world), 0);
    });

    it('too late, overtaken, agreed to before, or made up: over, and nothing moves', async () => {
      const chat = world.chat(karin, 'channel');
      const late = await chat.says('approvals here');
      world.passTime(30 * MINUTE);
      assert.match(lineOf(await chat.as(erik).press(late, 'agree')), /Nobody agreed in time/);
      const newer = await chat.says('approvals here');
      assert.match(lineOf(await chat.as(erik).press(late, 'agree')), /Nobody agreed in time/);
      assert.match(reads(await chat.as(erik).press(newer, 'agree')), /chose this conversation/);
      assert.match(lineOf(await chat.as(johanna).execute('agree', { request: 'x' }, newer.id)), /Nobody agreed/);
      const data = { request: requestOn(newer) };
      assert.match(lineOf(await chat.as(johanna).execute('agree', data, newer.id)), /Nobody agreed in time/);
      assert.equal(await moves(world), 1);
    });

    const GONE = 'ConversationNotFound';
    for (const [how, why, faults] of [
      ['the bot was removed from it', 'not-installed', [{ what: 'activities', status: 403 }]],
      [
        'it is gone',
        'not-found',
        [
          { what: 'activities', status: 404, code: GONE },
          { what: 'pagedmembers', status: 404, code: GONE },
        ],
      ],
    ] as const) {
      it(`${how}, the present conversation: those in the new one are asked, on record`, async () => {
        const first = world.chat(karin, 'channel');
        await first.as(erik).press(await first.says('approvals here'), 'agree');
        for (const { what, ...fault } of faults) {
          world.connector.faults.push({ path: new RegExp(`${first.id}/${what}`), times: 9, ...fault });
        }
        const next = world.chat(karin, 'groupChat');
        const card = await next.says('approvals here');
        await next.as(johanna).press(card, 'agree');
        assert.equal(await moves(world), 2);
        assert.ok((await audit(world)).some(row => row.event === 'approvals-proposed' && row.detail === why));
      });
    }

    for (const [status, code] of [
      [404, GONE],
      [403, 'BotDisabledByAdmin'],
      [403, 'SomethingNew'],
      [400, 'Bad Argument'],
      [503, 'ServiceError'],
    ] as const) {
      it(`the present conversation is there, and Teams refuses to write to it (${status} ${code}): nobody else is asked`, async () => {
        const first = world.chat(karin, 'channel');
        await first.as(erik).press(await first.says('approvals here'), 'agree');
        world.connector.faults.push({ path: new RegExp(`POST .*${first.id}/activities`), times: 9, status, code });
        const next = world.chat(karin, 'groupChat');
        assert.doesNotMatch(textOf(await next.says('approvals here')), AGREE);
        assert.ok(!world.connector.in(next.id).some(message => AGREE.test(textOf(message))));
        assert.equal((await audit(world)).filter(row => row.event === 'approvals-proposed').length, 2);
      });
    }
  });
});
