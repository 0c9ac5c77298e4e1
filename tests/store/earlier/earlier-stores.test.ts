import assert from 'node:assert/strict';
import { TERMINAL_EVENTS } from '../../../src/desk/request/audit-entry.ts';
import type { ChainedRow } from '../../../src/store/record/chain-row.ts';
import { GUSTAV, KARIN, LARS, MIKAEL, policy, requestOn } from '../../support/approvals.ts';
import { STORES, type StoreName } from '../../support/both-stores.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { ssoToken, stands } from '../../support/sign-in.ts';
import { change, ERIK, JOHANNA, reads } from '../../support/story.ts';
import { earlierStore, VERSIONS } from './earlier-store.ts';
import { ENDINGS } from './endings.ts';
import { Stage } from './stage.ts';

const DOMAIN = 'fjallvind.example';
const FATIMA = `fatima.haddad@${DOMAIN}`;
/** What had ended, with nothing left to do. */
const ENDED = /^(expired|cancelled|refused|failed|undone|done|declined)(?!.*(yet|still))/;
/** Whose passwords wait, with a card or without one until today's bot sends it. */
const WAITING = [
  'reset',
  'reset, the app is not installed',
  'reset, blocked by the requester',
  'reset, its outcome not known yet',
];
/** Requests whose calls set a password, and whose answers were lost; with their targets. */
const ARRIVED = {
  'unknown, the call had arrived': `tomas.berg@${DOMAIN}`,
  'resetting, for too long, the call had arrived': `johan.andersson2@${DOMAIN}`,
};

