import assert from 'node:assert/strict';
import type { GraphAnswer } from '../../src/directory/graph-answer.ts';
import { readPhoto } from '../../src/directory/photo.ts';
import { readLastPasswordChange, readUser, readUsers } from '../../src/directory/users.ts';
import { DirectoryError } from '../../src/errors.ts';
import { answer } from './answers.ts';

const ANNA = { id: '1', displayName: 'Anna', userPrincipalName: 'anna@x.se' };

function isUnavailable(error: unknown): boolean {
  return error instanceof DirectoryError && error.trouble === 'unavailable';
}

describe('directory: users', () => {
  it('takes null for unknown', () => {
    const account = readUser({
      ...ANNA,
      mail: null,
      identities: null,
      onPremisesSyncEnabled: null,
      accountEnabled: null,
    });
    assert.equal(account.mail, undefined);
    assert.deepEqual(account.identities, []);
    assert.equal(account.onPremisesSyncEnabled, undefined);
    assert.equal(account.accountEnabled, undefined);
  });

  it('keeps what decides about a reset', () => {
    const facts = {
      userType: 'Member',
      creationType: 'Invitation',
      externalUserState: 'Accepted',
      identities: [{ signInType: 'federated', issuer: 'google.com' }],
      accountEnabled: false,
      onPremisesSyncEnabled: true,
      isManagementRestricted: true,
      lastPasswordChangeDateTime: '2026-01-01T00:00:00Z',
      createdDateTime: '2024-05-01T00:00:00Z',
    };
    const account = readUser({ ...ANNA, ...facts, '@odata.context': 'x' });
    for (const [name, value] of Object.entries(facts))
      assert.deepEqual(account[name as keyof typeof account], value, name);
  });

  it('leaves out of an identity what we never need', () => {
    const identities = [{ signInType: 'userName', issuer: 'x.se', issuerAssignedId: 'secret-id' }];
    assert.deepEqual(readUser({ ...ANNA, identities }).identities, [{ signInType: 'userName', issuer: 'x.se' }]);
  });

  it('shows an account without a display name by its sign-in name', () => {
    assert.equal(readUser({ ...ANNA, displayName: null }).displayName, 'anna@x.se');
  });

  it('does not guess about a wrong type', () => {
    const wrong = [undefined, null, [], {}, { ...ANNA, id: '' }, { ...ANNA, userPrincipalName: null }];
    const flags = [
      { ...ANNA, onPremisesSyncEnabled: 'true' },
      { ...ANNA, accountEnabled: 0 },
      { ...ANNA, identities: 'x' },
    ];
    for (const body of [...wrong, ...flags]) assert.throws(() => readUser(body), isUnavailable, JSON.stringify(body));
  });

  it('reads a page and whether there is another', () => {
    assert.deepEqual(readUsers({ value: [] }), { accounts: [], more: false });
    assert.equal(readUsers({ value: [ANNA], '@odata.nextLink': 'https://x' }).more, true);
    assert.throws(() => readUsers({ value: [{}, { ...ANNA, userPrincipalName: 7 }] }), isUnavailable);
    assert.throws(() => readUsers({}), isUnavailable);
  });

  it('lets nobody pass for the only one while there is somebody who can not be made out', () => {
    const { accounts, more } = readUsers({ value: [ANNA, {}, null, { ...ANNA, id: '..' }] });
    assert.deepEqual([accounts.map(({ id }) => id), more], [['1'], true]);
  });

  it('reads the last password change', () => {
    assert.equal(
      readLastPasswordChange({ lastPasswordChangeDateTime: '2026-01-01T00:00:01Z' }),
      Date.UTC(2026, 0, 1, 0, 0, 1),
    );
    for (const value of [null, undefined, '', 'yesterday', 7]) {
      assert.equal(readLastPasswordChange({ lastPasswordChangeDateTime: value }), undefined);
    }
  });
});

describe('directory: photos', () => {
  const jpeg = { 'content-type': 'image/jpeg' };

  it('become a data URL', () => {
    assert.equal(readPhoto(answer(200, '/9j/4AA=', jpeg)), 'data:image/jpeg;base64,/9j/4AA=');
  });

  const none: [string, GraphAnswer][] = [
    ['there is none', answer(404, { error: { code: 'ImageNotFound' } }, jpeg)],
    ['it is no picture', answer(200, 'AAAA', { 'content-type': 'text/html' })],
    ['it is a picture that can hold scripts', answer(200, 'AAAA', { 'content-type': 'image/svg+xml' })],
    ['it does not say what it is', answer(200, 'AAAA')],
    ['it is not base64', answer(200, 'AA"><img src=x>', jpeg)],
    ['it is empty', answer(200, '', jpeg)],
    ['it is base64 of something else', answer(200, 'PGh0bWw+', jpeg)],
    ['it is no text', answer(200, { a: 1 }, jpeg)],
    ['it is too large for a card', answer(200, `/9j/${'A'.repeat(8_000)}`, jpeg)],
  ];
  for (const [name, given] of none) {
    it(`are left out when ${name}`, () => assert.equal(readPhoto(given), undefined));
  }
});
