import assert from 'node:assert/strict';
import { CARD_LIMIT, sizeOf } from '../../src/cards/card.ts';
import { confirmCard } from '../../src/cards/confirm-card.ts';
import type { AccountView, ConfirmView } from '../../src/cards/confirm-view.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';
import { samplePhoto } from './support/samples.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const ACCOUNT: AccountView = {
  displayName: 'Anna Svensson',
  userPrincipalName: 'anna.svensson@contoso.com',
  blocked: false,
  roles: [],
};

function confirm(account: Partial<AccountView> = {}, view: Partial<ConfirmView> = {}) {
  return confirmCard(
    {
      action: 'reset-password',
      request: 'r1',
      requesterName: 'Karin Ek',
      typedPassword: false,
      synced: false,
      maySignOut: false,
      expiresAt: new Date('2026-03-12T13:35:00Z'),
      account: { ...ACCOUNT, ...account },
      ...view,
    },
    CONTEXT,
  );
}

const warnings = (card: ReturnType<typeof confirm>) =>
  elementsOf(card, 'Container')
    .filter(({ style }) => style === 'warning')
    .flatMap(({ items }) => plainTexts({ ...card, body: [{ items }] }));

describe('The confirm card', () => {
  it('says who, what will happen, who asked and until when', () => {
    const texts = plainTexts(confirm({ jobTitle: 'Controller', department: 'Finance', manager: 'Björn Ek' }));
    for (const text of ['AS', 'Anna Svensson', 'anna.svensson@contoso.com', 'Controller · Finance', 'Björn Ek']) {
      assert.ok(texts.includes(text), text);
    }
    assert.ok(texts.some(text => text.startsWith('Anna Svensson gets a temporary password that only Karin Ek sees')));
    assert.ok(texts.includes('Requested by Karin Ek. Expires at 2:35 PM.'));
    assert.ok(texts.includes('Sign-in allowed'));
  });

  it('names those who are easily taken for this person, with what tells them apart', () => {
    const other = {
      ...ACCOUNT,
      userPrincipalName: 'anna.svensson2@contoso.com',
      jobTitle: 'Buyer',
      department: 'Stores',
    };
    const told = warnings(confirm({}, { lookAlikes: [other] }));
    assert.deepEqual(told, [
      'These are easily confused with this person. Compare before you go on:',
      'Anna Svensson',
      'anna.svensson2@contoso.com',
      'Buyer · Stores',
    ]);
    assert.deepEqual(warnings(confirm({}, { lookAlikes: [] })), []);
  });

  it('keeps what belongs to one person together, and people apart', () => {
    const people = ['a', 'b'].map(name => ({
      ...ACCOUNT,
      userPrincipalName: `${name}@contoso.com`,
      jobTitle: 'Buyer',
    }));
    const card = confirm({ roles: ['Reports Reader'] }, { lookAlikes: people });
    const [box] = elementsOf(card, 'Container').filter(({ style }) => style === 'warning');
    const groups = (Array.isArray(box?.items) ? box.items : []).map(group => plainTexts({ ...card, body: [group] }));
    assert.deepEqual(groups, [
      ['This is an administrator: Reports Reader.'],
      ['These are easily confused with this person. Compare before you go on:'],
      ['Anna Svensson', 'a@contoso.com', 'Buyer'],
      ['Anna Svensson', 'b@contoso.com', 'Buyer'],
    ]);
  });

  it('has the reset as primary action, and a cancel that sends no inputs', () => {
    const [reset, cancel, ...more] = actionsOf(confirm());
    assert.deepEqual([reset?.verb, reset?.style, reset?.data], ['confirm', 'positive', { request: 'r1' }]);
    assert.deepEqual([cancel?.verb, cancel?.style, cancel?.associatedInputs], ['cancel', undefined, 'none']);
    assert.deepEqual(more, []);
  });

  it('offers another action where there is one, in a row of its own and without what was put in', () => {
    const card = confirm({}, { instead: 'temporary-access-pass' });
    const [row, ...more] = elementsOf(card, 'ActionSet');
    const [button] = actionsOf({ ...card, body: [{ ...row }], actions: [] });
    assert.deepEqual(
      [button?.verb, button?.title, button?.data, button?.associatedInputs, button?.style],
      ['instead', 'Give a pass instead', { request: 'r1' }, 'none', undefined],
    );
    assert.deepEqual(more, []);
    assert.deepEqual(
      card.actions.map(({ verb }) => verb),
      ['confirm', 'cancel'],
    );
    const back = actionsOf(confirm({}, { action: 'temporary-access-pass', instead: 'reset-password' }));
    assert.deepEqual(
      back.filter(({ verb }) => verb === 'instead').map(({ title }) => title),
      ['Reset the password instead'],
    );
    assert.deepEqual(elementsOf(confirm(), 'ActionSet'), []);
  });

  it('tells what was taken over in the words of the action that it was', () => {
    const at = new Date('2026-03-12T13:35:00Z');
    const taken = (action: ConfirmView['action']) =>
      warnings(confirm({}, { tookOver: { from: 'Erik', action, at } })).join();
    assert.match(taken('reset-password'), /A password that was set for that request stays in force/);
    assert.match(taken('temporary-access-pass'), /A pass that was made for that request .* is deleted/);
  });

  it('asks for reason and ticket, filled in with what is known', () => {
    const empty = confirm();
    const [reason] = elementsOf(empty, 'Input.ChoiceSet');
    const choices = Array.isArray(reason?.choices) ? reason.choices.map(({ value }) => value) : [];
    assert.deepEqual([reason?.id, reason?.value], ['reason', '']);
    assert.deepEqual(choices, ['forgot', 'locked-out', 'never-got-one', 'other']);
    assert.deepEqual(
      elementsOf(empty, 'Input.Text').map(({ id, value }) => [id, value]),
      [['ticket', '']],
    );

    const filled = confirm({}, { ticket: 'INC1\n2', reasonText: 'new phone' });
    assert.equal(elementsOf(filled, 'Input.ChoiceSet')[0]?.value, 'other');
    assert.equal(elementsOf(filled, 'Input.Text')[0]?.value, 'INC1 2');
    assert.ok(plainTexts(filled).includes('new phone'));
  });

  it('offers to sign the user out everywhere where the requester may, not switched on', () => {
    const [toggle, ...more] = elementsOf(confirm({}, { maySignOut: true }), 'Input.Toggle');
    assert.deepEqual(
      [toggle?.id, toggle?.title, toggle?.value],
      ['signOut', 'Also sign the user out everywhere', 'false'],
    );
    assert.deepEqual(more, []);
    assert.deepEqual(elementsOf(confirm(), 'Input.Toggle'), []);
  });

  it('promises nothing of a synced account that Windows Server AD decides', () => {
    const what = (view: Partial<ConfirmView>) => plainTexts(confirm({}, view)).find(text => text.includes(' sees'));
    const synced = what({ synced: true }) ?? '';
    assert.match(synced, /written back to Windows Server AD, which can still refuse it; the outcome is known in a few/);
    assert.doesNotMatch(synced, /must change|at once/);
    assert.match(what({}) ?? '', /must change it at the next sign-in\. The old password stops working at once\.$/);
    assert.doesNotMatch(what({}) ?? '', /Windows Server AD/);
  });

  it('says why a second person must approve, what happens then, and asks for it instead of resetting', () => {
    const secondPerson = 'A second administrator must approve, because Anna Svensson holds a role.';
    const card = confirm({}, { secondPerson });
    const texts = plainTexts(card);
    const what = texts[texts.indexOf(secondPerson) + 1] ?? '';
    assert.match(
      what,
      /^Nothing changes until a second administrator has approved\. Then Anna Svensson gets .* Karin Ek/,
    );
    assert.match(what, /must change it at the next sign-in\.$/);
    assert.doesNotMatch(texts.join(' '), /at once/);
    const [ask] = actionsOf(card);
    assert.deepEqual([ask?.verb, ask?.style, ask?.title], ['confirm', 'positive', 'Ask for approval']);

    const synced = plainTexts(confirm({}, { secondPerson, synced: true })).find(text => text.startsWith('Nothing'));
    assert.match(synced ?? '', /Windows Server AD, which can still refuse it\.$/);
    assert.doesNotMatch(synced ?? '', /must change/);
  });

  it('speaks of no second person where none is needed', () => {
    const card = confirm();
    assert.ok(!plainTexts(card).some(text => /second|approv/.test(text)));
    assert.equal(actionsOf(card)[0]?.title, 'Reset password');
  });

  it('warns of nothing on an ordinary account', () => {
    assert.deepEqual(warnings(confirm()), []);
  });

  it('warns of roles, of a blocked account and of a typed password', () => {
    assert.deepEqual(warnings(confirm({ roles: ['Helpdesk Administrator', 'Reports Reader'] })), [
      'This is an administrator: Helpdesk Administrator, Reports Reader.',
    ]);
    const blocked = confirm({ blocked: true });
    assert.deepEqual(warnings(blocked), ['Sign-in is blocked for this account. A reset does not unblock it.']);
    assert.ok(plainTexts(blocked).includes('Sign-in blocked'));
    const typed = warnings(confirm({}, { typedPassword: true }));
    assert.deepEqual(typed, ['A password was written in the message. It is not used: delete that message.']);
    assert.equal(warnings(confirm({ blocked: true, roles: ['x'] }, { typedPassword: true })).length, 3);
  });

  it('shows the mail address only if it is another one than the sign-in name', () => {
    assert.ok(plainTexts(confirm({ mail: 'anna@contoso.se' })).includes('anna@contoso.se'));
    const same = plainTexts(confirm({ mail: 'Anna.Svensson@Contoso.com' }));
    assert.equal(same.filter(text => text.toLowerCase() === ACCOUNT.userPrincipalName).length, 1);
  });

  it('breaks a long sign-in name before the @ and nowhere else', () => {
    const texts = plainTexts(confirm({ userPrincipalName: 'anna-karin.svensson.odmark@contoso.com' }));
    assert.ok(texts.includes('anna-karin.svensson.odmark'));
    assert.ok(texts.includes('@contoso.com'));
  });

  it('says when the password was changed, in the time zone of the reader', () => {
    const late = new Date('2025-11-02T23:30:00Z');
    assert.ok(plainTexts(confirm({ lastPasswordChange: late })).includes('November 3, 2025'));
  });

  it('shows a photo, and initials when the photo would make it too large', () => {
    assert.equal(elementsOf(confirm({ photo: samplePhoto('face') }), 'Image').length, 1);
    const huge = confirm({ photo: `data:image/png;base64,${'A'.repeat(30_000)}` });
    assert.deepEqual(elementsOf(huge, 'Image'), []);
    assert.ok(plainTexts(huge).includes('AS'));
    assert.ok(sizeOf(huge) <= CARD_LIMIT);
  });
});