for (const version of VERSIONS) {
  for (const name of Object.keys(STORES) as StoreName[]) {
    // One story: each test goes on where the one before it has ended.
    describe(`a store of version ${version}, in ${name}`, () => {
      let stage: Stage;
      let rows: ChainedRow[];
      const ended = new Map<string, unknown>();
      before(async () => {
        stage = await Stage.set(version, name);
      });
      after(() => stage.world.stop());

      const request = (each: string) => stage.look(store => store.get(stage.request(each).id));
      const of = (each: string) => (entry: { requestId?: string }) => entry.requestId === stage.request(each).id;
      const everyRow = () => stage.look(store => Array.fromAsync(store.auditRows()));

      it('opens, and its record is sound', async () => {
        const { rows: count, findings } = await stage.look(store => store.verifyAudit());
        assert.deepEqual({ count, findings }, { count: stage.made.rows, findings: [] });
        rows = await everyRow();
        for (const each of stage.names) {
          const found = await request(each);
          assert.ok(found, each);
          if (ENDED.test(each)) ended.set(each, found);
        }
        assert.equal(ended.size, 16);
      });

      it('the bot starts on it, and shows, asks, delivers and signs out what was left undone', async () => {
        for (const [each, upn] of Object.entries(ARRIVED)) {
          const started = rows.findLast(({ entry }) => of(each)(entry) && entry.event === 'reset-started');
          const lastPasswordChangeDateTime = new Date((started?.entry.at ?? 0) + 500).toISOString();
          await change(stage.world, upn, { lastPasswordChangeDateTime });
        }
        await stage.startBot();
        await stage.sweepAfter(1);
        await stage.shows('cancelled, not shown yet', /Cancelled/);
        await stage.offered('awaiting, nobody asked yet', 'approve', stage.made.approvals);
        await stage.offered('approved, not told yet', 'run', stage.chat(ERIK).id);
        for (const each of ['reset, the app is not installed', 'reset, not delivered yet']) {
          await stage.offered(each, 'show', stage.chat(MIKAEL).id);
        }
        const signedOut = (await stage.world.graphCalls()).filter(call => call.path.endsWith('revokeSignInSessions'));
        assert.equal(signedOut.length, findsOut ? 3 : 2);
        await stage.shows('done, still to be signed out', /Signed out everywhere/);
      });

      it('what needs a second person is asked where it was set', async () => {
        await stage.startBot(policy('always-two'));
        const chat = stage.chat(ERIK);
        const asked = await chat.says(`reset password for ${GUSTAV}`);
        await chat.press(asked, 'confirm');
        await stage.offeredFor(requestOn(asked), 'approve', stage.made.approvals);
        await chat.execute('cancel', { request: requestOn(asked) }, asked.id);
        await stage.startBot();
      });

      const { proposal, approvals, findsOut } = earlierStore(version, name);
      if (proposal) {
        it('a second administrator agrees to a move of the approvals that waited for that', async () => {
          await stage.startBot(policy('two-people'));
          const agreed = await stage.chat(JOHANNA, approvals).execute('agree', { request: proposal.id }, proposal.card);
          assert.match(reads(agreed), /Karin Holmgren and Johanna Bergström moved them/);
          await stage.startBot();
        });
      }

      it('what administrators asked for before they signed in is done when they have', async () => {
        const signsIn = async (upn: string, chat: Chat): Promise<void> => {
          await stands(stage.world, chat.client, { state: 'signed-out' });
          const token = await ssoToken(stage.world, chat.client);
          const exchange = { id: 'an offer of before', connectionName: 'graph', token };
          assert.equal((await chat.invoke('signin/tokenExchange', exchange)).status, 200, upn);
        };
        const [lars, fatima, approvals] = [stage.chat(LARS), stage.chat(FATIMA), stage.chat(KARIN, stage.made.errand)];
        await signsIn(LARS, lars);
        const card = await lars.card('Reset password?');
        assert.match(textOf(card), /INC0000013/);
        await lars.press(card, 'cancel');
        await signsIn(FATIMA, fatima);
        assert.match(textOf(await fatima.card('Historik')), /Anna Svensson/);
        await signsIn(KARIN, stage.chat(KARIN));
        await approvals.card('Approval requests come here from now on');
      });

      it('who was asked can choose, confirm and cancel', async () => {
        assert.match(await stage.press('choosing', 'pick', { choice: 0 }), /INC0000010/);
        await stage.press('choosing', 'confirm');
        await stage.handsOver('choosing');
        assert.match(await stage.press('open', 'confirm', { reason: 'forgot' }), /reset the password of Anna Svensson/);
        await stage.handsOver('open');
        assert.match(await stage.press('open, in a group chat', 'cancel'), /Cancelled/);
      });

      it('a second person can approve and decline, and the requester run what was approved', async () => {
        const decide = async (each: string, verb: string, inputs = {}): Promise<string> => {
          const { id, question, card, conversation } = stage.request(each);
          const place = question === undefined ? conversation : stage.made.approvals;
          const chat = stage.chat(JOHANNA, place);
          return reads(await chat.execute(verb, { request: id, ...inputs }, question ?? card));
        };
        assert.match(
          await decide('awaiting, in the same conversation', 'approve'),
          /reset the password of Gustav Norberg/,
        );
        await stage.handsOver('awaiting, in the same conversation');
        assert.match(await decide('awaiting, elsewhere', 'decline', { declineReason: 'He is here' }), /Declined/);
        const asked = await stage.offered('awaiting, nobody asked yet', 'approve', stage.made.approvals);
        await stage.chat(JOHANNA, stage.made.approvals).press(asked, 'approve');
        await stage.handsOver('awaiting, nobody asked yet');
        const { id, run = '' } = stage.request('approved');
        assert.match(
          reads(await stage.chat(ERIK).execute('run', { request: id }, run)),
          /reset the password of Gustav/,
        );
        await stage.handsOver('approved');
      });

      it('what nobody knew the end of is tried again with the same password, and handed over', async () => {
        const lost = ['unknown', ...(findsOut ? [] : Object.keys(ARRIVED))];
        for (const each of lost) {
          assert.match(await stage.press(each, 'retry'), /reset the password of/);
          const { targetName = '' } = rows.map(({ entry }) => entry).find(of(each)) ?? {};
          assert.equal(await stage.world.trySignIn(targetName, await stage.handsOver(each)), 'must-change-password');
        }
      });

      if (findsOut) {
        it('what was set without an answer is found out, and handed over', async () => {
          for (const each of Object.keys(ARRIVED)) {
            await stage.shows(each, /reset the password of/);
            await stage.handsOver(each);
          }
        });
      }

      it('a password that waited is shown and handed over', async () => {
        const waiting = stage.names.filter(each => WAITING.includes(each));
        for (const each of waiting) await stage.handsOver(each);
        await stage.saysHandedOver('reset, shown, with the second password');
      });

      it('all that is left ends by itself, and no password stays', async () => {
        for (const minutes of [2, 10, 16, 16, 31]) await stage.sweepAfter(minutes);
        assert.deepEqual(await stage.look(store => store.unfinished()), []);
        assert.deepEqual(await stage.sealedPasswords(), []);
        const events = await stage.events();
        for (const each of stage.names) {
          const ends = (events[each] ?? []).filter(event => TERMINAL_EVENTS.some(terminal => terminal === event));
          assert.deepEqual(ends, [ENDINGS[each]], each);
        }
      });

      it('what had ended before stays as it is, whatever is pressed on its old cards', async () => {
        for (const [each, found] of ended) {
          for (const verb of ['pick', 'confirm', 'retry', 'cancel']) await stage.press(each, verb);
          assert.deepEqual(await request(each), found, each);
        }
      });

      it('its record is sound still: the rows of before are there, and the new ones follow on them', async () => {
        const { findings } = await stage.look(store => store.verifyAudit());
        assert.deepEqual(findings, []);
        assert.deepEqual((await everyRow()).slice(0, rows.length), rows);
      });
    });
  }
}
