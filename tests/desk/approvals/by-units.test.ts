import assert from 'node:assert/strict';
import { approvalOf } from '../../../src/desk/request/request.ts';
import {
  approvalsAt,
  eventsOf,
  KARIN,
  policy,
  requestOn,
  stored,
  type Waiting,
  waitForApproval,
} from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { ANNA, audit, becomes, change, JOHANNA, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { eachWithPeople, unitConversation } from './taking.ts';

const STOCKHOLM = 'Stockholm office';
/** A restricted one: who acts in it holds a role there. */
const EXECUTIVE = 'Executive office';
const THERE = '/administrativeUnits/adcd1c53-2b1a-40e2-a60d-ef0ad0a655dc';
/** Authentication Administrator of the executive office alone. */
const NILS = 'nils.granberg@fjallvind.example';

describe('approvals about a member of two units', () => {
  let world: World;
  let johanna: Client;
  let karin: Client;
  let nils: Client;
  let general: Chat;
  eachWithPeople(async people => {
    ({ world, johanna, karin } = people);
    nils = await world.person(NILS);
    general = await approvalsAt(world, johanna);
    for (const who of [JOHANNA, KARIN]) {
      await change(world, who, {
        assignRoles: [{ role: 'Authentication Administrator', directoryScopeId: THERE }],
      });
    }
    await change(world, ANNA, { joinUnits: [STOCKHOLM, EXECUTIVE] });
  }, policy('always-two'));

  const unitAt = (unit: string) => unitConversation(world, johanna, unit);
  const asks = (approvals: Chat): Promise<Waiting> =>
    waitForApproval(world, nils, { kind: 'personal', target: ANNA, approvals });

  /** Each unit has a conversation: the question in either. */
  async function askedInBoth() {
    const [stockholm, executive] = [await unitAt(STOCKHOLM), await unitAt(EXECUTIVE)];
    const waiting = await asks(stockholm);
    const other = await executive.card('Approve this password reset?');
    assert.equal(requestOn(other), waiting.request);
    return { stockholm, executive, waiting, question: waiting.deciding.card, other };
  }

  it('asks about a member of two in both: the first decision counts, and the other card says who decided', async () => {
    const { executive, stockholm, other, question, waiting } = await askedInBoth();
    assert.match(nowReads(world, waiting.card), /has been sent to the approvals conversation/);
    const asked = world.connector.in(general.id).filter(each => /Approve this password/.test(textOf(each)));
    assert.deepEqual(asked, []);
    const answer = await executive.press(other, 'decline', { declineReason: 'on leave' });
    assert.match(reads(answer), /Declined/);
    await becomes(world, question, /Declined[\s\S]*Johanna Bergström/);
    await becomes(world, waiting.card, /Declined[\s\S]*on leave/);
    assert.match(reads(await stockholm.as(karin).press(question, 'approve')), /Declined/);
    assert.equal(await resetCalls(world), 0);
    assert.equal((await eventsOf(world, waiting.request)).filter(event => /approved|declined/.test(event)).length, 1);
  });

  it('two decisions at the same moment in two conversations: one counts, and both cards show it', async () => {
    const { executive, stockholm, other, question, waiting } = await askedInBoth();
    await Promise.all([
      stockholm.press(question, 'decline', { declineReason: 'on leave' }),
      executive.as(karin).press(other, 'decline', { declineReason: 'not her' }),
    ]);
    const decided = (await audit(world)).filter(({ event }) => event === 'request-declined');
    assert.equal(decided.length, 1);
    const by = new RegExp(decided[0]?.actorName ?? 'nobody');
    for (const card of [question, other]) await becomes(world, card, by);
    assert.equal((await stored(world, waiting.request)).state, 'declined');
  });

  it('one of two conversations is gone: the other is asked, and decides', async () => {
    const [gone, executive] = [await unitAt(STOCKHOLM), await unitAt(EXECUTIVE)];
    world.connector.faults.push({ path: new RegExp(`^POST .*${gone.id}`), status: 404, times: 99 });
    const waiting = await asks(executive);
    await becomes(world, waiting.card, /has been sent to the approvals conversation/);
    const places = approvalOf(await stored(world, waiting.request))?.places;
    assert.deepEqual(
      places?.map(({ place }) => [place.conversationId, place.cardId !== undefined]),
      [
        [gone.id, false],
        [executive.id, true],
      ],
    );
    assert.match(reads(await executive.press(waiting.deciding.card, 'approve')), /Anna Svensson/);
  });

  it('from the conversation of one of them: its own card asks there, and the other one is asked', async () => {
    const [stockholm, executive] = [await unitAt(STOCKHOLM), await unitAt(EXECUTIVE)];
    const chat = stockholm.as(nils);
    const asked = await chat.says(`reset password for ${ANNA}`);
    await chat.press(asked, 'confirm');
    assert.match(nowReads(world, asked), /Approve this password reset\?/);
    // Where its own conversation may approve, no other one is asked.
    assert.equal(approvalOf(await stored(world, requestOn(asked)))?.places, undefined);
    assert.equal(world.connector.in(executive.id).length, 1);
  });
});
