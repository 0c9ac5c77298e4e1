import assert from 'node:assert/strict';
import { approvalsAt, BJORN, LARS, MIKAEL, waitForApproval } from '../../support/approvals.ts';
import { textOf } from '../../support/chat.ts';
import { audit, change, ERIK, fault, JOHANNA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { eachWithPeople, lastRefusal, member, moves } from './taking.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const STRANGER = '12345678-1234-4234-8234-123456789012';

describe('the approvals conversation can’t be taken', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let karin: Client;
  let olivia: Client;

  describe('by one person', () => {
    eachWithPeople(people => ({ world, erik, johanna, karin, olivia } = people));

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
        assert.deepEqual([(await lastRefusal(world))?.rule, await moves(world)], ['approvals-role-too-weak', 1]);
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
      assert.equal(await moves(world), 2);
    });

    it('is refused to the strongest role where it holds for one unit only', async () => {
      const chat = world.chat(await world.person(BJORN), 'groupChat');
      await chat.says('approvals here');
      assert.equal((await lastRefusal(world))?.rule, 'approvals-role-in-unit');
    });

    it('refused where nobody else could approve', async () => {
      const chat = world.chat(karin, 'groupChat');
      world.connector.rosters.set(chat.id, [member(world, karin), member(world, olivia)]);
      assert.match(textOf(await chat.says('approvals here')), /Nobody else here could approve/);
      assert.deepEqual([(await lastRefusal(world))?.rule, await moves(world)], ['approvals-nobody-else', 0]);
      world.connector.rosters.set(chat.id, [member(world, karin), member(world, olivia), member(world, erik)]);
      assert.match(textOf(await chat.says('approvals here')), /come here from now on/);
    });

    it('asks about somebody once who stands there several times', async () => {
      const chat = world.chat(karin, 'groupChat');
      const again = (id: string) => member(world, erik, { id, aadObjectId: erik.objectId.toUpperCase() });
      world.connector.rosters.set(chat.id, [member(world, karin), member(world, erik), again('29:a'), again('29:b')]);
      assert.match(textOf(await chat.says('approvals here')), /come here from now on/);
    });

    it('takes an approver for nobody else where it is the one who asks, however they stand there', async () => {
      const chat = world.chat(karin, 'groupChat');
      const again = member(world, karin, { id: '29:a', aadObjectId: karin.objectId.toUpperCase() });
      world.connector.rosters.set(chat.id, [member(world, karin), again]);
      assert.match(textOf(await chat.says('approvals here')), /Nobody else here could approve/);
    });

    const OUTSIDERS: readonly [string, (one: Client) => object][] = [
      ['a guest', one => member(world, one, { userRole: 'guest' })],
      ['somebody anonymous', one => member(world, one, { userRole: 'anonymous' })],
      ['somebody with a role that Teams has not told of yet', one => member(world, one, { userRole: 'visitor' })],
      ['somebody of another tenant', one => member(world, one, { tenantId: '99999999-aaaa-4bbb-8ccc-dddddddddddd' })],
      ['somebody without an account', one => member(world, one, { aadObjectId: undefined })],
      ['somebody whose object id is none', one => member(world, one, { aadObjectId: '../me' })],
      ['somebody whose object id is a dot', one => member(world, one, { aadObjectId: '..' })],
      ['somebody whose object id is nobody’s', one => member(world, one, { aadObjectId: NOBODY })],
      ['somebody whom the directory does not know', one => member(world, one, { aadObjectId: STRANGER })],
      ['an invited account', one => member(world, one, { userPrincipalName: 'o_contoso.com#EXT#@fjallvind.example' })],
      [
        'an invited account, in small letters',
        one => member(world, one, { userPrincipalName: 'o_contoso.com#ext#@x.example' }),
      ],
    ];
    for (const [who, outsider] of OUTSIDERS) {
      it(`refused where ${who} is there, in words and on record`, async () => {
        const chat = world.chat(karin, 'channel');
        world.connector.rosters.set(chat.id, [member(world, karin), member(world, erik), outsider(olivia)]);
        assert.match(textOf(await chat.says('approvals here')), /1 of the people here are guests/);
        const refused = await lastRefusal(world);
        assert.deepEqual(
          [refused?.rule, refused?.detail, refused?.conversationId, await moves(world)],
          ['approvals-outsiders', 'approvals', chat.id, 0],
        );
      });
    }

    it('refused where too many are there, with no question to Graph about each', async () => {
      const chat = world.chat(karin, 'channel');
      const crowd = Array.from({ length: 101 }, (_, n) => ({ ...member(world, erik), id: `29:${n}` }));
      world.connector.rosters.set(chat.id, crowd);
      assert.match(textOf(await chat.says('approvals here')), /More than 100 people are here/);
      assert.equal((await world.graphCalls()).length, 1);
    });

    it('a hundred people take at most six round trips', async () => {
      const chat = world.chat(karin, 'channel');
      const without = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      const noRoles = { status: 200, body: { value: [] } };
      await fault(world, {
        service: 'graph',
        pathPattern: `/users/${without(0).slice(0, 24)}`,
        times: null,
        ...noRoles,
      });
      const crowd = Array.from({ length: 98 }, (_, n) => ({
        ...member(world, erik),
        id: `29:${n}`,
        aadObjectId: without(n),
      }));
      world.connector.rosters.set(chat.id, [...crowd, member(world, karin), member(world, erik)]);
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
        assert.match((await lastRefusal(world))?.rule ?? '', /^approvals-(people-unknown|too-many)$/);
        assert.equal(await moves(world), 0);
      });
    }

    it('refused where the roles of the others can’t be read', async () => {
      const chat = world.chat(karin, 'channel');
      world.connector.rosters.set(chat.id, [member(world, karin), member(world, olivia)]);
      await fault(world, { service: 'graph', pathPattern: `/users/${olivia.objectId}/`, status: 403, times: null });
      assert.match(textOf(await chat.says('approvals here')), /It is not known who is here/);
      assert.equal((await lastRefusal(world))?.rule, 'approvals-people-unknown');
    });
  });
});
