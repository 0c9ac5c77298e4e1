import assert from 'node:assert/strict';
import { approvalExpiredNotice, declinedNotice } from '../../src/cards/approval-notices.ts';
import {
  approvalsMovedCard,
  approvalsOnlyInGroupCard,
  approvalsSetCard,
} from '../../src/cards/approvals-conversation-cards.ts';
import {
  type ApprovalOutcome,
  type ApprovalOutcomeView,
  approvalOutcomeCard,
  approvedCard,
  declinedCard,
} from '../../src/cards/decided-cards.ts';
import { actionsOf, elementsOf, markdownTexts, plainTexts } from './support/reading.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const AT = new Date('2026-03-12T13:32:00Z');
const RESET_AT = new Date('2026-03-12T13:35:00Z');
const UPN = 'anna.svensson@contoso.com';
const NAMES = {
  action: 'reset-password',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: UPN,
} as const;
const ERIK = { name: 'Erik Ek', at: AT };
const DECLINED = { ...NAMES, by: 'Erik Ek', at: AT, why: 'I do not know of this ticket' };

const outcome = (what: ApprovalOutcome, view: Partial<ApprovalOutcomeView> = {}) =>
  approvalOutcomeCard({ ...NAMES, approvedBy: ERIK, ...view, outcome: what }, CONTEXT);
const toneOf = (card: ReturnType<typeof outcome>) => elementsOf(card, 'Container')[0]?.style;

describe('The declined card', () => {
  it('says who declined whose request, when and why', () => {
    const card = declinedCard(DECLINED, CONTEXT);
    assert.deepEqual(plainTexts(card), [
      'Erik Ek declined the request from Karin Ek at 2:32 PM. The password of Anna Svensson was not changed.',
      UPN,
      'I do not know of this ticket',
    ]);
    assert.deepEqual(actionsOf(card), []);
  });

  it('has no empty reason', () => {
    assert.equal(plainTexts(declinedCard({ ...DECLINED, why: '' }, CONTEXT)).length, 2);
    assert.equal(plainTexts(declinedNotice({ ...DECLINED, why: '' }, CONTEXT)).length, 3);
  });

  it('is told to the requester with what to do next', () => {
    assert.deepEqual(plainTexts(declinedNotice(DECLINED, CONTEXT)), [
      'Erik Ek declined at 2:32 PM. The password of Anna Svensson was not changed.',
      UPN,
      'Erik Ek wrote: I do not know of this ticket',
      'Talk to Erik Ek if you see it differently, or ask again with a clearer reason.',
    ]);
  });
});

