import assert from 'node:assert/strict';
import { accountOf, identify, identifyAgain, mayStillActWith } from '../../../src/desk/judging/identify.ts';
import type { Requester } from '../../../src/desk/judging/people-as-read.ts';
import type { AdminAccounts } from '../../../src/desk/request/admin-accounts.ts';
import { knownTarget } from '../support/known-target.ts';

const NONE: AdminAccounts = { pairs: [], sharedAttribute: 'none' };
const PAIRED: AdminAccounts = { ...NONE, pairs: [{ person: 'erik', account: 'adm', name: 'adm@x.example' }] };
const SHARED: AdminAccounts = { ...NONE, sharedAttribute: 'employeeId' };
const BOTH: AdminAccounts = { ...PAIRED, sharedAttribute: 'employeeId' };

const signedIn = (id: string, more: Partial<Requester> = {}): Requester => ({
  id,
  displayName: `The account ${id}`,
  roles: [],
  roleGroupIds: [],
  ...more,
});
/** Signed in with this account, from a chat of another one, with these employee IDs; `sharing`: who has one of them. */
const numbered = (id: string, own: string | undefined, chat: string | undefined, sharing?: readonly string[]) =>
  signedIn(id, { employeeId: own, chat: { enabled: true, employeeId: chat }, sharing });

/** Signed in with this account, from a chat of another one that is in use or not. */
const beside = (id: string, enabled: boolean | undefined) => signedIn(id, { chat: { enabled, employeeId: undefined } });

/** What is said of who acts: their accounts, or the rule of the refusal. */
function said(adminAccounts: AdminAccounts, chatId: string, requester: Requester): string {
  const who = identify(adminAccounts, chatId, requester);
  return 'rule' in who ? who.rule : who.accounts.join();
}

