import assert from 'node:assert/strict';
import {
  approvalsAt,
  BJORN,
  FRIDA,
  KARIN,
  LARS,
  MIKAEL,
  requestOn,
  rowsOf,
  waitForApproval,
} from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { asksToSignIn, exchange, offerOf, stands } from '../../support/sign-in.ts';
import {
  assertNothingHappened,
  audit,
  fault,
  JOHANNA,
  lineOf,
  nowReads,
  OLIVIA,
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const ASK_GUSTAV = 'reset password for gustav.norberg@fjallvind.example';

describe('the approvals conversation', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let karin: Client;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    karin = await world.person(KARIN);
  });

  const textsIn = (chat: Chat) => world.connector.in(chat.id).map(message => textOf(message).replaceAll('\u200b', ''));

  describe('when there is none', () => {
    for (const [locale, words] of [
      ['en-US', /needs a second person[\s\S]*no approvals conversation[\s\S]*"approvals here"/],
      ['sv-SE', /kräver en andra person[\s\S]*ingen konversation för godkännanden[\s\S]*godkännanden hit/],
    ] as const) {
      it(`${locale}: told so in words and on record; the card stays, and works once there is one`, async () => {
        const chat = world.chat({ ...erik, locale });
        const asked = await chat.says(
          locale === 'sv-SE' ? ASK_GUSTAV.replace('reset password for', 'återställ lösenordet för') : ASK_GUSTAV,
        );
        const request = requestOn(asked);
        const before = nowReads(world, asked);
        assert.match(lineOf(await chat.press(asked, 'confirm')), words);
        assert.equal(nowReads(world, asked), before);
        const last = (await rowsOf(world, request)).at(-1);
        assert.deepEqual(
          [last?.event, last?.rule, last?.actorId],
          ['approval-refused', 'no-approvals-conversation', erik.objectId],
        );
        await assertNothingHappened(world);
        const approvals = await approvalsAt(world, johanna);
        assert.match(reads(await chat.press(asked, 'confirm')), /Waiting for a second|Väntar på en andra/);
        const question = await approvals.card('Approve this password reset?');
        assert.equal(requestOn(question), request);
        await approvals.press(question, 'approve');
        assert.equal(await resetCalls(world), 1);
      });
    }

    it('a channel needs none', async () => {
      const { deciding } = await waitForApproval(world, erik);
      assert.match(nowReads(world, deciding.card), /Approve this password reset\?/);
    });
  });

  describe('choosing it', () => {
    for (const [words, locale, title] of [
      ['approvals here', 'en-US', /^Approval requests come here from now on\nKarin Holmgren chose this conversation/],
      ['godkännanden hit', 'sv-SE', /^Begäranden om godkännande kommer hit från och med nu\nKarin Holmgren valde/],
    ] as const) {
      for (const kind of ['channel', 'groupChat'] as const) {
        it(`"${words}" in a ${kind}: said who chose it, and on record`, async () => {
          const chat = world.chat({ ...karin, locale }, kind);
          assert.match(textOf(await chat.says(words)), title);
          const [row] = await audit(world);
          const { event, actorId, conversationId } = row ?? {};
          assert.deepEqual([event, actorId, conversationId], ['approvals-set', karin.objectId, chat.id]);
        });
      }
    }

    for (const [who, person, rule, words] of [
      ['somebody without a role', OLIVIA, 'requester-has-no-role', /You have no role that resets passwords/],
      ['an Authentication Administrator', JOHANNA, 'approvals-role-too-weak', /This takes a stronger role/],
      ['a Password Administrator', LARS, 'approvals-role-too-weak', /This takes a stronger role/],
      [
        'a User Administrator',
        MIKAEL,
        'approvals-role-too-weak',
        /Privileged Authentication Administrator or a Global/,
      ],
      ['a Helpdesk Administrator of one unit', FRIDA, 'approvals-role-in-unit', /set for the whole organization/],
      [
        'a Privileged Authentication Administrator of one unit',
        BJORN,
        'approvals-role-in-unit',
        /set for the whole organization/,
      ],
    ] as const) {
      it(`${who} may not: told why, on record, and it stays where it was`, async () => {
        const before = await approvalsAt(world, johanna);
        const other = world.chat(await world.person(person), 'groupChat');
        assert.match(textOf(await other.says('approvals here')), words);
        const last = (await audit(world)).at(-1);
        assert.deepEqual([last?.event, last?.rule, last?.detail], ['not-allowed', rule, 'approvals']);
        assert.equal(textsIn(before).length, 1, 'the former conversation is not told that they were moved');
        const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: before });
        assert.equal(deciding.card.conversationId, before.id);
        assert.equal(textsIn(other).length, 1);
      });
    }

    it('somebody whose roles can’t be read may not', async () => {
      await fault(world, { service: 'graph', pathPattern: '/me/transitiveMemberOf', status: 403, times: null });
      const answer = await world.chat(karin, 'channel').says('approvals here');
      assert.match(textOf(answer), /Your roles could not be read/);
      assert.equal((await audit(world)).at(-1)?.rule, 'requester-roles-unknown');
      assert.ok(!(await audit(world)).some(row => row.event === 'approvals-set'));
    });

    it('somebody signed in with another account may not', async () => {
      await stands(world, johanna, { account: erik.objectId });
      const answer = await world.chat(johanna, 'channel').says('approvals here');
      assert.match(textOf(answer), /You are signed in here as Erik Lindqvist/);
      assert.equal((await audit(world)).at(-1)?.rule, 'signed-in-as-another');
      assert.ok(!(await audit(world)).some(row => row.event === 'approvals-set'));
    });

    it('in the personal chat: told that it takes other people, and nothing is set', async () => {
      assert.match(textOf(await world.chat(johanna).says('approvals here')), /^Approvals need other people\n/);
      assert.deepEqual(await audit(world), []);
    });

    it('by somebody who has to sign in first: it goes on where it was asked', async () => {
      await stands(world, karin, { state: 'signed-out' });
      const channel = world.chat(karin, 'channel');
      assert.match(textOf(await channel.says('approvals here')), /Sign in first/);
      const personal = world.chat(karin);
      await exchange(world, personal, offerOf(await personal.next(new Set(), 'the sign-in card')));
      await channel.card('Approval requests come here from now on');
      const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: channel });
      assert.equal(deciding.card.conversationId, channel.id);
      assert.ok(!world.connector.in(channel.id).some(asksToSignIn));
    });

    it('in a thread of a channel: each request is asked in the channel, in a thread of its own', async () => {
      const channel = world.chat(karin, 'channel');
      const conversation = { id: `${channel.id};messageid=17`, conversationType: 'channel', isGroup: true };
      await channel.post({ type: 'message', text: 'approvals here', textFormat: 'plain', conversation });
      const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: channel });
      assert.equal(deciding.card.conversationId, channel.id);
    });
  });

  describe('moved to another conversation', () => {
    it('the former one is told by whom, in its own language; new requests go to the new one', async () => {
      const former = await approvalsAt(world, { ...johanna, locale: 'sv-SE' });
      const next = await approvalsAt(world, erik, 'groupChat');
      assert.match(textsIn(former).at(-1) ?? '', /kommer inte längre hit\nKarin Holmgren har flyttat dem/);
      const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: next });
      assert.equal(deciding.card.conversationId, next.id);
      assert.equal(textsIn(former).length, 2);
    });

    it('a request that waits is still decided where it was asked, and not in the new one', async () => {
      const former = await approvalsAt(world, johanna);
      const waiting = await waitForApproval(world, erik, { kind: 'personal', approvals: former });
      const next = await approvalsAt(world, johanna, 'groupChat');
      const elsewhere = await next.execute('approve', { request: waiting.request }, waiting.deciding.card.id);
      assert.match(lineOf(elsewhere), /does not work any more/);
      assert.equal(await resetCalls(world), 0);
      assert.match(reads(await former.press(waiting.deciding.card, 'approve')), /reset the password of Gustav/);
    });

    it('chosen again where it is: nobody is told that it was moved', async () => {
      const chat = await approvalsAt(world, johanna);
      await chat.as(karin).says('approvals here');
      assert.equal(textsIn(chat).filter(text => /no longer/.test(text)).length, 0);
    });

    it('the former one can’t be told: the move holds all the same', async () => {
      const former = await approvalsAt(world, johanna);
      world.connector.faults.push({ path: new RegExp(`^POST .*${former.id}`), status: 403, times: 10 });
      const next = await approvalsAt(world, johanna);
      const { deciding } = await waitForApproval(world, erik, { kind: 'personal', approvals: next });
      assert.equal(deciding.card.conversationId, next.id);
      assert.ok(!world.log.some(line => line.includes('"level":"error"')), world.log.join(''));
    });
  });

  describe('each conversation in its own language', () => {
    it('the question as whoever set the conversation reads, everything else as the requester does', async () => {
      const approvals = await approvalsAt(world, { ...johanna, locale: 'sv-SE' });
      const waiting = await waitForApproval(world, erik, { kind: 'personal', approvals });
      assert.match(nowReads(world, waiting.deciding.card), /Godkänna att lösenordet återställs\?[\s\S]*eftersom/);
      assert.match(nowReads(world, waiting.card), /Waiting for a second administrator[\s\S]*because/);
      const answer = await approvals.press(waiting.deciding.card, 'decline', { declineReason: 'fel person' });
      assert.match(reads(answer), /Avslaget/);
      assert.match(nowReads(world, waiting.card), /Declined[\s\S]*fel person/);
    });
  });
});
