import assert from 'node:assert/strict';
import {
  approvalsAt,
  BJORN,
  GUSTAV,
  present,
  requestOn,
  stored,
  type Waiting,
  waitForApproval,
} from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { audit, change, fault, lineOf, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { eachWithPeople, lastRefusal, member, moves, unitConversation } from './taking.ts';

const STOCKHOLM = 'Stockholm office';
const STOCKHOLM_ID = 'a3683506-1636-4977-a683-1e2aa402cda3';

describe('approvals by unit', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let karin: Client;
  let olivia: Client;
  let general: Chat;
  eachWithPeople(async people => {
    ({ world, erik, johanna, karin, olivia } = people);
    general = await approvalsAt(world, johanna);
  });

  const textsIn = ({ id }: Chat) => world.connector.in(id).map(message => textOf(message));
  const joins = (...units: string[]) => change(world, GUSTAV, { joinUnits: units });

  const unitAt = (unit: string, client = johanna) => unitConversation(world, client, unit);

  const asksPrivately = (approvals: Chat, by: Client = erik): Promise<Waiting> =>
    waitForApproval(world, by, { kind: 'personal', approvals });

  it('is on record with the unit and who chose it, said there, and in the conversation that loses them', async () => {
    const chat = await unitAt(STOCKHOLM);
    assert.match(textsIn(chat).at(-1) ?? '', /Karin Holmgren chose this conversation for members of Stockholm office/);
    assert.match(textsIn(general).at(-1) ?? '', /for one unit no longer come here\nKarin Holmgren moved those/);
    const { event, actorId, conversationId, targetId, targetName } = (await audit(world)).at(-1) ?? {};
    assert.deepEqual(
      [event, actorId, conversationId, targetId, targetName],
      ['approvals-set', karin.objectId, chat.id, STOCKHOLM_ID, STOCKHOLM],
    );
  });

  it('is listed with who chose it, for whoever may approve; others are refused, on record', async () => {
    const chat = await unitAt(STOCKHOLM);
    const listed = textOf(await chat.as(johanna).says('approvals'));
    assert.match(listed, /In general: another conversation, chosen by Karin Holmgren on /);
    assert.match(listed, /Members of Stockholm office: this conversation, chosen by Karin Holmgren on /);
    assert.match(textOf(await world.chat(erik).says('approvals')), /Stockholm office: another conversation/);
    const refused = textOf(await world.chat(olivia).says('approvals'));
    assert.match(refused, /You have no role that resets passwords/);
    assert.doesNotMatch(refused, /Karin|Stockholm/);
    const { rule, detail } = (await lastRefusal(world)) ?? {};
    assert.deepEqual([rule, detail], ['requester-has-no-role', 'approvals']);
  });

  it('på svenska: valt, listat och avgjort', async () => {
    const chat = await unitAt(STOCKHOLM, { ...johanna, locale: 'sv-SE' });
    assert.match(textsIn(chat).at(-1) ?? '', /Karin Holmgren valde den här konversationen för medlemmar i Stockholm/);
    const listed = await world.chat({ ...erik, locale: 'sv-SE' }).says('godkännanden');
    assert.match(textOf(listed), /Medlemmar i Stockholm office: en annan konversation, vald av Karin Holmgren/);
    await joins(STOCKHOLM);
    const { deciding } = await asksPrivately(chat);
    assert.match(nowReads(world, deciding.card), /Godkänna att lösenordet återställs\?/);
  });

  it('asks about a member there alone, and about others in the general conversation', async () => {
    const chat = await unitAt(STOCKHOLM);
    const before = world.connector.in(general.id).length;
    const others = await asksPrivately(general);
    assert.equal(others.deciding.card.conversationId, general.id);
    await others.chat.press(others.card, 'cancel');
    await joins(STOCKHOLM);
    const waiting = await asksPrivately(chat);
    assert.equal(waiting.deciding.card.conversationId, chat.id);
    assert.equal(world.connector.in(general.id).length, before + 1, 'the general one is not asked about a member');
    const elsewhere = await general.execute('approve', { request: waiting.request }, others.deciding.card.id);
    assert.match(lineOf(elsewhere), /does not work any more/);
    assert.equal(await resetCalls(world), 0);
    assert.match(reads(await chat.press(waiting.deciding.card, 'approve')), /reset the password of Gustav Norberg/);
  });

  it('resets nothing where it can’t be read which units somebody is in', async () => {
    await unitAt(STOCKHOLM);
    const chat = world.chat(erik);
    const asked = await chat.says(`reset password for ${GUSTAV}`);
    const path = '/users/.*/transitiveMemberOf/microsoft.graph.administrativeUnit';
    await fault(world, { service: 'graph', pathPattern: path, status: 403, times: null });
    await chat.press(asked, 'confirm');
    assert.equal((await stored(world, requestOn(asked))).state, 'refused');
    assert.equal(await resetCalls(world), 0);
  });

  it('moved meanwhile: a request that waits is decided where it was asked, the next one in the new conversation', async () => {
    const former = await unitAt(STOCKHOLM);
    await joins(STOCKHOLM);
    const waiting = await asksPrivately(former);
    const next = await unitAt(STOCKHOLM);
    assert.match(textsIn(former).at(-1) ?? '', /for one unit no longer come here/);
    const elsewhere = await next.execute('approve', { request: waiting.request }, waiting.deciding.card.id);
    assert.match(lineOf(elsewhere), /does not work any more/);
    assert.match(reads(await former.press(waiting.deciding.card, 'decline', { declineReason: 'no' })), /Declined/);
    assert.equal((await asksPrivately(next)).deciding.card.conversationId, next.id);
  });

  it('ends where it is written in the general conversation: its members are as everybody else', async () => {
    const former = await unitAt(STOCKHOLM);
    await joins(STOCKHOLM);
    const said = await general.as(karin).says(`approvals here for ${STOCKHOLM}`);
    assert.match(textOf(said), /for one unit come here from now on/);
    assert.match(textsIn(former).at(-1) ?? '', /for one unit no longer come here/);
    assert.doesNotMatch(textOf(await general.says('approvals')), /Members of/);
    assert.equal((await asksPrivately(general)).deciding.card.conversationId, general.id);
    assert.match(textOf(await general.as(karin).says(`approvals here for ${STOCKHOLM}`)), /come here already/);
  });

  it('is not for whoever may not choose the general one, with a role in that very unit either', async () => {
    const before = await moves(world);
    for (const [who, rule] of [
      [johanna, 'approvals-role-too-weak'],
      [await world.person(BJORN), 'approvals-role-in-unit'],
      [olivia, 'requester-has-no-role'],
    ] as const) {
      await world.chat(who, 'channel').says(`approvals here for ${STOCKHOLM}`);
      assert.equal((await lastRefusal(world))?.rule, rule);
    }
    assert.equal(await moves(world), before);
  });

  it('is refused for a unit that is none, one that hides its members, and where people from outside read along', async () => {
    const before = await moves(world);
    const chat = world.chat(karin, 'channel');
    assert.match(
      textOf(await chat.says('approvals here for Göteborg office')),
      /No administrative unit called Göteborg/,
    );
    const guest = member(world, olivia, { userRole: 'guest' });
    world.connector.rosters.set(chat.id, [member(world, johanna), guest]);
    assert.match(textOf(await chat.says(`approvals here for ${STOCKHOLM}`)), /People from outside read along/);
    await world.sandbox.control('PATCH', `units/${STOCKHOLM_ID}`, { visibility: 'HiddenMembership' });
    assert.match(textOf(await chat.says(`approvals here for ${STOCKHOLM}`)), /That unit hides its members/);
    assert.equal(await moves(world), before);
    assert.ok(present(world, await chat.says('help')));
  });
});
