import assert from 'node:assert/strict';
import type { ChainedRow } from '../../../src/store/record/chain-row.ts';
import { GUSTAV, KARIN, PETER } from '../../support/approvals.ts';
import { STORES, type StoreName } from '../../support/both-stores.ts';
import { actions, textOf } from '../../support/chat.ts';
import { passOn } from '../../support/passes.ts';
import { answers, numberOn } from '../../support/proofs.ts';
import { JOHANNA, reads } from '../../support/story.ts';
import { BEFORE_PROOFS } from './earlier-store.ts';
import { Stage } from './stage.ts';

/** What each request was when the store was left. */
const LEFT = {
  open: 'open',
  'open, a pass': 'open',
  'open, of somebody with a role': 'open',
  'awaiting, elsewhere': 'awaiting-approval',
  'awaiting, in the same conversation': 'awaiting-approval',
  approved: 'approved',
  reset: 'carried-out',
  'reset, shown': 'carried-out',
  pass: 'carried-out',
  done: 'done',
} as const;
const NOT_SHOWN = /Something has to show first/;

for (const name of Object.keys(STORES) as StoreName[]) {
  // One story: each test goes on where the one before it has ended.
  describe(`a store of the version before anything had to show who calls, in ${name}`, () => {
    let stage: Stage;
    let rows: ChainedRow[];
    before(async () => {
      stage = await Stage.set(BEFORE_PROOFS, name);
    });
    after(() => stage.world.stop());

    const request = (each: string) => stage.look(store => store.get(stage.request(each).id));
    const everyRow = () => stage.look(store => Array.fromAsync(store.auditRows()));
    const callsMade = async () =>
      (await stage.world.graphCalls()).filter(
        ({ method, path }) => method === 'POST' && /resetPassword|PassMethods$/.test(path),
      ).length;

    /** The rows of today about a request, as event and what was shown. */
    async function proofsOnRecord(each: string): Promise<string[]> {
      const found = await stage.look(store => store.auditTrail(stage.request(each).id));
      return found.flatMap(({ event, proof }) => (proof === undefined ? [] : `${event}: ${proof}`));
    }

    /** Presses a button of the request's own card, and of the one with which it is run. */
    async function press(each: string, verb: string, { more = {}, card = '' } = {}): Promise<string> {
      const { id, by, conversation, card: own } = stage.request(each);
      const chat = card === '' ? stage.chat(by, conversation) : stage.chat(by);
      return reads(await chat.execute(verb, { request: id, ...more }, card || own));
    }

    /** The person chooses the number that is read out to them. */
    async function matches(each: string, upn: string, card = ''): Promise<void> {
      const { id, by, conversation, card: own } = stage.request(each);
      const chat = card === '' ? stage.chat(by, conversation) : stage.chat(by);
      const theirs = stage.world.chat(await stage.world.person(upn));
      const before = new Set(stage.world.connector.in(theirs.id).map(message => message.id));
      const asked = await chat.execute('ask-proof', { request: id, kind: 'number-match' }, card || own);
      const question = await theirs.next(before, 'the question');
      assert.match(reads(await answers({ theirs, card: question, request: id }, numberOn(asked.value))), /Thank you/);
    }

    /** The card in the requester's chat with which it is run, once it was approved. */
    const cardToRun = (each: string) => stage.offered(each, 'run', stage.chat(stage.request(each).by).id);

    it('opens, and its record is sound; nothing is known of who calls', async () => {
      const { rows: count, findings } = await stage.look(store => store.verifyAudit());
      assert.deepEqual({ count, findings }, { count: stage.made.rows, findings: [] });
      rows = await everyRow();
      for (const [each, state] of Object.entries(LEFT)) {
        const found = await request(each);
        assert.deepEqual([found?.state, found?.caller], [state, undefined], each);
      }
      assert.deepEqual(stage.names.toSorted(), Object.keys(LEFT).toSorted());
    });

    it('an open request wants what the policy wants now, which its old card has no place for, and goes on with it', async () => {
      // Without a file: a word for everybody, and somebody else’s where the person holds a role.
      await stage.startBot({ POLICY_FILE: '' });
      const before = await callsMade();
      for (const each of ['open', 'open, a pass']) {
        assert.match(await press(each, 'confirm'), /Choose on the card how you know/);
      }
      assert.match(await press('open, of somebody with a role', 'confirm'), NOT_SHOWN);
      assert.match(await press('open, of somebody with a role', 'confirm', { more: { word: 'voice' } }), NOT_SHOWN);
      assert.equal(await callsMade(), before);
      assert.match(await press('open', 'confirm', { more: { word: 'voice' } }), /reset the password of Anna Svensson/);
      await stage.handsOver('open');
      assert.match(
        await press('open, a pass', 'confirm', { more: { word: 'in-person' } }),
        /made a Temporary Access Pass/,
      );
      assert.deepEqual(await proofsOnRecord('open'), ['reset-started: voice']);
      assert.deepEqual(await proofsOnRecord('open, a pass'), ['pass-started: in-person']);
      await matches('open, of somebody with a role', PETER);
      assert.match(
        await press('open, of somebody with a role', 'confirm'),
        /Approve this password reset\?.*Number match in Teams/s,
      );
      assert.deepEqual(await proofsOnRecord('open, of somebody with a role'), [
        'proof-asked: number-match',
        'proof-given: number-match',
        'approval-asked: number-match',
      ]);
    });

    it('one that waited for approval is approved, and runs once it is shown who calls', async () => {
      const before = await callsMade();
      for (const each of ['awaiting, elsewhere', 'awaiting, in the same conversation']) {
        const { id, question, card, conversation } = stage.request(each);
        const chat = stage.chat(KARIN, question === undefined ? conversation : stage.made.approvals);
        await chat.execute('approve', { request: id }, question ?? card);
        assert.equal((await request(each))?.state, 'approved', each);
        assert.equal(await callsMade(), before, 'nobody was told that nothing shows who calls');
      }
      for (const each of ['awaiting, elsewhere', 'awaiting, in the same conversation']) {
        const { id: card } = await cardToRun(each);
        assert.match(await press(each, 'run', { card }), NOT_SHOWN);
        await matches(each, GUSTAV, card);
        assert.match(await press(each, 'run', { card }), /reset the password of Gustav Norberg/);
        await stage.handsOver(each);
      }
      assert.equal(await callsMade(), before + 2);
    });

    it('one that was approved is run once it is shown who calls, and not before', async () => {
      const { run = '' } = stage.request('approved');
      const before = await callsMade();
      assert.match(await press('approved', 'run', { card: run }), NOT_SHOWN);
      assert.equal(await callsMade(), before);
      await matches('approved', PETER, run);
      assert.match(await press('approved', 'run', { card: run }), /reset the password of Peter Hedlund/);
      await stage.handsOver('approved');
      assert.deepEqual((await proofsOnRecord('approved')).at(-1), 'reset-started: number-match');
    });

    it('what was carried out is shown and handed over', async () => {
      for (const each of ['reset', 'reset, shown']) await stage.handsOver(each);
      const { id, handover = '' } = stage.request('pass');
      const shown = await stage.chat(JOHANNA).execute('show', { request: id }, handover);
      assert.ok(passOn(shown.value).length > 4);
      await stage.saysHandedOver('pass');
      for (const each of ['reset', 'reset, shown', 'pass']) assert.equal((await request(each))?.state, 'done', each);
    });

    it('what had ended stays as it was, and its card has nothing that asks who calls', async () => {
      const { id, by, card } = stage.request('done');
      const answer = await stage.chat(by).execute('ask-proof', { request: id, kind: 'number-match' }, card);
      assert.ok(!actions(answer.value).some(({ verb }) => verb === 'ask-proof'), textOf(answer.value));
      assert.equal((await request('done'))?.caller, undefined);
    });

    it('its record is sound still: the rows of before are there, and the new ones follow on them', async () => {
      const { findings } = await stage.look(store => store.verifyAudit());
      assert.deepEqual(findings, []);
      assert.deepEqual((await everyRow()).slice(0, rows.length), rows);
    });
  });
}
