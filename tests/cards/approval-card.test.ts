import assert from 'node:assert/strict';
import { type ApprovalView, approvalCard } from '../../src/cards/approval-card.ts';
import { type AdaptiveCard, CARD_LIMIT, sizeOf } from '../../src/cards/card.ts';
import { runCard } from '../../src/cards/run-card.ts';
import { waitingCard } from '../../src/cards/waiting-card.ts';
import { actionsOf, elementsOf, markdownTexts, objectsIn, plainTexts } from './support/reading.ts';
import { samplePhoto } from './support/samples.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const EXPIRES = new Date('2026-03-12T14:20:00Z');
const WHY = 'A second administrator must approve, because Anna Svensson holds an administrator role.';
const TARGET = {
  displayName: 'Anna Svensson',
  userPrincipalName: 'anna.svensson@contoso.com',
  roles: ['Helpdesk Administrator', 'Reports Reader'],
};

function approval(view: Partial<ApprovalView> = {}) {
  return approvalCard(
    {
      action: 'reset-password',
      request: 'r1',
      requesterName: 'Karin Ek',
      target: TARGET,
      signOut: false,
      secondPerson: WHY,
      expiresAt: EXPIRES,
      cancellable: false,
      ...view,
    },
    CONTEXT,
  );
}

describe('The approval card', () => {
  it('says that the user is signed out everywhere as well, only where that was asked for', () => {
    assert.ok(plainTexts(approval({ signOut: true })).includes('The user is signed out everywhere'));
    assert.ok(!plainTexts(approval()).join().includes('signed out'));
  });

  it('says who asks, for whom, why, why two are needed, who gets the password, and until when', () => {
    const target = { ...TARGET, jobTitle: 'Controller', department: 'Finance' };
    const card = approval({ target, reason: 'locked-out', reasonText: 'new phone', ticket: 'INC1' });
    assert.deepEqual(plainTexts(card), [
      'Karin Ek wants to reset the password of this account:',
      'AS',
      'Anna Svensson',
      'anna.svensson@contoso.com',
      'Controller · Finance',
      'Helpdesk Administrator',
      'Reports Reader',
      'Locked out: new phone',
      'INC1',
      WHY,
      'You do not see the password: only Karin Ek gets it.',
      'Until 3:20 PM, another administrator whose role covers this account can decide.',
    ]);
  });

  it('says what has shown who calls, who has shown it, and how much that is', () => {
    const at = new Date('2026-03-12T13:32:00Z');
    const of = (caller: ApprovalView['caller']) => plainTexts(approval({ caller })).slice(4, -5);
    assert.deepEqual(of({ proofs: [{ kind: 'number-match', by: 'Anna Svensson', at }] }), [
      'Number match in Teams by Anna Svensson, 2:32 PM',
      'Level 2: shown by the caller or the manager',
    ]);
    assert.deepEqual(of({ proofs: [{ kind: 'called-back', by: 'Karin Ek', at }] }), [
      'Called back on the number on file, says Karin Ek, 2:32 PM',
      'Level 1: the word of whoever asks',
    ]);
    assert.deepEqual(of(undefined), []);
  });

  it('says before all else that it is not shown who calls, what to do about it, and why it should have been', () => {
    const withoutProof = 'because Anna Svensson raised the alarm';
    const top = (card: AdaptiveCard) => card.body[1] ?? {};
    const card = approval({ secondPerson: undefined, caller: { proofs: [], withoutProof } });
    assert.equal(top(card).style, 'warning');
    assert.deepEqual(plainTexts({ ...card, body: [top(card)] }), [
      'Nothing has shown that it is Anna Svensson who calls.',
      'Call Anna Svensson yourself on a number that you already know before you approve, or decline.',
      `It should have been shown, ${withoutProof}.`,
    ]);
    assert.equal(objectsIn(top(card)).find(({ type }) => type === 'TextRun')?.weight, 'bolder');
    assert.ok(!plainTexts(card).some(text => text.startsWith('A second administrator')), 'said once');
    assert.ok(!actionsOf(card).some(({ style }) => style === 'positive'), 'there is something to do before');
  });

  it('says the same of proof that is too little, beside that proof and why two are needed anyway', () => {
    const at = new Date('2026-03-12T13:32:00Z');
    const proofs = [{ kind: 'voice', by: 'Karin Ek', at } as const];
    const texts = plainTexts(approval({ caller: { proofs, withoutProof: 'because that is so' } }));
    assert.equal(texts[0], 'What has been shown is not enough to know that it is Anna Svensson who calls.');
    for (const text of [WHY, 'Level 1: the word of whoever asks', 'It should have been shown, because that is so.']) {
      assert.ok(texts.includes(text), text);
    }
  });

  it('warns of nothing where it is shown who calls, or nothing has to be', () => {
    const at = new Date('2026-03-12T13:32:00Z');
    for (const caller of [undefined, { proofs: [{ kind: 'manager', by: 'Björn Ek', at } as const] }]) {
      const card = approval({ caller });
      assert.deepEqual(
        elementsOf(card, 'Container').filter(({ style }) => style === 'warning'),
        [],
      );
      assert.equal(actionsOf(card)[0]?.style, 'positive');
    }
  });

  it('has no row for what is not known', () => {
    const texts = plainTexts(approval({ target: { ...TARGET, roles: [] } }));
    assert.deepEqual(texts.slice(texts.indexOf('anna.svensson@contoso.com') + 1, texts.indexOf(WHY)), []);
    const labels = markdownTexts(approval({ target: { ...TARGET, roles: [] } }));
    for (const label of ['Roles', 'Reason', 'Ticket']) assert.ok(!labels.includes(label), label);
  });

  it('sends the reason for declining with Decline alone, and nothing but the request', () => {
    const buttons = actionsOf(approval({ cancellable: true }));
    assert.deepEqual(
      buttons.map(({ verb, style, associatedInputs, data }) => [verb, style, associatedInputs, data]),
      [
        ['approve', 'positive', 'none', { request: 'r1' }],
        ['decline', undefined, undefined, { request: 'r1' }],
        ['cancel', undefined, 'none', { request: 'r1' }],
      ],
    );
    assert.deepEqual(
      elementsOf(approval(), 'Input.Text').map(({ id, maxLength, label }) => [id, maxLength, label]),
      [['declineReason', 200, 'If you decline: why']],
    );
  });

  it('lets the requester cancel only where they asked, with two buttons in a row at most', () => {
    assert.deepEqual(
      actionsOf(approval()).map(({ verb }) => verb),
      ['approve', 'decline'],
    );
    const rows = elementsOf(approval({ cancellable: true }), 'ActionSet');
    assert.deepEqual(
      rows.map(({ actions }) => Array.isArray(actions) && actions.length),
      [2, 1],
    );
  });

  it('shows a long explanation whole, and initials when the photo would make the card too large', () => {
    const long = `A second administrator must approve, because ${'Å'.repeat(256)} is in the group Board members.`;
    assert.ok(plainTexts(approval({ secondPerson: long })).includes(long));
    const face = approval({ target: { ...TARGET, photo: samplePhoto('face') } });
    assert.equal(elementsOf(face, 'Image').length, 1);
    const huge = approval({ target: { ...TARGET, photo: `data:image/png;base64,${'A'.repeat(30_000)}` } });
    assert.deepEqual(elementsOf(huge, 'Image'), []);
    assert.ok(sizeOf(huge) <= CARD_LIMIT);
  });

  it('makes no link of what a name in the explanation looks like', () => {
    const [shown] = plainTexts(approval({ secondPerson: 'because evil.com holds a role.' })).filter(text =>
      text.startsWith('because'),
    );
    assert.equal(shown, 'because evil.\u200bcom holds a role.');
  });
});

