import assert from 'node:assert/strict';
import { ADM, type TwoAccounts, withTwoAccounts } from '../../desk/judging/identify/second-account.ts';
import { approvalsAt, policy, present, rowsOf, stored } from '../../support/approvals.ts';
import { answeredCard, type Chat } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  type Asked,
  type AskedCaller,
  answers,
  askWho,
  assertNoSecretSent,
  assertNothingShown,
  confirmNow,
  JAMES,
  matched,
  pressAsk,
  wishFor,
} from '../../support/proofs.ts';
import {
  ANNA,
  becomes,
  change,
  ERIK,
  JOHANNA,
  lineOf,
  MINUTE,
  OLIVIA,
  reads,
  resetCalls,
} from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const UNFIT = /has a part in this request/;

// Erik is one person with two accounts, by a pair of the policy or by the employee ID that both have.
for (const [how, file, number] of [
  ['by a pair', 'proof-pairs', undefined],
  ['by the employee ID', 'proof-employee-id', '1001'],
] as const) {
  describe(`the other account of somebody who has a part in it, ${how}`, () => {
    let people: TwoAccounts;
    let world: World;
    let johanna: Client;
    let anna: Client;
    let approvals: Chat;
    beforeEach(async () => {
      people = await withTwoAccounts(policy(file), number);
      ({ world } = people);
      [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      // Whose other accounts are not known would be nobody's either.
      if (number)
        for (const [each, own] of [
          [ANNA, '7'],
          [JOHANNA, '8'],
          [JAMES, '9'],
          [OLIVIA, '10'],
        ] as const)
          await change(world, each, { employeeId: own });
      approvals = await approvalsAt(world, johanna);
    });
    afterEach(async () => {
      await assertNoSecretSent(world);
      assert.equal(await resetCalls(world), 0);
      await world.stop();
    });

    /** What was shown is confirmed: the question to a second person. */
    async function asksSecond(shown: Asked): Promise<SentActivity> {
      const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
      answeredCard(await confirmNow(world, shown));
      return approvals.next(before, 'the question');
    }

    /** Why somebody's approval was refused last. */
    async function refusedFor(request: string): Promise<string | undefined> {
      return (await rowsOf(world, request)).findLast(({ event }) => event === 'approval-refused')?.rule;
    }

    async function vouchedBy(manager: Client, wished: Asked): Promise<AskedCaller> {
      const asked = await askWho(world, wished, manager, 'manager');
      assert.match(reads(await answers(asked, 'yes')), /Thank you/);
      await becomes(world, wished.asked, /said at .* that it is Anna Svensson/);
      return asked;
    }

    it('of the requester is no manager, whichever of the two asks', async () => {
      const { erik, adm } = people;
      for (const [asks, manager] of [
        [erik, ADM],
        [adm, ERIK],
      ] as const) {
        await change(world, ANNA, { manager });
        const wished = await wishFor(world, asks, { kind: 'channel' });
        assert.match(reads(await pressAsk(world, wished, 'manager')), UNFIT, manager);
        await assertNothingShown(world, wished);
        assert.ok((await rowsOf(world, wished.request)).some(({ rule }) => rule === 'proof-manager-unfit'));
      }
      assert.equal(
        world.connector.in(world.chat(adm).id).filter(each => /Can you say/.test(JSON.stringify(each))).length,
        0,
      );
    });

    it('of the requester becomes the manager between the question and the answer: the word does not count', async () => {
      const { erik } = people;
      const wished = await wishFor(world, erik, { kind: 'channel' });
      const asked = await askWho(world, wished, await world.person(JAMES), 'manager');
      await change(world, ANNA, { manager: ADM });
      assert.match(lineOf(await answers(asked, 'yes')), /has a part in this request|names somebody else/);
      await assertNothingShown(world, wished);
    });

    it('of the manager who has vouched does not approve', async () => {
      const { erik, adm } = people;
      await change(world, ANNA, { manager: ERIK });
      const wished = await wishFor(world, johanna);
      await vouchedBy(erik, wished);
      const question = await asksSecond(wished);
      for (const each of [adm, erik]) {
        const said = lineOf(await approvals.as(each).press(question, 'approve'));
        assert.match(said, /./);
        assert.equal(await refusedFor(wished.request), 'approver-has-vouched', each.userPrincipalName);
      }
      assert.equal((await stored(world, wished.request)).state, 'awaiting-approval');
    });

    it('of whoever has approved does not vouch', async () => {
      const { adm } = people;
      const shown = await matched(world, await wishFor(world, johanna), anna);
      const question = await asksSecond(shown);
      // What was shown counts no more by the time of the approval.
      world.passTime(11 * MINUTE);
      await approvals.as(adm).press(question, 'approve');
      const card = await world.chat(johanna).card('Approved: it is your turn');
      await change(world, ANNA, { manager: ERIK });
      const run: Asked = { chat: world.chat(johanna), asked: present(world, card), request: shown.request };
      assert.match(reads(await pressAsk(world, run, 'manager')), UNFIT);
      assert.match(
        reads(await run.chat.execute('run', { request: shown.request }, card.id)),
        /Something has to show first/,
      );
      assert.equal((await stored(world, shown.request)).state, 'approved');
    });

    const ofThePerson = async () => {
      await change(world, OLIVIA, { employeeId: '7' });
      await change(world, ANNA, { manager: OLIVIA });
      const wished = await wishFor(world, johanna);
      assert.match(reads(await pressAsk(world, wished, 'manager')), UNFIT);
      await assertNothingShown(world, wished);
    };
    if (number) it('of the person whose account it is is no manager', ofThePerson);
  });
}
