import assert from 'node:assert/strict';
import { TERMINAL_EVENTS } from '../../src/desk/request/audit-entry.ts';
import { text } from '../../src/locales/text.ts';
import { KARIN, LARS, MIKAEL, policy, present, requestOn } from '../support/approvals.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { inStore, STORES, type StoreName } from '../support/both-stores.ts';
import { actions, type Chat, type InvokeAnswer, textOf } from '../support/chat.ts';
import type { SentActivity } from '../support/connector.ts';
import { passwordOn } from '../support/reveal.ts';
import { ANNA, becomes, change, ERIK, JOHANNA, lineOf, reads, resetCalls } from '../support/story.ts';
import { type Client, World } from '../support/world.ts';

const CLICKS = 100;
/** Each Show is a row on record and waits for those before it: of so many, some are still answered in time. */
const DEVICES = 12;
/** People of the sample tenant who get a role that covers Anna, besides those who have one. */
const PROMOTED = ['olivia.bennett', 'gustav.norberg', 'peter.hedlund', 'nils.granberg', 'hanna.blom', 'henrik.falk'];
/** The sandbox, which all of them ask at once, had no answer in the time that Graph or the token service may take. */
const SLOW_SERVICE =
  /^\{"level":"error",.*"code":"NYCKEL_(TOKEN_SERVICE|DIRECTORY_UNAVAILABLE)".*no answer (in time|\(TimeoutError\))".*"msg":"a turn could not be finished"\}$/;

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`two processes on one store (${name})`, function () {
    this.timeout(600_000);
    let world: World;
    let environment: Record<string, string>;
    let bots: readonly BotProcess[];
    let erik: Client;
    afterEach(() => world.stop());

    async function start(more: Record<string, string> = {}): Promise<void> {
      environment = await STORES[name]();
      world = await World.startProcesses(2, { ...environment, ...more });
      bots = world.processes;
      erik = await world.person(ERIK);
      // Nobody sends an instance anything before it is ready: by then each of them has the keys of the channel.
      for (const bot of bots) await world.chat(erik).via(bot).says('help');
    }

    /** As many clicks at the same time, in turn to one process and to the other. */
    function atOnce(
      click: (turn: number, bot: BotProcess) => Promise<InvokeAnswer>,
      length = CLICKS,
    ): Promise<InvokeAnswer[]> {
      const clicks = Array.from({ length }, (_, turn) => {
        const bot = bots[turn % bots.length];
        assert.ok(bot);
        return click(turn, bot);
      });
      return Promise.all(clicks);
    }

    const trail = (request: string) => inStore(world, environment, store => store.auditTrail(request));

    async function assertOneReset(request: string): Promise<void> {
      const rows = (await trail(request)).map(row => row.event);
      for (const once of ['reset-started', 'reset-accepted']) {
        assert.equal(rows.filter(event => event === once).length, 1, rows.join());
      }
      assert.equal(await resetCalls(world), 1);
    }

    /** Every process took part, and none of them had trouble of its own. */
    async function assertNoTrouble(click: string): Promise<void> {
      for (const bot of bots) {
        await bot.until(new RegExp(`"kind":"${click}"`));
        assert.deepEqual(
          bot.log().filter(line => !/^\{"level":"(debug|info|warn)"/.test(line) && !SLOW_SERVICE.test(line)),
          [],
        );
      }
    }

    /** The password is asked for and handed over, from everywhere at once. */
    async function handOverTogether(personal: Chat, handover: SentActivity, request: string): Promise<void> {
      const shown = await atOnce((_, bot) => personal.via(bot).press(handover, 'show'), DEVICES);
      shown.forEach(assertPolite);
      shown.push(await showInTime(personal, handover));
      const passwords = new Set(shown.filter(inTime).map(answer => passwordOn(answer.value)));
      assert.equal(passwords.size, 1, 'one password');
      const [password = ''] = passwords;
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
      const mixed = await atOnce(
        (turn, bot) => personal.via(bot).execute(turn % 4 < 2 ? 'show' : 'handed-over', { request }, handover.id),
        DEVICES,
      );
      mixed.forEach(assertPolite);
      for (const answer of mixed.filter(inTime)) {
        if (!textOf(answer.value).includes('Handed over')) assert.equal(passwordOn(answer.value), password);
      }
      const handedOver = mixed.filter((_, turn) => turn % 4 >= 2);
      for (const answer of handedOver.filter(inTime)) assert.match(reads(answer), /Handed over/);
      await becomes(world, handover, /Handed over/);
      const ends = (await trail(request)).filter(row => TERMINAL_EVENTS.includes(row.event));
      assert.deepEqual(
        ends.map(row => row.event),
        ['password-handed-over'],
      );
    }

    /** Asks for the password until the answer has it: a busy machine may give it too late, and every time anew. */
    async function showInTime(personal: Chat, handover: SentActivity): Promise<InvokeAnswer> {
      for (;;) {
        const answer = await personal.press(handover, 'show');
        assertPolite(answer);
        if (inTime(answer)) return answer;
      }
    }

    /** Asks until there is a card to confirm: on a busy machine the sandbox may answer too late, and the bot says so. */
    async function askedFor(chat: Chat): Promise<SentActivity> {
      for (;;) {
        const asked = await chat.says(`reset password for ${ANNA}`);
        if (hasButton(asked, 'confirm')) return asked;
      }
    }

    /** Asks and confirms, until a second person is asked. */
    async function waitsForApproval(): Promise<{ chat: Chat; card: SentActivity; request: string }> {
      const chat = world.chat(erik, 'channel');
      const asked = await askedFor(chat);
      for (;;) {
        assertPolite(await chat.press(asked, 'confirm'));
        const card = present(world, asked);
        if (hasButton(card, 'approve')) return { chat, card, request: requestOn(card) };
      }
    }

    /** The card that leads to the password; where the requester's sign-in did not come in time, they run the reset first. */
    async function handoverIn(personal: Chat): Promise<SentActivity> {
      const cardWith = (verb: string) => world.connector.in(personal.id).find(each => hasButton(each, verb));
      for (;;) {
        const card = await world.connector.until(() => cardWith('show') ?? cardWith('run'), 'a card to show or to run');
        if (hasButton(card, 'show')) return card;
        assertPolite(await personal.press(card, 'run'));
      }
    }

    async function assertSoundRecord(): Promise<void> {
      const findings = await inStore(world, environment, store => store.verifyAudit());
      assert.deepEqual(findings.findings, []);
    }

    it('100 confirms at the same time: one reset, and everybody gets a card', async () => {
      await start();
      const chat = world.chat(erik);
      const asked = await askedFor(chat);
      const request = requestOn(asked);
      const answers = await atOnce((_, bot) => chat.via(bot).press(asked, 'confirm'));
      answers.forEach(assertPolite);
      for (const answer of answers) assertOfAnna(answer);
      const handover = await chat.card('The temporary password is ready');
      await becomes(world, asked, /reset the password of Anna Svensson/);
      await assertOneReset(request);
      await assertNoTrouble('confirm');
      await handOverTogether(chat, handover, request);
      await assertNoTrouble('show');
      await assertSoundRecord();
    });

    it('100 approvals by 10 administrators at the same time: one of them approved it, one reset', async () => {
      await start(policy('always-two'));
      const approvers = await administrators();
      const { chat, card, request } = await waitsForApproval();
      const answers = await atOnce((turn, bot) => {
        const approver = approvers[Math.floor(turn / 2) % approvers.length];
        assert.ok(approver);
        return chat.as(approver).via(bot).press(card, 'approve');
      });
      answers.forEach(assertPolite);
      const personal = world.chat(erik);
      const handover = await handoverIn(personal);
      await assertOneReset(request);
      const approvals = (await trail(request)).filter(row => row.event === 'request-approved');
      const [approval] = approvals;
      assert.ok(approval && approvals.length === 1, JSON.stringify(approvals));
      assert.ok(approvers.some(each => each.objectId === approval.actorId));
      await becomes(world, card, new RegExp(`Approved by\n${approval.actorName}`));
      await assertNoTrouble('approve');
      await handOverTogether(personal, handover, request);
      await assertNoTrouble('show');
      await assertSoundRecord();
    });

    async function administrators(): Promise<Client[]> {
      const promoted = PROMOTED.map(each => `${each}@fjallvind.example`);
      for (const each of promoted) {
        await change(world, each, { assignRoles: [{ role: 'User Administrator' }] });
      }
      return Promise.all([JOHANNA, KARIN, MIKAEL, LARS, ...promoted].map(each => world.person(each)));
    }
  });
}

function hasButton(message: SentActivity, verb: string): boolean {
  return actions(message).some(action => action.verb === verb);
}

/** A card about Anna, or, on a busy machine, the line that says that the card comes. */
function assertOfAnna(answer: InvokeAnswer): void {
  if (isCard(answer)) assert.match(reads(answer), /password of Anna Svensson/);
  else assert.equal(lineOf(answer), text('en', 'message.later'));
}

function isCard({ type }: InvokeAnswer): boolean {
  return type === 'application/vnd.microsoft.card.adaptive';
}

/** On a busy machine a click is answered with the card as it was, or with a line, and done all the same. */
function inTime(answer: InvokeAnswer): boolean {
  return isCard(answer) && !textOf(answer.value).includes('The temporary password is ready');
}

/** Answered, with a card or a line, and not with trouble. */
function assertPolite(answer: InvokeAnswer): void {
  const said = JSON.stringify(answer);
  assert.equal(answer.status, 200, said);
  assert.equal(answer.statusCode, 200, said);
  assert.match(answer.type ?? '', /^application\/vnd\.microsoft\.(card\.adaptive|activity\.message)$/, said);
  assert.doesNotMatch(said, /NYC\d|went wrong|Something/i);
}
