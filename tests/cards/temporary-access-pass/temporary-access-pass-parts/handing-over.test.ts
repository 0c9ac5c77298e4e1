import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../../../src/cards/card.ts';
import { approvalOutcomeCard } from '../../../../src/cards/decided-cards.ts';
import { erasedCard } from '../../../../src/cards/erased-card.ts';
import { handoverCard } from '../../../../src/cards/handover-card.ts';
import { outcomeCard } from '../../../../src/cards/outcome-card.ts';
import type { OutcomeView } from '../../../../src/cards/outcome-view.ts';
import { receiptCard } from '../../../../src/cards/receipt-card.ts';
import { revealCard } from '../../../../src/cards/reveal-card.ts';
import type { PassFateView } from '../../../../src/cards/temporary-access-pass/pass-views.ts';
import { unknownCard } from '../../../../src/cards/trouble-cards.ts';
import { PASS } from '../../support/pass-cards.ts';
import { CREATED, LATER, ONCE, SEVERAL } from '../../support/passes.ts';
import { actionsOf, elementsOf, markdownTexts, plainTexts } from '../../support/reading.ts';
import { CONTEXT, LINKS, OUTCOME } from '../../support/resets.ts';

const NAMES = {
  action: 'temporary-access-pass',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
} as const;
const verbs = (card: AdaptiveCard) => actionsOf(card).flatMap(({ verb }) => (verb ? [verb] : []));
const toneOf = (card: AdaptiveCard) => elementsOf(card, 'Container')[0]?.style;

describe('The outcome card of a pass', () => {
  const outcome = (view: Partial<OutcomeView>) =>
    outcomeCard(
      { ...NAMES, ...OUTCOME, at: CREATED, verification: 'verified', handover: 'private', made: ONCE, ...view },
      CONTEXT,
    );

  it('says who made it for whom, where it is, how often it works and until when', () => {
    assert.deepEqual(plainTexts(outcome({})), [
      'Karin Ek made a Temporary Access Pass for Anna Svensson.',
      NAMES.targetUpn,
      'The pass waits for Karin Ek in the private chat.',
      'It works for one sign-in, until Mar 12, 2026, 3:35 PM.',
      'Mar 12, 2026, 2:35 PM',
    ]);
    assert.equal(toneOf(outcome({})), 'good');
    assert.ok(markdownTexts(outcome({})).includes('Temporary Access Pass made'));
  });

  it('does not say that it works once nobody can get it, and that it is deleted only once it is', () => {
    for (const handover of ['erased', 'taken-over'] as const) {
      const takenOver = { name: 'Erik Ek', at: CREATED };
      const left = outcome({ handover, takenOver });
      assert.equal(toneOf(left), 'warning');
      assert.ok(!plainTexts(left).some(text => text.startsWith('It works')));
      assert.ok(plainTexts(left).some(text => text.includes('has not been deleted in Microsoft Entra ID yet')));
      const deleted = plainTexts(outcome({ handover, takenOver, withdrawnAt: LATER }));
      assert.ok(deleted.some(text => text.startsWith('As of Mar 13, 2026, 6:00 PM it is deleted')));
      assert.ok(!deleted.some(text => text.includes('not been deleted')));
    }
  });

  it('says that it was withdrawn after it was handed over', () => {
    const withdrawn = outcome({ handover: 'handed-over', withdrawnAt: LATER });
    assert.ok(markdownTexts(withdrawn).includes('Temporary Access Pass withdrawn'));
    assert.ok(!plainTexts(withdrawn).some(text => text.startsWith('It works')));
    assert.notEqual(toneOf(withdrawn), 'good');
  });

  it('is told in the approvals conversation as well', () => {
    const approvals = (withdrawnAt?: Date) =>
      approvalOutcomeCard(
        { ...NAMES, outcome: { state: 'done', carriedOutAt: CREATED, unconfirmed: false, withdrawnAt } },
        CONTEXT,
      );
    const made = 'Karin Ek made a Temporary Access Pass for Anna Svensson at 2:35 PM.';
    assert.deepEqual(plainTexts(approvals()), [made, NAMES.targetUpn]);
    assert.equal(toneOf(approvals()), 'good');
    const [first, second = ''] = plainTexts(approvals(LATER));
    assert.equal(first, made);
    assert.match(second, /^As of Mar 13, 2026, 6:00 PM it is deleted/);
    assert.notEqual(toneOf(approvals(LATER)), 'good');
  });
});

