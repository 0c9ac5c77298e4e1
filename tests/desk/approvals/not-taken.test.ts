import assert from 'node:assert/strict';
import {
  approvalsAt,
  BJORN,
  DEFAULT_POLICY,
  KARIN,
  LARS,
  MIKAEL,
  policy,
  present,
  requestOn,
  waitForApproval,
} from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { audit, change, ERIK, fault, JOHANNA, lineOf, MINUTE, OLIVIA, reads } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

describe('the approvals conversation can’t be taken', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let karin: Client;
  let olivia: Client;

  async function begin(environment: Record<string, string>): Promise<void> {
    world = await World.start(environment);
    erik = await world.person(ERIK);
    johanna = await world.person(JOHANNA);
    karin = await world.person(KARIN);
    olivia = await world.person(OLIVIA);
  }
  afterEach(() => world.stop());

  const member = ({ channelUserId, objectId, name }: Client, more: object = {}) => ({
    id: channelUserId,
    aadObjectId: objectId,
    name,
    userRole: 'user',
    tenantId: world.sandbox.environment.BOT_TENANT_ID,
    ...more,
  });
  const moves = async () => (await audit(world)).filter(row => row.event === 'approvals-set').length;
  const lastRefusal = async () => (await audit(world)).findLast(row => row.event === 'not-allowed');

  describe('by one person', () => {
    beforeEach(() => begin(DEFAULT_POLICY));

    for (const [who, person] of [
      ['Password Administrator', LARS],
      ['Helpdesk Administrator', ERIK],
      ['Authentication Administrator', JOHANNA],
      ['User Administrator', MIKAEL],
    ] as const) {
      it(`is refused to a ${who}, who has a role for the whole tenant and not one of the strongest`, async () => {
        const before = await approvalsAt(world, johanna);
        const chat = world.chat(await world.person(person), 'groupChat');
        assert.match(textOf(await chat.says('approvals here')), /Privileged Authentication Administrator or a Global/);
        assert.deepEqual([(await lastRefusal())?.rule, await moves()], ['approvals-role-too-weak', 1]);
        const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: before });
        assert.equal(deciding.card.conversationId, before.id);
      });
    }

    it('is moved twice at the same moment: one conversation has them, and the other one knows', async () => {
      const catherine = await world.person('catherine.ashworth@fjallvind.example');
      await change(world, catherine.userPrincipalName, { assignRoles: [{ role: 'Global Administrator' }] });
      const chats = [world.chat(karin, 'channel'), world.chat(catherine, 'channel')];
      await fault(world, { service: 'graph', delayMs: 500, times: 4 });
      await Promise.all(chats.map(chat => chat.says('approvals here')));
      const has = (await audit(world)).findLast(row => row.event === 'approvals-set')?.conversationId;
      const other = chats.find(chat => chat.id !== has) ?? assert.fail();
      await other.card('Approval requests no longer come here');
      assert.equal(await moves(), 2);
    });

    it('is refused to the strongest role where it holds for one unit only', async () => {
      const chat = world.chat(await world.person(BJORN), 'groupChat');
      await chat.says('approvals here');
      assert.equal((await lastRefusal())?.rule, 'approvals-role-in-unit');
    });

    it('refused where nobody else could approve', async () => {
      const chat = world.chat(karin, 'groupChat');
      world.connector.rosters.set(chat.id, [member(karin), member(olivia)]);
      assert.match(textOf(await chat.says('approvals here')), /Nobody else here could approve/);
      assert.deepEqual([(await lastRefusal())?.rule, await moves()], ['approvals-nobody-else', 0]);
      world.connector.rosters.set(chat.id, [member(karin), member(olivia), member(erik)]);
      assert.match(textOf(await chat.says('approvals here')), /come here from now on/);
    });

    const OUTSIDERS: readonly [string, (one: Client) => object][] = [
      ['a guest', one => member(one, { userRole: 'guest' })],
      ['somebody anonymous', one => member(one, { userRole: 'anonymous' })],
      ['somebody with a role that Teams has not told of yet', one => member(one, { userRole: 'visitor' })],
      ['somebody of another tenant', one => member(one, { tenantId: '99999999-aaaa-4bbb-8ccc-dddddddddddd' })],
      ['somebody without an account', one => member(one, { aadObjectId: undefined })],
      ['an invited account', one => member(one, { userPrincipalName: 'o_contoso.com#EXT#@fjallvind.example' })],
      [
        'an invited account, in small letters',
        one => member(one, { userPrincipalName: 'o_contoso.com#ext#@x.example' }),
      ],
    ];
    for (const [who, outsider] of OUTSIDERS) {
      it(`refused where ${who} is there, in words and on record`, async () => {
        const chat = world.chat(karin, 'channel');
        world.connector.rosters.set(chat.id, [member(karin), member(erik), outsider(olivia)]);
        assert.match(textOf(await chat.says('approvals here')), /1 of the people here are guests/);
        const refused = await lastRefusal();
        assert.deepEqual(
          [refused?.rule, refused?.detail, refused?.conversationId, await moves()],
          ['approvals-outsiders', 'approvals', chat.id, 0],
        );
      });
    }

    it('refused where too many are there, with no question to Graph about each', async () => {
      const chat = world.chat(karin, 'channel');
      const crowd = Array.from({ length: 101 }, (_, n) => ({ ...member(erik), id: `29:${n}` }));
      world.connector.rosters.set(chat.id, crowd);
      assert.match(textOf(await chat.says('approvals here')), /More than 100 people are here/);
      assert.equal((await world.graphCalls()).length, 1);
    });

    it('a hundred people take at most six round trips', async () => {
      const chat = world.chat(karin, 'channel');
      const unknown = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      const crowd = Array.from({ length: 98 }, (_, n) => ({ ...member(erik), id: `29:${n}`, aadObjectId: unknown(n) }));
      world.connector.rosters.set(chat.id, [...crowd, member(karin), member(erik)]);
      assert.match(textOf(await chat.says('approvals here')), /come here from now on/);
      assert.ok((await world.graphCalls()).length <= 6);
    });

    for (const [how, broken] of [
      ['is refused', { status: 403, code: 'NotEnoughPermissions' }],
      ['is a page of a gateway', { status: 200, raw: '<html></html>' }],
      ['has a member that can’t be read', { status: 200, raw: '{"members":[{"name":"x"}]}' }],
      ['goes on for ever', { status: 200, raw: '{"members":[],"continuationToken":"more"}' }],
    ] as const) {
      it(`refused where the roster ${how}`, async () => {
        const chat = world.chat(karin, 'channel');
        world.connector.faults.push({ path: /pagedmembers/, times: 20, ...broken });
        await chat.says('approvals here');
        assert.match((await lastRefusal())?.rule ?? '', /^approvals-(people-unknown|too-many)$/);
        assert.equal(await moves(), 0);
      });
    }

    it('refused where the roles of the others can’t be read', async () => {
      const chat = world.chat(karin, 'channel');
      world.connector.rosters.set(chat.id, [member(karin), member(olivia)]);
      await fault(world, { service: 'graph', pathPattern: `/users/${olivia.objectId}/`, status: 403, times: null });
      assert.match(textOf(await chat.says('approvals here')), /It is not known who is here/);
      assert.equal((await lastRefusal())?.rule, 'approvals-people-unknown');
    });
  });

  describe('by two', () => {
    beforeEach(() => begin(policy('two-people')));
    const AGREE = /May approval requests|Får begäranden/;
    const proposalIn = (chat: Chat, title = 'May approval requests'): Promise<SentActivity> => chat.card(title);

    it('by two people: nothing moves until another administrator agrees', async () => {
      const first = world.chat(johanna, 'channel');
      assert.match(textOf(await first.says('approvals here')), /May approval requests come here\?/);
      assert.equal(await moves(), 0);
      const card = await proposalIn(first);
      assert.match(reads(await first.as(erik).press(card, 'agree')), /Johanna Bergström and Erik Lindqvist chose this/);
      assert.equal(await moves(), 1);
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

    it('whoever may not agree: the same person, somebody without a role, with a role in a unit, or from elsewhere', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      for (const [who, rule] of [
        [karin, 'approvals-same-person'],
        [olivia, 'requester-has-no-role'],
        [await world.person(BJORN), 'approvals-role-in-unit'],
      ] as const) {
        lineOf(await chat.as(who).press(card, 'agree'));
        assert.equal((await lastRefusal())?.rule, rule);
      }
      const elsewhere = world.chat(erik, 'channel');
      assert.match(lineOf(await elsewhere.press(card, 'agree')), /does not work any more/);
      assert.equal(await moves(), 0);
    });

    it('two who agree at the same moment: one of them does, once, and the other learns that it is over', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      // Both have looked at everything before either of them is through.
      await fault(world, { service: 'graph', delayMs: 500, times: 4 });
      const answers = await Promise.all([erik, johanna].map(who => chat.as(who).press(card, 'agree')));
      assert.equal(await moves(), 1);
      const [late, agreed] = answers.toSorted((one, other) => (one.type ?? '').localeCompare(other.type ?? ''));
      assert.match(reads(agreed ?? assert.fail()), /Karin Holmgren and (Erik Lindqvist|Johanna Bergström) chose this/);
      assert.match(
        lineOf(late ?? assert.fail()),
        /Nobody agreed in time, or the approvals were moved by somebody else/,
      );
      assert.equal((await lastRefusal())?.rule, 'approvals-proposal-over');
    });

    it('a guest who has come in between: refused', async () => {
      const chat = world.chat(karin, 'channel');
      const card = await chat.says('approvals here');
      world.connector.rosters.set(chat.id, [member(karin), member(erik), member(olivia, { userRole: 'guest' })]);
      assert.match(lineOf(await chat.as(erik).press(card, 'agree')), /1 of the people here are guests/);
      assert.equal(await moves(), 0);
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
      assert.equal(await moves(), 1);
    });

    it('the present conversation is gone: those in the new one are asked, on record', async () => {
      const first = world.chat(karin, 'channel');
      await first.as(erik).press(await first.says('approvals here'), 'agree');
      world.connector.faults.push({ path: new RegExp(`^POST .*${first.id}/activities`), status: 403, times: 9 });
      const next = world.chat(karin, 'groupChat');
      const card = await next.says('approvals here');
      assert.match(reads(await next.as(johanna).press(card, 'agree')), /Karin Holmgren and Johanna Bergström chose/);
      assert.ok((await audit(world)).some(row => row.event === 'approvals-proposed' && row.detail === 'not-installed'));
    });
  });
});
