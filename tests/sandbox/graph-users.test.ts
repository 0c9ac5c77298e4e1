import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Answer, codeOf, ENDPOINT, setup, upn, valuesOf } from './graph-fixture.ts';

const enc = encodeURIComponent;
const names = (answer: Answer) => valuesOf(answer).map(user => user.displayName);

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

describe('sandbox Graph: searching users', () => {
  const found: [query: string, expected: string[]][] = [
    ['$search="displayName:Anna Svensson"', ['Anna Svensson']],
    ['$search="displayName:svensson anna"', ['Anna Svensson']],
    ['$search="displayName:johan andersson"', ['Johan Andersson', 'Johan Andersson']],
    ['$search="displayName:ÅSA"', ['Åsa Öhman']],
    ['$search="displayName:vensson"', []],
    ['$search="displayName:"', []],
    ['$search="mail:anna.sv"', ['Anna Svensson']],
    ['$search="mail:svensson"', []],
    ['$search="proxyAddresses:emma.karl"', ['Emma Nilsson']],
    ['$search="displayName:svensson" OR "mail:erik.l"', ['Erik Lindqvist', 'Anna Svensson']],
    ['$search="displayName:johan" AND "userPrincipalName:johan.andersson2"', ['Johan Andersson']],
    ['$search="displayName:svensson" OR "displayName:johan" AND "displayName:nobody"', ['Anna Svensson']],
    ['$search=("displayName:svensson" OR "displayName:johan") AND "displayName:nobody"', []],
    [`$search=${enc('"displayName:Tecken \\"Co\\" \\\\"')}`, ['_Max_ <b>Tecken</b> & "Co" \\ `#1`']],
    [`$search=${enc('"displayName:Tecken & Co"')}`, ['_Max_ <b>Tecken</b> & "Co" \\ `#1`']],
    ['$search="displayName:johan"&$filter=startswith(userPrincipalName,\'johan.andersson2\')', ['Johan Andersson']],
  ];
  for (const [query, expected] of found) {
    it(query, async () => {
      const answer = await setup().search(`/users?${query}&$select=displayName&$top=20`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.deepEqual(names(answer), expected);
    });
  }

  it('400 Request_UnsupportedQuery without the header', async () => {
    const answer = await setup().ask('/users?$search="displayName:anna"');
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'Request_UnsupportedQuery']);
  });

  const malformed = [
    'anna',
    '"anna"',
    '"displayName:a" or "mail:b"',
    '"displayName:a',
    '("displayName:a"',
    '"displayName:a")',
    '"displayName:a" "mail:a"',
    '"jobTitle:a"',
    'OR',
    '',
    '()',
  ];
  for (const text of malformed) {
    it(`400 for $search=${text}`, async () => {
      const answer = await setup().search(`/users?$search=${enc(text)}`);
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
    });
  }
});

