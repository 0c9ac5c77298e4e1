import assert from 'node:assert/strict';
import type { Answer } from '../../src/directory/answer.ts';
import { readPhoto } from '../../src/directory/photo.ts';
import { readRoles } from '../../src/directory/roles.ts';
import { readLastPasswordChange, readUser, readUsers } from '../../src/directory/users.ts';
import { DirectoryError } from '../../src/errors.ts';

const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const ANNA = { id: '1', displayName: 'Anna', userPrincipalName: 'anna@x.se' };

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: new Map(Object.entries(headers)), body };
}

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
    assert.throws(() => readUsers({ value: [ANNA, {}] }), isUnavailable);
    assert.throws(() => readUsers({}), isUnavailable);
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

describe('directory: roles', () => {
  const helpdesk = {
    '@odata.type': '#microsoft.graph.directoryRole',
    id: 'x',
    displayName: 'Helpdesk Administrator',
    roleTemplateId: HELPDESK,
  };

  it('are template ids with names', () => {
    assert.deepEqual(readRoles(answer(200, { value: [helpdesk] })), [
      { templateId: HELPDESK, name: 'Helpdesk Administrator' },
    ]);
    assert.deepEqual(readRoles(answer(200, { value: [] })), []);
  });

  it('compare in lower case', () => {
    const roles = readRoles(answer(200, { value: [{ ...helpdesk, roleTemplateId: HELPDESK.toUpperCase() }] }));
    assert.equal(roles?.[0]?.templateId, HELPDESK);
  });

  for (const id of [
    'b79fbf4d-3ef9-4689-8143-76b194e85509',
    '4ba39ca4-527c-499a-b93d-d9b492c50246',
    'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
  ]) {
    it(`do not count ${id}`, () => {
      const roles = readRoles(answer(200, { value: [helpdesk, { ...helpdesk, roleTemplateId: id }] }));
      assert.deepEqual(
        roles?.map(role => role.templateId),
        [HELPDESK],
      );
    });
  }

  const unknown: [string, Answer][] = [
    [
      'one of them came empty',
      answer(200, { value: [helpdesk, { id: 'y', displayName: null, roleTemplateId: null }] }),
    ],
    ['a template id is missing', answer(200, { value: [{ id: 'y', displayName: 'Helpdesk Administrator' }] })],
    ['there is another page', answer(200, { value: [helpdesk], '@odata.nextLink': 'https://graph.microsoft.com/x' })],
    ['the body is none', answer(200, undefined)],
    ['the body is something else', answer(200, { value: {} })],
    ['it was refused', answer(403, {})],
    ['it was throttled', answer(429, {})],
    ['it failed', answer(500, {})],
    ['there is no answer', answer(0, undefined)],
  ];
  for (const [name, given] of unknown) {
    it(`are unknown, which is not none, when ${name}`, () => assert.equal(readRoles(given), undefined));
  }

  it('ask for a new sign-in where the token is not accepted', () => {
    assert.throws(
      () => readRoles(answer(401, {})),
      (error: unknown) => error instanceof DirectoryError && error.trouble === 'sign-in-again',
    );
  });
});

describe('directory: photos', () => {
  const jpeg = { 'content-type': 'image/jpeg' };

  it('become a data URL', () => {
    assert.equal(readPhoto(answer(200, '/9j/4AA=', jpeg)), 'data:image/jpeg;base64,/9j/4AA=');
  });

  const none: [string, Answer][] = [
    ['there is none', answer(404, { error: { code: 'ImageNotFound' } }, jpeg)],
    ['it is no picture', answer(200, 'AAAA', { 'content-type': 'text/html' })],
    ['it is a picture that can hold scripts', answer(200, 'AAAA', { 'content-type': 'image/svg+xml' })],
    ['it does not say what it is', answer(200, 'AAAA')],
    ['it is not base64', answer(200, 'AA"><img src=x>', jpeg)],
    ['it is empty', answer(200, '', jpeg)],
    ['it is no text', answer(200, { a: 1 }, jpeg)],
    ['it is too large for a card', answer(200, 'A'.repeat(8_001), jpeg)],
  ];
  for (const [name, given] of none) {
    it(`are left out when ${name}`, () => assert.equal(readPhoto(given), undefined));
  }
});
