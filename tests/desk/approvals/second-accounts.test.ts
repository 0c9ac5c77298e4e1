import assert from 'node:assert/strict';
import { KARIN, policy } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { change, ERIK, fault, JOHANNA, lineOf, OLIVIA } from '../../support/story.ts';
import type { Client } from '../../support/world.ts';
import { ADM, type TwoAccounts, withTwoAccounts } from '../judging/identify/second-account.ts';
import { lastRefusal, member, moves } from './taking.ts';

const PAIRS = policy('admin-pairs');
const SHARED = policy('admin-employee-id');
const HELPDESK = [{ role: 'Helpdesk Administrator' }];

describe('an approvals conversation with people whose role is on a second account', () => {
  let people: TwoAccounts;
  afterEach(() => people.world.stop());

  /** A channel where these people are. */
  async function channelOf(...members: Client[]): Promise<Chat> {
    const { world } = people;
    const chat = world.chat(await world.person(KARIN), 'channel');
    world.connector.rosters.set(
      chat.id,
      members.map(one => member(world, one)),
    );
    return chat;
  }

  /** The rule by which it was refused to take it; undefined: it was taken. */
  async function refusedIn(chat: Chat): Promise<string | undefined> {
    const said = textOf(await chat.says('approvals here'));
    if ((await moves(people.world)) === 0) return (await lastRefusal(people.world))?.rule ?? said;
    assert.match(said, /come here from now on/);
    return undefined;
  }

  it('by a pair: the role that counts is that of the account that they act with', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik } = people;
    const chat = await channelOf(await world.person(KARIN), erik);
    await change(world, ADM, { removeRoles: HELPDESK });
    await change(world, ERIK, { assignRoles: HELPDESK });
    assert.equal(await refusedIn(chat), 'approvals-nobody-else');
    await change(world, ERIK, { removeRoles: HELPDESK });
    await change(world, ADM, { assignRoles: HELPDESK });
    assert.equal(await refusedIn(chat), undefined);
  });

  it('by a pair: whose roles can’t be read there is not taken for nobody', async () => {
    people = await withTwoAccounts(PAIRS);
    const { world, erik, adm } = people;
    await fault(world, { service: 'graph', pathPattern: `/users/${adm.objectId}/`, status: 403, times: null });
    assert.equal(await refusedIn(await channelOf(await world.person(KARIN), erik)), 'approvals-people-unknown');
  });

  it('by the employee ID: anybody else may have a role on another account, and their own others are nobody else', async () => {
    people = await withTwoAccounts(SHARED, '1001');
    const { world, erik } = people;
    const [karin, olivia] = [await world.person(KARIN), await world.person(OLIVIA)];
    for (const name of [KARIN, OLIVIA]) await change(world, name, { employeeId: 'K-1' });
    assert.equal(await refusedIn(await channelOf(karin, olivia)), 'approvals-nobody-else');
    assert.equal(await refusedIn(await channelOf(karin, olivia, erik)), undefined);
  });

  for (const [how, file, number] of [
    ['by a pair', policy('admin-pairs-two-people'), undefined],
    ['by the employee ID', policy('admin-employee-id-two-people'), '1001'],
  ] as const) {
    it(`${how}: at the second one’s word, the accounts of whoever wants it are nobody else either`, async () => {
      people = await withTwoAccounts(file, number);
      const { world, erik, adm } = people;
      const johanna = await world.person(JOHANNA);
      const olivia = await world.person(OLIVIA);
      if (number) await change(world, OLIVIA, { employeeId: number });
      const chat = (await channelOf(erik, adm, johanna)).as(adm);
      const card = await chat.says('approvals here');
      world.connector.rosters.set(
        chat.id,
        [erik, adm, olivia].map(one => member(world, one)),
      );
      lineOf(await chat.as(johanna).press(card, 'agree'));
      assert.deepEqual([(await lastRefusal(world))?.rule, await moves(world)], ['approvals-nobody-else', 0]);
      world.connector.rosters.set(chat.id, [member(world, erik), member(world, johanna)]);
      await chat.as(johanna).press(card, 'agree');
      assert.equal(await moves(world), 1);
    });
  }
});