describe('The card of an approved request', () => {
  it('goes on saying what has shown who calls, in each of its states', () => {
    const proofs = [{ kind: 'number-match', by: 'Anna Svensson', at: AT }] as const;
    const approved = { ...NAMES, approvedBy: ERIK, expiresAt: RESET_AT };
    for (const card of [
      approvedCard({ ...approved, proofs }, CONTEXT),
      outcome({ state: 'running' }, { proofs }),
      outcome({ state: 'refused' }, { proofs }),
    ]) {
      assert.ok(plainTexts(card).includes('Number match in Teams by Anna Svensson, 2:32 PM'));
    }
    for (const card of [approvedCard(approved, CONTEXT), outcome({ state: 'running' })]) {
      assert.doesNotMatch(JSON.stringify(card), /Caller/);
    }
  });

  it('says first that somebody has said that they had not called, whatever became of it', () => {
    for (const state of ['refused', 'running'] as const) {
      const own = outcome({ state }, { alarm: { by: 'Anna Svensson', as: 'number-match' } });
      assert.equal(plainTexts(own)[0], 'Anna Svensson answered in Teams: I did not call.');
      const manager = outcome({ state }, { alarm: { by: 'Björn Ek', as: 'manager' } });
      assert.equal(plainTexts(manager)[0], 'Björn Ek, the manager of Anna Svensson, answered in Teams: stop it.');
      assert.doesNotMatch(plainTexts(outcome({ state })).join(), /answered in Teams/);
    }
  });

  it('waits for the requester, with nothing to press for others', () => {
    const card = approvedCard({ ...NAMES, approvedBy: ERIK, expiresAt: new Date('2026-03-12T14:20:00Z') }, CONTEXT);
    assert.deepEqual(plainTexts(card), [
      'Erik Ek approved at 2:32 PM. Karin Ek has until 3:20 PM to sign in and reset the password of Anna Svensson.',
      UPN,
    ]);
    assert.deepEqual(actionsOf(card), []);
    assert.notEqual(toneOf(card), 'good');
  });

  const cases: [ApprovalOutcome, string, string, string][] = [
    [
      { state: 'running' },
      'emphasis',
      'Resetting the password',
      'The password of Anna Svensson is being reset. This takes a few seconds.',
    ],
    [
      { state: 'unknown' },
      'warning',
      'Not sure that it worked',
      'The answer from Microsoft Entra ID about Anna Svensson was lost. Karin Ek can try again.',
    ],
    [
      { state: 'carried-out', carriedOutAt: RESET_AT, unconfirmed: false },
      'good',
      'Password reset',
      'Karin Ek reset the password of Anna Svensson at 2:35 PM.',
    ],
    [
      { state: 'done', carriedOutAt: RESET_AT, unconfirmed: false },
      'good',
      'Password reset',
      'Karin Ek reset the password of Anna Svensson at 2:35 PM.',
    ],
    [
      { state: 'failed', answerLost: false },
      'attention',
      'The password was not reset',
      'The password of Anna Svensson, which Karin Ek wanted to reset, was not changed.',
    ],
    [
      { state: 'refused' },
      'attention',
      'The password was not reset',
      'The password of Anna Svensson, which Karin Ek wanted to reset, was not changed.',
    ],
    [
      { state: 'cancelled' },
      'emphasis',
      'Cancelled',
      'Karin Ek cancelled. The password of Anna Svensson was not changed.',
    ],
    [
      { state: 'expired' },
      'emphasis',
      'Expired',
      'It was not reset in time. The password of Anna Svensson was not changed.',
    ],
  ];
  for (const [what, tone, title, line] of cases) {
    it(`tells how it went on: ${what.state}`, () => {
      const card = outcome(what);
      assert.deepEqual(plainTexts(card), [line, UPN, 'Erik Ek, 2:32 PM']);
      assert.deepEqual(markdownTexts(card).slice(1), [title, 'Approved by']);
      assert.equal(toneOf(card), tone);
      assert.deepEqual(actionsOf(card), []);
    });
  }

  it('claims no reset that can still be refused', () => {
    const card = outcome({ state: 'carried-out', carriedOutAt: RESET_AT, unconfirmed: true });
    assert.ok(markdownTexts(card).includes('Password reset accepted'));
    assert.ok(plainTexts(card).includes('It is not confirmed yet.'));
    assert.notEqual(toneOf(card), 'good');
  });

  it('does not say that nothing was changed when the answer was lost', () => {
    const card = outcome({ state: 'failed', answerLost: true });
    assert.ok(!markdownTexts(card).includes('The password was not reset'));
    assert.ok(!plainTexts(card).some(text => text.includes('was not changed')));
    assert.match(plainTexts(card)[0] ?? '', /^Microsoft Entra ID never said whether the password of Anna Svensson/);
  });

  it('names no approver when nobody approved', () => {
    assert.deepEqual(plainTexts(outcome({ state: 'expired' }, { approvedBy: undefined })), [
      'Nobody decided in time on the request from Karin Ek. The password of Anna Svensson was not changed.',
      UPN,
    ]);
    assert.deepEqual(plainTexts(outcome({ state: 'cancelled' }, { approvedBy: undefined })).slice(1), [UPN]);
  });

  it('tells the requester that nobody approved in time, and what to do', () => {
    const [text = '', upn] = plainTexts(approvalExpiredNotice(NAMES, CONTEXT));
    assert.match(text, /^The password of Anna Svensson was not changed\. .*find an administrator.*ask again\.$/);
    assert.equal(upn, UPN);
  });
});

describe('The approvals conversation', () => {
  it('is told who chose it and who moved it away', () => {
    assert.match(plainTexts(approvalsSetCard({ by: 'Karin Ek' }, CONTEXT))[0] ?? '', /^Karin Ek chose this/);
    assert.match(plainTexts(approvalsMovedCard({ by: 'Karin Ek' }, CONTEXT))[0] ?? '', /^Karin Ek moved them/);
  });

  it('is set by the words that the reader would write', () => {
    for (const [locale, command] of [
      ['en', '"approvals here"'],
      ['sv', '”godkännanden hit”'],
    ] as const) {
      const cards = [approvalsSetCard({ by: 'Karin Ek' }, { locale }), approvalsOnlyInGroupCard({ locale })];
      for (const card of cards) assert.ok(plainTexts(card)[0]?.includes(command), locale);
    }
  });
});