describe('who acts', () => {
  for (const [given, policy, chatId, requester, expected] of [
    ['nobody is paired, and the account that chats is signed in', NONE, 'erik', signedIn('erik'), 'erik'],
    ['nobody is paired, and another one is', NONE, 'erik', signedIn('adm'), 'signed-in-as-another'],
    ['a pair, and its account', PAIRED, 'erik', signedIn('adm'), 'erik,adm'],
    ['a pair, and the account that chats', PAIRED, 'erik', signedIn('erik'), 'not-acting-account'],
    ['a pair, and a third account', PAIRED, 'erik', signedIn('lars'), 'not-acting-account'],
    ['a chat from the paired account itself', PAIRED, 'adm', signedIn('adm'), 'adm,erik'],
    ['a chat from the paired account, signed in with the other', PAIRED, 'adm', signedIn('erik'), 'not-acting-account'],
    ['somebody without a pair, with the account of a pair', PAIRED, 'lars', signedIn('adm'), 'signed-in-as-another'],
    ['one employee ID', SHARED, 'erik', numbered('adm', '7', '7', ['erik', 'adm', 'third']), 'erik,adm,third'],
    ['none on both', SHARED, 'erik', numbered('adm', '', '', []), 'signed-in-as-another'],
    ['two that differ', SHARED, 'erik', numbered('adm', '7', '8', ['erik', 'adm']), 'signed-in-as-another'],
    ['other letters', SHARED, 'erik', numbered('adm', 'E7', 'e7', ['erik', 'adm']), 'signed-in-as-another'],
    ['that of the account not read', SHARED, 'erik', numbered('adm', undefined, '7', ['erik']), 'person-unknown'],
    ['that of the chat not read', SHARED, 'erik', numbered('adm', '7', undefined, ['adm']), 'person-unknown'],
    ['the chat not read at all', SHARED, 'erik', signedIn('adm', { employeeId: '7', sharing: [] }), 'person-unknown'],
    ['who else has it not read', SHARED, 'erik', numbered('adm', '7', '7'), 'person-unknown'],
    ['one account alone, not read', SHARED, 'erik', signedIn('erik'), 'person-unknown'],
    ['one account alone', SHARED, 'erik', numbered('erik', '7', '7', ['erik', 'adm']), 'erik,adm'],
    ['one account alone, without one', SHARED, 'erik', numbered('erik', '', '', []), 'erik'],
    ['an account of somebody’s pair', BOTH, 'lars', numbered('adm', '7', '7', ['lars', 'adm']), 'signed-in-as-another'],
    ['a pair with two employee IDs', BOTH, 'erik', numbered('adm', '7', '8', ['erik', 'adm', 'x']), 'erik,adm,x'],
    ['a pair that was not read', BOTH, 'erik', signedIn('adm'), 'person-unknown'],
  ] as const) {
    it(`given ${given}: ${expected}`, () => assert.equal(said(policy, chatId, requester), expected));
  }

  for (const [given, policy, requester, expected] of [
    ['a chat of a blocked account', PAIRED, beside('adm', false), 'requester-blocked'],
    ['a chat of one of which that is not known', PAIRED, beside('adm', undefined), 'requester-roles-unknown'],
    ['a chat of one in use', PAIRED, beside('adm', true), 'erik,adm'],
    ['a blocked one and another that is not theirs', NONE, beside('adm', false), 'signed-in-as-another'],
  ] as const) {
    it(`given ${given}, and another signed in: ${expected}`, () =>
      assert.equal(said(policy, 'erik', requester), expected));
  }

  it('is known by the employee ID of the other account of their pair, and unknown where nobody has read that of one half', () => {
    const read = (partner: string | undefined) =>
      identify(BOTH, 'adm', {
        ...numbered('adm', '', '', ['erik', 'third']),
        partner: { enabled: true, employeeId: partner },
      });
    assert.deepEqual(read('E7'), { accounts: ['adm', 'erik', 'third'], employeeIds: ['e7'] });
    assert.deepEqual(read(undefined), { rule: 'person-unknown', values: {} });
    const third = (...sharing: string[]) => identify(BOTH, 'third', numbered('third', '7', '7', ['third', ...sharing]));
    assert.deepEqual(third('erik'), { rule: 'person-unknown', values: {} });
    assert.deepEqual(third('adm'), { rule: 'person-unknown', values: {} });
    assert.deepEqual(third('erik', 'adm'), { accounts: ['third', 'erik', 'adm'], employeeIds: ['7'] });
  });

  it('does nothing from the second account’s chat while the daily one is blocked, or that is not known', () => {
    const given = (enabled: boolean | undefined) =>
      said(PAIRED, 'adm', { ...signedIn('adm'), partner: { enabled, employeeId: undefined } });
    assert.deepEqual([true, false, undefined].map(given), ['adm,erik', 'requester-blocked', 'requester-roles-unknown']);
  });

  it('is told which account to sign in with by its name, where the pair has one', () => {
    const unnamed = { ...PAIRED, pairs: [{ person: 'erik', account: 'adm' }] };
    for (const [policy, named] of [
      [PAIRED, { wanted: 'adm@x.example' }],
      [unnamed, {}],
    ] as const) {
      assert.deepEqual(identify(policy, 'erik', signedIn('erik')), {
        rule: 'not-acting-account',
        values: { account: 'The account erik', ...named },
      });
    }
  });

  it('goes on with a request with the account that it was begun with, and no other', () => {
    const erik = { id: 'erik', name: 'Erik', acting: { id: 'adm', name: 'adm@x.example' } };
    const again = (id: string) => {
      const who = identifyAgain(SHARED, erik, numbered(id, '7', '7', ['erik', 'adm', 'third']));
      return 'rule' in who ? `${who.rule}: ${who.values?.wanted}` : 'goes on';
    };
    assert.deepEqual(['adm', 'third', 'erik'].map(again), [
      'goes on',
      'not-acting-account: adm@x.example',
      'not-acting-account: adm@x.example',
    ]);
  });

  it('may be another one once the policy was changed', () => {
    const own = { id: 'erik', name: 'Erik' };
    const acted = { ...own, acting: { id: 'adm', name: 'adm@x.example' } };
    const may = (adminAccounts: AdminAccounts) => [own, acted].map(each => mayStillActWith(adminAccounts, each));
    assert.deepEqual(may(NONE), [true, false]);
    assert.deepEqual(may(PAIRED), [false, true]);
    assert.deepEqual(may(SHARED), [true, true]);
    assert.deepEqual(may({ ...SHARED, pairs: [{ person: 'lars', account: 'adm' }] }), [true, false]);
  });

  it('is compared with a target by what Graph told of its employee ID: none, one, or nothing', () => {
    const about = { id: 'anna', displayName: 'Anna', userPrincipalName: 'anna@x.example', identities: [] };
    const ids = (employeeId?: string) => accountOf({ ...knownTarget(about), employeeId }).employeeIds;
    assert.deepEqual([ids(' E7 '), ids(''), ids()], [['e7'], [], undefined]);
  });
});
