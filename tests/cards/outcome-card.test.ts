import assert from 'node:assert/strict';
import { failedCard } from '../../src/cards/failed-card.ts';
import { outcomeCard } from '../../src/cards/outcome-card.ts';
import type { OutcomeView } from '../../src/cards/outcome-view.ts';
import { receiptCard } from '../../src/cards/receipt-card.ts';
import { actionsOf, elementsOf, markdownTexts, plainTexts } from './support/reading.ts';
import { AT, CONTEXT, RECEIPT, TARGET } from './support/resets.ts';

const CHAT = 'https://teams.microsoft.com/l/chat/0/0?users=28:nyckel';

const outcome = (view: Partial<OutcomeView>) =>
  outcomeCard(
    {
      ...TARGET,
      requesterName: 'Karin Ek',
      at: AT,
      verification: 'verified',
      synced: false,
      handover: 'private',
      chatLink: CHAT,
      ...view,
    },
    CONTEXT,
  );

describe('The outcome card', () => {
  it('says who reset whose password, when, and where the password is', () => {
    const texts = plainTexts(outcome({ reason: 'locked-out', reasonText: 'new phone', ticket: 'INC1' }));
    assert.deepEqual(texts, [
      'Karin Ek reset the password of Anna Svensson.',
      'anna.svensson@contoso.com',
      'The temporary password waits for Karin Ek in the private chat.',
      'Microsoft Entra ID has confirmed the reset.',
      'Mar 12, 2026, 2:35 PM',
      'Locked out: new phone',
      'INC1',
    ]);
    assert.deepEqual(actionsOf(outcome({})), []);
  });

  it('says what had shown who calls, as the receipt does, and nothing where nothing had to', () => {
    const proofs = [
      { kind: 'in-person', by: 'Karin Ek', at: AT },
      { kind: 'manager', by: 'Björn Ek', at: AT },
    ] as const;
    const rows = ['Seen in person, says Karin Ek, 2:35 PM', 'Manager Björn Ek vouched, 2:35 PM'];
    const receipt = receiptCard({ ...TARGET, ...RECEIPT, requesterName: 'Karin Ek', proofs }, CONTEXT);
    for (const card of [outcome({ proofs }), receipt]) {
      assert.deepEqual(
        plainTexts(card).filter(text => rows.includes(text)),
        rows,
      );
    }
    for (const none of [outcome({}), outcome({ proofs: [] })]) {
      assert.ok(!elementsOf(none, 'TextBlock').some(({ text }) => text === 'Caller'));
    }
  });

  for (const [view, expected] of [
    [{ reason: 'other', reasonText: 'new phone' }, ['new phone']],
    [{ reasonText: 'new phone' }, ['new phone']],
    [{ reason: 'other' }, ['Other']],
    [{ reason: 'forgot', reasonText: '' }, ['Forgot the password']],
    [{}, []],
  ] as const) {
    it(`gives the reason once: ${JSON.stringify(view)}`, () => {
      const texts = plainTexts(outcome(view));
      assert.deepEqual(texts.slice(texts.indexOf('Mar 12, 2026, 2:35 PM') + 1), expected);
    });
  }

  it('looks good only where somebody has the password, or can still get it', () => {
    const isGood = (view: Partial<OutcomeView>) => JSON.stringify(outcome(view)).includes('"style":"good"');
    for (const verification of ['verified', 'accepted'] as const) {
      assert.ok(isGood({ verification }));
      assert.ok(!isGood({ verification, handover: 'erased' }), 'it was erased, and the old one works no more');
    }
    assert.ok(!isGood({ verification: 'pending' }));
  });

  it('claims no confirmation that there was not', () => {
    for (const verification of ['accepted', 'pending'] as const) {
      const texts = plainTexts(outcome({ verification }));
      assert.ok(!texts.some(text => text.includes('has confirmed')), verification);
      assert.ok(
        texts.some(text => text.startsWith('Microsoft Entra ID accepted the reset')),
        verification,
      );
    }
    assert.ok(markdownTexts(outcome({ verification: 'pending' })).includes('Password reset accepted'));
  });

  for (const verification of ['accepted', 'pending'] as const) {
    it(`leaves the last word on a synced account to Windows Server AD: ${verification}`, () => {
      const synced = outcome({ verification, synced: true });
      assert.ok(markdownTexts(synced).includes('Password reset accepted'));
      assert.ok(!elementsOf(synced, 'Container').some(({ style }) => style === 'good'));
      assert.ok(
        plainTexts(synced).some(text => /^Microsoft Entra ID accepted the reset.*Windows Server AD/.test(text)),
      );
      assert.ok(!plainTexts(outcome({ verification })).some(text => text.includes('Windows Server AD')));
    });
  }

  it('says of a synced account what it says of others once it is confirmed', () => {
    assert.deepEqual(outcome({ synced: true }), outcome({}));
  });

  it('says how signing out everywhere went, if it was asked for, and never hides the reset behind it', () => {
    const signOutLines = (view: Partial<OutcomeView>) =>
      plainTexts(outcome(view)).filter(text => /sign(ed|ing) out/i.test(text));
    assert.deepEqual(signOutLines({}), []);
    assert.deepEqual(signOutLines({ signOut: 'done' }), ['Signed out everywhere; this can take a few minutes.']);
    assert.deepEqual(signOutLines({ signOut: 'failed' }), [
      'Signing out everywhere did not work: do it in the Entra admin center.',
    ]);
    const failed = outcome({ signOut: 'failed' });
    assert.ok(markdownTexts(failed).includes('Password reset'));
    assert.ok(elementsOf(failed, 'Container').some(({ style }) => style === 'good'));
  });

  it('tells the requester to install the app, and leads to it where its id is known, else to the chat', () => {
    const installLink = 'https://teams.microsoft.com/l/app/1';
    const ways = (view: Partial<OutcomeView>) => actionsOf(outcome(view)).map(({ title, url }) => [title, url]);
    for (const handover of ['waiting-for-install', 'blocked-or-removed'] as const) {
      assert.deepEqual(ways({ handover, installLink }), [['Install Nyckel', installLink]]);
      assert.deepEqual(ways({ handover }), [['Open the private chat', CHAT]]);
    }
    assert.deepEqual(ways({ handover: 'private', installLink }), []);
    const waiting = outcome({ handover: 'waiting-for-install' });
    assert.ok(plainTexts(waiting).some(text => text.startsWith('The temporary password waits for Karin Ek')));
  });

  it('says who approved and when, if somebody had to', () => {
    const approvedBy = { name: 'Erik Ek', at: new Date('2026-03-12T13:32:00Z') };
    assert.ok(plainTexts(outcome({ approvedBy })).includes('Erik Ek, 2:32 PM'));
    assert.ok(markdownTexts(outcome({ approvedBy })).includes('Approved by'));
    assert.ok(!markdownTexts(outcome({})).includes('Approved by'));
    const receipt = { ...RECEIPT, ...TARGET, requesterName: 'Karin Ek' };
    assert.ok(plainTexts(receiptCard({ ...receipt, approvedBy }, CONTEXT)).includes('Erik Ek, 2:32 PM'));
    assert.ok(!markdownTexts(receiptCard(receipt, CONTEXT)).includes('Approved by'));
    const failed = { action: 'reset-password', targetName: 'Anna', rule: 'busy', values: {} } as const;
    assert.ok(plainTexts(failedCard({ ...failed, approvedBy }, CONTEXT)).includes('Erik Ek, 2:32 PM'));
    assert.ok(!markdownTexts(failedCard(failed, CONTEXT)).includes('Approved by'));
  });

  for (const link of ['javascript:alert(1)', 'http://teams.microsoft.com', 'msteams:/l/app', 'not a link']) {
    it(`does not link to ${link}`, () => {
      assert.throws(() => outcome({ handover: 'waiting-for-install', installLink: link }), TypeError);
      assert.throws(() => outcome({ handover: 'waiting-for-install', chatLink: link }), TypeError);
    });
  }
});
