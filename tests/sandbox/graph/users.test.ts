import assert from 'node:assert/strict';
import { codeOf, ENDPOINT, setup, upn } from './graph-fixture.ts';
import { enc } from './users-fixture.ts';

describe('sandbox Graph: one user', () => {
  it('answers the 11 default properties without $select', async () => {
    const { ask } = setup();
    const { status, body } = await ask(`/users/${upn('anna.svensson')}`);
    assert.equal(status, 200);
    const expected =
      'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName';
    assert.deepEqual(Object.keys(body).sort(), ['@odata.context', ...expected.split(' ')].sort());
    assert.equal(body['@odata.context'], `${ENDPOINT}/v1.0/$metadata#users/$entity`);
  });

  it('answers only what $select names', async () => {
    const { ask, id } = setup();
    const { body } = await ask(
      `/users/${id('henrik.falk')}?$select=id,accountEnabled,isManagementRestricted,identities`,
    );
    assert.deepEqual(Object.keys(body), [
      '@odata.context',
      'id',
      'accountEnabled',
      'isManagementRestricted',
      'identities',
    ]);
    assert.equal(body.isManagementRestricted, true);
    const other = await ask(`/users/${id('anna.svensson')}?$select=isManagementRestricted`);
    assert.equal(other.body.isManagementRestricted, null);
  });

  it('finds an encoded sign-in name with # and with an apostrophe', async () => {
    const { ask } = setup();
    const guest = 'mia.keller_adventure.example#EXT#@fjallvind.onmicrosoft.example';
    assert.equal((await ask(`/users/${enc(guest)}`)).body.displayName, 'Mia Keller');
    assert.equal((await ask(`/users/${enc(upn("siobhan.o'brien"))}`)).body.displayName, "Siobhan O'Brien");
  });

  it('answers /me for the caller, with no more than User.Read', async () => {
    const { ask } = setup();
    const { body } = await ask('/me?$select=displayName,accountEnabled', { scopes: ['User.Read'] });
    assert.equal(body.displayName, 'Erik Lindqvist');
    assert.equal(body.accountEnabled, true);
  });

  it('expands the manager, and leaves it out where there is none', async () => {
    const { ask } = setup();
    const { body } = await ask(`/users/${upn('anna.svensson')}?$select=id&$expand=manager($select=id,displayName)`);
    assert.deepEqual(Object.keys(Object(body.manager)), ['@odata.type', 'id', 'displayName']);
    const ceo = await ask(`/users/${upn('catherine.ashworth')}?$select=id&$expand=manager`);
    assert.equal('manager' in ceo.body, false);
  });

  const refused: [path: string, status: number, code: string, scopes?: string[]][] = [
    ['/users/nobody@fjallvind.example', 404, 'Request_ResourceNotFound'],
    [`/users/${upn('doris.gran')}`, 404, 'Request_ResourceNotFound'],
    [`/users/${upn('anna.svensson')}?$select=shoeSize`, 400, 'BadRequest'],
    [`/users/${upn('anna.svensson')}?$select=`, 400, 'BadRequest'],
    [`/users/${upn('anna.svensson')}?$expand=memberOf`, 400, 'BadRequest'],
    [`/users/${upn('anna.svensson')}?$apply=x`, 400, 'BadRequest'],
    [`/users/${upn('anna.svensson')}?$select=id&$select=mail`, 400, 'BadRequest'],
    [`/users/${upn('anna.svensson')}?$top=3`, 400, 'BadRequest'],
    ['/users/%zz', 400, 'BadRequest'],
    ['/users/', 400, 'BadRequest'],
    ['/users/a/b/c', 400, 'BadRequest'],
    ['/me/authentication/operations/x', 400, 'BadRequest'],
    [`/users/${upn('catherine.ashworth')}/manager`, 404, 'Request_ResourceNotFound'],
    [`/users/${upn('tomas.berg')}/photo/$value`, 404, 'ImageNotFound'],
    [`/users/${upn('anna.svensson')}/photos/47x47/$value`, 404, 'ImageNotFound'],
    [`/users/${upn('anna.svensson')}`, 403, 'Authorization_RequestDenied', ['User.Read']],
    [`/users/${upn('anna.svensson')}?$select=jobTitle`, 403, 'Authorization_RequestDenied', ['User.ReadBasic.All']],
    [`/users/${upn('anna.svensson')}/manager`, 403, 'Authorization_RequestDenied', ['User.ReadBasic.All']],
    [`/users/${upn('anna.svensson')}?$expand=manager`, 403, 'Authorization_RequestDenied', ['User.ReadBasic.All']],
    [`/users/${upn('anna.svensson')}/photo/$value`, 403, 'Authorization_RequestDenied', ['Domain.Read.All']],
  ];
  for (const [path, status, code, scopes] of refused) {
    it(`answers ${status} ${code} to ${path}${scopes ? ` with ${scopes}` : ''}`, async () => {
      const answer = await setup().ask(path, scopes ? { scopes } : {});
      assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
    });
  }

  it('shows basic properties alone with User.ReadBasic.All', async () => {
    const { body } = await setup().ask(`/users/${upn('anna.svensson')}`, { scopes: ['User.ReadBasic.All'] });
    assert.deepEqual(Object.keys(body), [
      '@odata.context',
      'displayName',
      'givenName',
      'id',
      'mail',
      'surname',
      'userPrincipalName',
    ]);
  });

  it('answers manager and photo', async () => {
    const { ask } = setup();
    const manager = await ask(`/users/${upn('anna.svensson')}/manager?$select=id,displayName`);
    assert.equal(manager.body.displayName, 'James Whitaker');
    assert.equal(manager.body['@odata.type'], '#microsoft.graph.user');
    for (const [path, width] of [
      [`/users/${upn('anna.svensson')}/photos/48x48/$value`, 48],
      ['/me/photo/$value', 240],
    ] as const) {
      const photo = await ask(path, { scopes: ['User.Read'] });
      assert.equal(photo.headers['Content-Type'], 'image/png');
      assert.ok(Buffer.isBuffer(photo.raw));
      assert.equal(photo.raw.readUInt32BE(16), width);
    }
  });
});
