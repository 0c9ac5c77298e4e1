import assert from 'node:assert/strict';
import { type Answer, codeOf, ENDPOINT, setup } from './graph-fixture.ts';
import { enc, names } from './users-fixture.ts';

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
