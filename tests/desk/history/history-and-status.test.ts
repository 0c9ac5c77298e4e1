import assert from 'node:assert/strict';
import { FRIDA, GUSTAV, LARS, PETER, waitForApproval } from '../../support/approvals.ts';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { exchange, offerOf, stands } from '../../support/sign-in.ts';
import { ANNA, audit, fault, OLIVIA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('history and status', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let olivia: Client;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    olivia = await world.person(OLIVIA);
  });

  const plain = (text: string) => text.replaceAll('\u200b', '');
  /** What the bot answers to this person in their personal chat. */
  const answered = async (client: Client, text: string) => plain(textOf(await world.chat(client).says(text)));
  const lastRow = async () => (await audit(world)).at(-1);

  /** One request about Gustav that Johanna declined, then one that she approved, both asked by Erik. */
  async function twoDecided(): Promise<void> {
    const first = await waitForApproval(world, erik, { inputs: { ticket: 'INC1' } });
    await first.chat.as(johanna).press(first.card, 'decline', { declineReason: 'no' });
    const second = await waitForApproval(world, erik, { inputs: { ticket: 'INC2' } });
    await second.chat.as(johanna).press(second.card, 'approve');
  }

  /** Asked in a channel: there only a pointer, the answer in the personal chat. */
  async function assertAnsweredPrivately(text: string, secret: RegExp): Promise<void> {
    for (const kind of ['channel', 'groupChat'] as const) {
      const chat = world.chat(erik, kind);
      const personal = world.chat(erik);
      const before = world.connector.in(personal.id).length;
      const pointer = await chat.says(text);
      assert.match(textOf(pointer), /^I answered in our private chat\nThere only you can see it/);
      assert.match(actions(cardOf(pointer))[0]?.url ?? '', /^https:\/\/teams\.microsoft\.com\/l\/chat\//);
      assert.ok(world.connector.in(chat.id).every(one => !secret.test(textOf(one))));
      const privately = world.connector.in(personal.id).slice(before);
      assert.equal(privately.length, 1);
      assert.match(privately.map(one => plain(textOf(one))).join(), secret);
    }
  }

  describe('history', () => {
    it('one’s own requests, newest first, with who decided and the ticket', async () => {
      await twoDecided();
      const text = await answered(erik, 'history');
      assert.match(text, /^History\nYour latest requests, newest first/);
      assert.match(text, /Gustav Norberg\nReset, not handed over yet\n[^\n]*approved by Johanna Bergström[^\n]*INC2/);
      assert.match(text, /Gustav Norberg\nDeclined\n[^\n]*declined by Johanna Bergström[^\n]*INC1/);
      assert.ok(text.indexOf('INC2') < text.indexOf('INC1'));
    });

    it('in Swedish', async () => {
      await twoDecided();
      const text = await answered({ ...erik, locale: 'sv-SE' }, 'historik');
      assert.match(text, /^Historik\nDina senaste begäranden[\s\S]*godkänt av Johanna Bergström[\s\S]*Avslaget/);
    });

    it('nobody else’s, however strong their role', async () => {
      await twoDecided();
      assert.match(await answered(johanna, 'history'), /^History\nThere are no requests of yours yet/);
    });

    it('needs no sign-in, and asks Graph for nothing', async () => {
      await stands(world, olivia, { state: 'signed-out' });
      assert.match(await answered(olivia, 'history'), /There are no requests of yours yet/);
      assert.deepEqual(await world.graphCalls(), []);
    });

    it('more than ten: the newest ten, and it says that there are older ones', async () => {
      const chat = world.chat(erik, 'channel');
      for (let each = 1; each <= 11; each += 1) await chat.says(`reset password for ${ANNA}, INC${each}00`);
      const text = await answered(erik, 'history');
      assert.equal(text.match(/Waiting for confirmation/g)?.length, 10);
      assert.match(text, /INC1100[\s\S]*INC200[\s\S]*Older ones are not shown/);
      assert.doesNotMatch(text, /INC100$/m);
    });

    it('asked in a channel or group chat', async () => {
      await twoDecided();
      await assertAnsweredPrivately('history', /Gustav Norberg/);
    });
  });

  describe('history for somebody', () => {
    it('whoever may reset them sees who asked and who decided, and that is on record', async () => {
      await twoDecided();
      const text = await answered(johanna, `history for ${GUSTAV}`);
      assert.match(text, /^History\nThe latest requests for Gustav Norberg, newest first/);
      assert.match(
        text,
        /Requested by Erik Lindqvist\nReset, not handed over yet[\s\S]*Requested by Erik Lindqvist\nDeclined/,
      );
      const { event, actorId, targetName } = (await lastRow()) ?? {};
      assert.deepEqual([event, actorId, targetName], ['history-shown', johanna.objectId, GUSTAV]);
    });

    for (const [what, person, target, rule, words] of [
      ['somebody without a role', OLIVIA, GUSTAV, 'requester-has-no-role', /You have no role that resets passwords/],
      ['somebody whose role does not cover', LARS, GUSTAV, 'requester-role-does-not-cover', /your role may not reset/],
      ['somebody whose role holds elsewhere', FRIDA, ANNA, 'target-outside-unit', /limited to an administrative unit/],
      ['the person themselves', GUSTAV, GUSTAV, 'requester-has-no-role', /You have no role/],
    ] as const) {
      it(`${what}: refused in words, nothing shown, on record`, async () => {
        await twoDecided();
        const text = await answered(await world.person(person), `history for ${target}`);
        assert.match(text, words);
        assert.doesNotMatch(text, /INC\d|Requested by/);
        const row = await lastRow();
        assert.deepEqual([row?.event, row?.rule, row?.detail], ['not-allowed', rule, 'history']);
      });
    }

    it('somebody without a role learns nothing about who there is', async () => {
      for (const name of ['Johan Andersson', 'Zlatan Unknown', 'Anna Svensson']) {
        const text = await answered(olivia, `history for ${name}`);
        assert.match(text, /You have no role that resets passwords/);
        assert.doesNotMatch(text, /match|found|Svensson|Andersson/);
      }
    });

    it('roles that can’t be read: refused', async () => {
      await fault(world, { service: 'graph', pathPattern: '/me/transitiveMemberOf', status: 403, times: null });
      assert.match(await answered(johanna, `history for ${GUSTAV}`), /Your roles could not be read/);
      assert.equal((await lastRow())?.rule, 'requester-roles-unknown');
    });

    it('several people, nobody, and somebody without requests', async () => {
      assert.match(
        await answered(johanna, 'history for Johan Andersson'),
        /Several people match\nMore than one person matches Johan Andersson\. Write the sign-in name[\s\S]*johan\.andersson2?@/,
      );
      assert.match(await answered(johanna, 'history for Zlatan Unknown'), /No account found/);
      assert.match(await answered(johanna, `history for ${ANNA}`), /There are no requests for Anna Svensson/);
    });

    it('asked in a channel or group chat; a refusal is private as well', async () => {
      await twoDecided();
      await assertAnsweredPrivately(`history for ${GUSTAV}`, /Requested by Erik Lindqvist/);
      const chat = world.chat(olivia, 'channel');
      assert.match(textOf(await chat.says(`history for ${GUSTAV}`)), /I answered in our private chat/);
      assert.match(textOf(await world.chat(olivia).card('You have no role')), /resets passwords/);
    });

    it('by somebody who has to sign in first: goes on by itself', async () => {
      await twoDecided();
      await stands(world, johanna, { state: 'signed-out' });
      const personal = world.chat(johanna);
      await exchange(world, personal, offerOf(await personal.says(`history for ${GUSTAV}`)));
      assert.match(plain(textOf(await personal.card('The latest requests for'))), /Requested by Erik Lindqvist/);
    });
  });

  describe('status', () => {
    const asked = (chat: Chat, target: string) => chat.says(`reset password for ${target}, INC0077`);

    it('one’s own open requests, each with its state and how long it goes on', async () => {
      await waitForApproval(world, erik);
      await asked(world.chat(erik, 'channel'), ANNA);
      const text = await answered(erik, 'status');
      assert.match(text, /^Open requests\n/);
      assert.match(text, /Gustav Norberg\nWaiting for approval\n[^\n]*until \d?\d:\d\d [AP]M/);
      assert.match(text, /Anna Svensson\nWaiting for confirmation\n[^\n]*until [^\n]*INC0077/);
      assert.doesNotMatch(text, /From others/);
    });

    it('those of others that wait for approval, for whoever holds a role', async () => {
      await waitForApproval(world, erik);
      await asked(world.chat(erik, 'channel'), ANNA);
      const text = await answered(johanna, 'status');
      assert.match(text, /From others\nGustav Norberg\nWaiting for approval\nRequested by Erik Lindqvist/);
      assert.doesNotMatch(text, /Anna Svensson/, 'nobody else can do anything about a card that waits to be confirmed');
      const swedish = await answered({ ...johanna, locale: 'sv-SE' }, 'pågående begäranden');
      assert.match(swedish, /Gustav Norberg\nVäntar på godkännande\nBegärt av Erik Lindqvist/);
    });

    it('none of others for somebody without a role, signed in as another, with unreadable roles, or not signed in', async () => {
      await waitForApproval(world, erik);
      assert.doesNotMatch(await answered(olivia, 'status'), /Gustav|Erik/);
      await stands(world, olivia, { account: johanna.objectId });
      assert.doesNotMatch(await answered(olivia, 'status'), /Gustav|Erik/);
      await stands(world, johanna, { state: 'signed-out' });
      const text = await answered(johanna, 'status');
      assert.match(text, /^Open requests/);
      assert.doesNotMatch(text, /Gustav|Erik/);
      await stands(world, johanna, { state: 'signed-in' });
      await fault(world, { service: 'graph', pathPattern: '/me/transitiveMemberOf', status: 403, times: null });
      assert.doesNotMatch(await answered(johanna, 'status'), /Gustav|Erik/);
    });

    it('what has ended is not open', async () => {
      const { chat, card } = await waitForApproval(world, erik, { target: PETER });
      await chat.press(card, 'cancel');
      assert.doesNotMatch(await answered(erik, 'status'), /Peter Hedlund/);
      assert.doesNotMatch(await answered(johanna, 'status'), /Peter Hedlund/);
    });

    it('asked in a channel or group chat', async () => {
      await waitForApproval(world, erik);
      await assertAnsweredPrivately('status', /Gustav Norberg/);
    });
  });
});