const NAMES = {
  action: 'reset-password',
  request: 'r1',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  expiresAt: EXPIRES,
} as const;

describe('The waiting card', () => {
  it('says for what, until when, why and where, and can only be cancelled', () => {
    const card = waitingCard({ ...NAMES, secondPerson: WHY, where: 'approvals' }, CONTEXT);
    assert.deepEqual(plainTexts(card), [
      'Somebody else must approve by 3:20 PM that the password of Anna Svensson is reset. Nothing has been changed yet.',
      'anna.svensson@contoso.com',
      WHY,
      'The request has been sent to the approvals conversation. You are told here as soon as it is decided.',
    ]);
    assert.deepEqual(
      actionsOf(card).map(({ verb, style, data }) => [verb, style, data]),
      [['cancel', undefined, { request: 'r1' }]],
    );
  });
});

describe('The run card', () => {
  it('says who approved, what to do and until when, with the reset as primary action', () => {
    const approvedBy = { name: 'Erik Ek', at: new Date('2026-03-12T13:32:00Z') };
    const card = runCard({ ...NAMES, approvedBy }, CONTEXT);
    assert.equal(
      plainTexts(card)[0],
      'Erik Ek approved at 2:32 PM. Sign in and reset the password of Anna Svensson by 3:20 PM.',
    );
    assert.deepEqual(
      actionsOf(card).map(({ verb, style, title, data }) => [verb, style, title, data]),
      [
        ['run', 'positive', 'Sign in and reset', { request: 'r1' }],
        ['cancel', undefined, 'Cancel', { request: 'r1' }],
      ],
    );
  });
});