describe('The cards on which a pass is handed over', () => {
  const view = { ...NAMES, request: 'r1', erasesAt: LATER };
  const reveal = (made = ONCE) =>
    revealCard({ ...view, secret: PASS, blocks: [], synced: true, made, links: LINKS }, CONTEXT);

  it('say what is true of this pass', () => {
    const texts = plainTexts(reveal()).slice(-4);
    assert.deepEqual(texts, [
      'It works for one sign-in, until Mar 12, 2026, 3:35 PM.',
      'Ask the user to sign in with it at aka.ms/mysecurityinfo, or where they were to sign in, and to register a sign-in method within 10 minutes of that. The password stays as it is.',
      'If it is refused, wait a minute and try again.',
      'Press Handed over when the user has it. Otherwise it is erased from here at 6:00 PM, and then deleted in Microsoft Entra ID.',
    ]);
  });

  it('give no ten minutes to somebody who can sign in again', () => {
    const texts = plainTexts(reveal(SEVERAL));
    assert.ok(texts.some(text => text.startsWith('It works for any number of sign-ins, from Mar 13, 2026, 8:00 AM')));
    assert.ok(texts.some(text => text.includes('register a sign-in method. The password')));
    assert.ok(!texts.some(text => text.includes('10 minutes')));
  });

  it('can take it back, out of the way of handing it over', () => {
    const [first, ...others] = actionsOf(reveal());
    assert.deepEqual([first?.verb, first?.style, first?.mode], ['handed-over', 'positive', undefined]);
    assert.ok(others.every(({ mode }) => mode === 'secondary'));
    assert.deepEqual(
      others.map(({ verb, url }) => verb ?? url),
      ['withdraw', LINKS.methods, LINKS.profile, LINKS.users],
    );
    assert.deepEqual(verbs(handoverCard(view, CONTEXT)), ['show', 'withdraw']);
  });

  it('can take it back after it was erased, as long as it may be there', () => {
    const erased = { ...view, erasedAt: CREATED, made: ONCE };
    assert.deepEqual(verbs(erasedCard({ ...erased, mayBeLive: true }, CONTEXT)), ['again', 'withdraw']);
    const deleted = erasedCard({ ...erased, mayBeLive: false, withdrawnAt: LATER }, CONTEXT);
    assert.deepEqual(verbs(deleted), ['again']);
  });
});

describe('The receipt of a pass', () => {
  const receipt = (status: PassFateView['status'] | undefined, mayBeLive = true, made = ONCE) =>
    receiptCard(
      {
        ...NAMES,
        request: 'r1',
        handedOverAt: CREATED,
        links: LINKS,
        made,
        mayBeLive,
        fate: status && { status, at: LATER },
      },
      CONTEXT,
    );

  it('asks what has become of it, and takes it back', () => {
    for (const status of [undefined, 'not-used', 'not-yet', 'disabled'] as const) {
      const buttons = actionsOf(receipt(status)).filter(({ verb }) => verb);
      assert.deepEqual(
        buttons.map(({ verb, title, data }) => [verb, title, data]),
        [
          ['read-receipt', 'Has it been used?', { request: 'r1' }],
          ['withdraw', 'Withdraw', { request: 'r1' }],
        ],
        String(status),
      );
    }
  });

  it('does not ask again what the directory never tells', () => {
    assert.deepEqual(verbs(receipt('not-known', true, SEVERAL)), ['withdraw']);
    assert.deepEqual(verbs(receipt(undefined, true, SEVERAL)), ['read-receipt', 'withdraw']);
  });

  it('has nothing left to press once it is over', () => {
    for (const status of ['used', 'expired', 'withdrawn', 'not-used'] as const) {
      assert.deepEqual(verbs(receipt(status, false)), [], status);
    }
  });

  it('leads to the methods of the person', () => {
    const links = actionsOf(receipt('used', false)).map(({ url }) => url);
    assert.deepEqual(links, [LINKS.methods, LINKS.groups, LINKS.profile, LINKS.users]);
  });
});

describe('A pass whose answer was lost', () => {
  it('can be tried again, and says that there are never two', () => {
    const card = unknownCard({ ...NAMES, request: 'r1' }, CONTEXT);
    assert.match(plainTexts(card).join(), /if a pass was made, it is deleted before another one is/);
    assert.deepEqual(verbs(card), ['retry']);
  });
});