describe('sandbox Graph: filtering users', () => {
  const found: [filter: string, expected: string[]][] = [
    ["mail eq 'ANNA.svensson@fjallvind.example'", ['Anna Svensson']],
    ["userPrincipalName eq 'anna.svensson@fjallvind.example'", ['Anna Svensson']],
    ["otherMails/any(x:x eq 'will.turner@mail.example')", ['William Turner']],
    ["proxyAddresses/any(p:p eq 'smtp:emma.karlsson@fjallvind.example')", ['Emma Nilsson']],
    ["proxyAddresses/any(p:startswith(p,'smtp:emma.karl'))", ['Emma Nilsson']],
    ["proxyAddresses/any(x:x eq 'emma.karlsson@fjallvind.example')", []],
    ["employeeId eq '1001'", ['Erik Lindqvist']],
    ["surname eq 'O''Brien'", ["Siobhan O'Brien"]],
    ["startswith(displayName,'Anna')", ['Anna Svensson']],
    ["startsWith(surname,'O''B') or employeeId eq '1001' and accountEnabled eq false", ["Siobhan O'Brien"]],
    ["(startswith(surname,'O''B') or employeeId eq '1001') and accountEnabled eq false", []],
    ['accountEnabled eq false', ['Stefan Borg']],
    ['onPremisesSyncEnabled eq true', ['Göran Malm', 'Sara Lövgren', 'Thomas Reed']],
    ["mail eq ''", []],
  ];
  for (const [filter, expected] of found) {
    it(filter, async () => {
      const answer = await setup().ask(`/users?$filter=${enc(filter)}&$select=displayName`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.deepEqual(names(answer), expected);
    });
  }

  const malformed: [filter: string, code: string][] = [
    ["mail eq 'a", 'BadRequest'],
    ['mail eq a', 'BadRequest'],
    ["mail eq 'O'Brien'", 'BadRequest'],
    ["mail eq 'a' or", 'BadRequest'],
    ["(mail eq 'a'", 'BadRequest'],
    ["mail eq 'a')", 'BadRequest'],
    ["otherMails/any(x:y eq 'a')", 'BadRequest'],
    ["otherMails/any(x:startswith(y,'a'))", 'BadRequest'],
    ['accountEnabled eq 1', 'BadRequest'],
    ["accountEnabled eq 'true'", 'BadRequest'],
    ['accountEnabled eq maybe', 'BadRequest'],
    [`${'('.repeat(30)}mail eq 'a'${')'.repeat(30)}`, 'BadRequest'],
    ['', 'BadRequest'],
    ["mail ne 'a'", 'Request_UnsupportedQuery'],
    ["endswith(mail,'a')", 'Request_UnsupportedQuery'],
    ["not startswith(mail,'a')", 'Request_UnsupportedQuery'],
    ["otherMails eq 'a'", 'Request_UnsupportedQuery'],
    ["startswith(jobTitle,'a')", 'Request_UnsupportedQuery'],
    ["onPremisesSamAccountName eq 'goran.malm'", 'Request_UnsupportedQuery'],
    ["mail/any(x:x eq 'a')", 'Request_UnsupportedQuery'],
    ['mail eq null', 'BadRequest'],
  ];
  for (const [filter, code] of malformed) {
    it(`400 ${code} for ${filter.slice(0, 60)}`, async () => {
      const answer = await setup().ask(`/users?$filter=${enc(filter)}`);
      assert.deepEqual([answer.status, codeOf(answer)], [400, code]);
    });
  }

  it('answers 200 or 400 to any $filter and any $search', async () => {
    const { search } = setup();
    const piece = fc.constantFrom(
      'mail',
      ' eq ',
      "'a'",
      "'",
      '"',
      '(',
      ')',
      ' or ',
      ' AND ',
      '/any(x:x',
      'startswith(',
      ',',
      '"mail:a"',
      '\\',
      '%',
      'å',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map(parts => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('$filter', '$search'), text, async (option, value) => {
        const { status } = await search(`/users?${option}=${enc(value.toWellFormed())}`);
        assert.ok(status === 200 || status === 400, String(status));
      }),
      { numRuns: 400, seed: 11 },
    );
  });
});

describe('sandbox Graph: pages of users', () => {
  it('pages through everybody once, with the count on the first page alone', async () => {
    const { search, tenant } = setup();
    const seen: unknown[] = [];
    let path: string | undefined = '/users?$select=id&$top=25&$count=true&$orderby=displayName';
    for (let page = 0; path !== undefined; page += 1) {
      const { body, status }: Answer = await search(path);
      assert.equal(status, 200);
      assert.equal(body['@odata.count'], page === 0 ? tenant.users.size : undefined);
      seen.push(...(Array.isArray(body.value) ? body.value : []).map((user: { id: string }) => user.id));
      const next = body['@odata.nextLink'];
      assert.ok(next === undefined || String(next).startsWith(`${ENDPOINT}/v1.0/users?`));
      path = typeof next === 'string' ? next.slice(`${ENDPOINT}/v1.0`.length) : undefined;
    }
    assert.equal(seen.length, tenant.users.size);
    assert.equal(new Set(seen).size, tenant.users.size);
  });

  it('ignores $count in silence without the header', async () => {
    const { body } = await setup().ask('/users?$count=true&$top=1');
    assert.equal('@odata.count' in body, false);
    assert.equal(typeof body['@odata.nextLink'], 'string');
  });

  it('needs the header again on a next page of a search', async () => {
    const { search, ask } = setup();
    const first = await search('/users?$search="userPrincipalName:a" OR "mail:e"&$top=1');
    const next = String(first.body['@odata.nextLink']).slice(`${ENDPOINT}/v1.0`.length);
    assert.equal((await search(next)).status, 200);
    assert.equal(codeOf(await ask(next)), 'Request_UnsupportedQuery');
  });

  it('sorts, and refuses to sort a filtered list by default', async () => {
    const { ask, search } = setup();
    const filter = `$filter=${enc("department eq 'Legal' or department eq 'Sales'")}&$select=displayName`;
    const sorted = await search(`/users?${filter}&$orderby=displayName desc&$count=true`);
    assert.equal(names(sorted)[0], "Siobhan O'Brien");
    const refused = await ask(`/users?${filter}&$orderby=displayName`);
    assert.equal(codeOf(refused), 'Request_UnsupportedQuery');
    assert.equal(codeOf(await ask('/users?$orderby=jobTitle')), 'Request_UnsupportedQuery');
    assert.equal(codeOf(await ask('/users?$orderby=displayName upwards')), 'Request_UnsupportedQuery');
  });

  for (const query of [
    '$top=0',
    '$top=1000',
    '$top=-1',
    '$top=many',
    '$skiptoken=abc',
    '$skip=2',
    '$select=id&$expand=manager&$top=a',
  ]) {
    it(`400 for ${query}`, async () => {
      assert.equal((await setup().ask(`/users?${query}`)).status, 400);
    });
  }

  it('refuses $expand in an advanced query', async () => {
    const { ask, search } = setup();
    assert.equal(codeOf(await search('/users?$expand=manager&$count=true')), 'Request_UnsupportedQuery');
    assert.equal((await ask('/users?$expand=manager($select=id)&$top=1')).status, 200);
  });
});

describe('sandbox Graph: who may call at all', () => {
  it('401 without a token, with a foreign one, and for people who are gone or blocked', async () => {
    const { bare, ask, patch, tenant } = setup();
    for (const authorization of [undefined, '', 'Bearer', 'Basic abc', 'Bearer not-json']) {
      const answer = await bare('/v1.0/me', { authorization });
      assert.deepEqual([answer.status, codeOf(answer)], [401, 'InvalidAuthenticationToken']);
      assert.equal(answer.headers['WWW-Authenticate'], 'Bearer');
    }
    patch('lars.nystrom', { accountEnabled: false });
    assert.equal((await ask('/me', { as: 'lars.nystrom' })).status, 401);
    const id = tenant.users.find(upn('peter.hedlund'))?.id;
    tenant.deleteUser(upn('peter.hedlund'));
    const token = encodeURIComponent(JSON.stringify({ objectId: id, scopes: ['User.Read'], appOnly: false }));
    assert.equal((await bare('/v1.0/me', { authorization: `Bearer ${token}` })).status, 401);
  });

  it('refuses applications without a person', async () => {
    const { asApplication } = setup();
    const me = await asApplication('GET', '/me');
    assert.deepEqual([me.status, codeOf(me)], [400, 'BadRequest']);
    const users = await asApplication('GET', '/users');
    assert.deepEqual([users.status, codeOf(users)], [403, 'Authorization_RequestDenied']);
  });

  it('lets guests see themselves alone, until a role lets them see more', async () => {
    const { ask, patch, tenant } = setup();
    const as = 'mia.keller_adventure.example#EXT#@fjallvind.onmicrosoft.example';
    for (const path of ['/users', `/users/${upn('anna.svensson')}`, `/users/${upn('anna.svensson')}/manager`]) {
      assert.equal(codeOf(await ask(path, { as })), 'Authorization_RequestDenied', path);
    }
    assert.equal((await ask('/me', { as })).status, 200);
    assert.equal((await ask(`/users/${enc(as)}`, { as })).status, 200);
    tenant.patchUser(as, { assignRoles: [{ role: 'Directory Readers' }] });
    assert.equal((await ask('/users', { as })).status, 200);
    assert.throws(() => patch('no.body', {}));
  });

  it('405 for a wrong method, 400 for an unknown path or version', async () => {
    const { ask, bare, id } = setup();
    assert.equal((await ask('/users', { method: 'DELETE' })).status, 405);
    assert.equal((await ask(`/users/${upn('anna.svensson')}`, { method: 'PATCH', body: {} })).status, 405);
    assert.equal((await ask('/$batch')).status, 405);
    assert.equal((await ask('/planets')).status, 400);
    const caller = { objectId: id('erik.lindqvist'), scopes: ['User.Read'], appOnly: false };
    const authorization = `Bearer ${encodeURIComponent(JSON.stringify(caller))}`;
    assert.equal((await bare('/v1.0/me', { authorization })).status, 200);
    assert.equal((await bare('/beta/me', { authorization })).status, 400);
  });

  it('echoes client-request-id and gives a request-id of its own, in headers and envelope', async () => {
    const { ask } = setup();
    const answer = await ask('/planets', { headers: { 'Client-Request-Id': 'abc-1' } });
    const error = Object(answer.body.error);
    assert.deepEqual(Object.keys(error), ['code', 'message', 'innerError']);
    assert.equal(error.innerError['client-request-id'], 'abc-1');
    assert.equal(error.innerError.date, '2026-01-15T09:30:00');
    assert.equal(error.innerError['request-id'], answer.headers['request-id']);
    assert.equal(answer.headers['client-request-id'], 'abc-1');
    const other = await ask('/me');
    assert.match(other.headers['request-id'] ?? '', /^[0-9a-f-]{36}$/);
    assert.notEqual(other.headers['request-id'], answer.headers['request-id']);
  });
});
