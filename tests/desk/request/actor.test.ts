import assert from 'node:assert/strict';
import { asRequester, isAccountOf, samePerson } from '../../../src/desk/request/actor.ts';

const ERIK = { id: 'erik', name: 'Erik', acting: { id: 'adm', name: 'adm@x.example' } };

describe('whether two are one person', () => {
  for (const [given, accounts, employeeIds, other, expected] of [
    ['the account that chats', ['erik'], undefined, ERIK, 'same'],
    ['the account that acts', ['adm'], undefined, ERIK, 'same'],
    ['other accounts', ['lars'], undefined, ERIK, 'different'],
    ['an employee ID of both', ['lars'], ['7', '8'], { ...ERIK, employeeIds: ['8'] }, 'same'],
    ['other employee IDs', ['lars'], ['7'], { ...ERIK, employeeIds: ['8'] }, 'different'],
    ['none of the other', ['lars'], ['7'], { ...ERIK, employeeIds: [] }, 'different'],
    ['none of their own', ['lars'], [], ERIK, 'different'],
    ['one that was not read of the other', ['lars'], ['7'], ERIK, 'unknown'],
  ] as const) {
    it(`given ${given}: ${expected}`, () => assert.equal(samePerson({ accounts, employeeIds }, other), expected));
  }
});

describe('whoever goes on with a request', () => {
  it('acts with the account that it was begun with, from whichever of theirs they press', () => {
    assert.deepEqual(asRequester(ERIK, { id: 'erik', name: 'Erik' }).acting, ERIK.acting);
    assert.equal(asRequester(ERIK, { id: 'adm', name: 'Adm' }).acting, undefined);
    const begun = { id: 'adm', name: 'Adm' };
    assert.deepEqual(asRequester(begun, { id: 'erik', name: 'Erik' }).acting, begun);
    assert.equal(asRequester(begun, begun).acting, undefined);
  });

  it('may press with each account that the policy pairs', () => {
    const by = { id: 'erik', others: ['adm'] };
    assert.deepEqual(
      ['erik', 'adm', 'lars'].map(id => isAccountOf(by, id)),
      [true, true, false],
    );
    assert.equal(isAccountOf({ id: 'erik' }, 'adm'), false);
  });
});
