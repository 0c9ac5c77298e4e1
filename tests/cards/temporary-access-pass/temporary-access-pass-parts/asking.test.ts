import assert from 'node:assert/strict';
import { approvalCard } from '../../../../src/cards/approval-card.ts';
import { confirmCard } from '../../../../src/cards/confirm-card.ts';
import type { ConfirmView } from '../../../../src/cards/confirm-view.ts';
import type { PassTermsView } from '../../../../src/cards/temporary-access-pass/pass-views.ts';
import { CHOICES } from '../../support/pass-requests.ts';
import { LATER, ONCE, SEVERAL } from '../../support/passes.ts';
import { actionsOf, elementsOf, plainTexts } from '../../support/reading.ts';
import { CONTEXT } from '../../support/resets.ts';

const NAMES = {
  action: 'temporary-access-pass',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
} as const;

describe('The confirm card of a pass', () => {
  const confirm = (view: Partial<ConfirmView> = {}) =>
    confirmCard(
      {
        action: NAMES.action,
        request: 'r1',
        requesterName: NAMES.requesterName,
        account: { displayName: NAMES.targetName, userPrincipalName: NAMES.targetUpn, blocked: false, roles: [] },
        typedPassword: false,
        synced: false,
        maySignOut: false,
        choices: CHOICES,
        expiresAt: LATER,
        ...view,
      },
      CONTEXT,
    );

  it('says what the person gets, and that the password stays, of a synced account as well', () => {
    for (const synced of [false, true]) {
      const texts = plainTexts(confirm({ synced }));
      assert.ok(texts.some(text => /^Anna Svensson gets a pass that only Karin Ek sees.*stays as it is\.$/.test(text)));
      assert.ok(!texts.some(text => text.includes('Windows Server AD')));
    }
  });

  it('says that nothing happens before a second person has approved', () => {
    const texts = plainTexts(confirm({ secondPerson: 'Why.' }));
    assert.ok(texts.some(text => text.startsWith('Nothing happens until a second administrator has approved.')));
    assert.ok(!texts.some(text => text.startsWith('Anna Svensson gets')));
  });

  it('sends all that is chosen with its one button, and cancels without', () => {
    const inputs = elementsOf(confirm(), 'Input.ChoiceSet').map(({ id }) => id);
    assert.deepEqual(inputs, ['passUse', 'passMinutes', 'passStart', 'reason']);
    const [give, cancel] = actionsOf(confirm());
    assert.deepEqual([give?.verb, give?.title, give?.associatedInputs], ['confirm', 'Give a pass', undefined]);
    assert.deepEqual([cancel?.verb, cancel?.associatedInputs], ['cancel', 'none']);
  });

  it('offers the reasons that there are for a pass, a new phone first', () => {
    const reason = elementsOf(confirm({ reasonText: 'she has a new phone' }), 'Input.ChoiceSet').at(-1);
    const choices = Array.isArray(reason?.choices) ? reason.choices.map(({ value }) => value) : [];
    assert.deepEqual(choices, ['no-method', 'never-got-one', 'locked-out', 'forgot', 'other']);
    assert.equal(reason?.value, 'no-method');
  });

  it('warns that a pass unblocks nobody, and of a pass that is there already', () => {
    const account = { displayName: 'Anna', userPrincipalName: NAMES.targetUpn, blocked: true, roles: [] };
    const choices = { ...CHOICES, present: { ...ONCE, state: 'usable' } } as const;
    const [box] = elementsOf(confirm({ account, choices }), 'Container').filter(({ style }) => style === 'warning');
    const told = plainTexts({ ...confirm(), body: [{ ...box }] });
    assert.deepEqual(
      told.map(text => text.slice(0, 30)),
      ['Sign-in is blocked for this ac', 'Anna has a pass that works unt'],
    );
    assert.ok(told[0]?.endsWith('A pass does not unblock it.'));
  });
});

describe('The approval card of a pass', () => {
  const rows = (terms: PassTermsView) => {
    const card = approvalCard(
      {
        ...NAMES,
        request: 'r1',
        target: { displayName: 'Anna', userPrincipalName: NAMES.targetUpn, roles: [] },
        terms,
        signOut: false,
        secondPerson: 'Why.',
        expiresAt: LATER,
        cancellable: false,
      },
      CONTEXT,
    );
    const texts = plainTexts(card).map(text => text.replaceAll('\u00a0', ' '));
    return texts.slice(texts.indexOf(NAMES.targetUpn) + 1, texts.indexOf('Why.'));
  };

  it('says how often the pass is to work, how long and from when', () => {
    assert.deepEqual(rows({ once: true, minutes: 60, present: 'none' }), [
      'One sign-in',
      '1 hour, from when it is made',
    ]);
    assert.deepEqual(rows({ once: false, minutes: 480, startsAt: SEVERAL.startsAt, present: 'none' }), [
      'Several sign-ins',
      '8 hours, from Mar 13, 2026, 8:00 AM',
    ]);
  });

  it('names the pass that it takes the place of', () => {
    const [, , present = ''] = rows({ once: true, minutes: 60, present: { ...ONCE, state: 'usable' } });
    assert.match(present, /^Anna has a pass that works until/);
  });
});
