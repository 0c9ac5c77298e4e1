import assert from 'node:assert/strict';
import { PASSWORD_METHOD_ID, setup, upn } from './graph-fixture.ts';

interface Item {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

type Sandbox = ReturnType<typeof setup>;

async function batch(sandbox: Sandbox, requests: unknown, options = {}): Promise<{ status: number; items: Item[] }> {
  const { status, body } = await sandbox.ask('/$batch', { method: 'POST', body: { requests }, ...options });
  return { status, items: Array.isArray(body.responses) ? body.responses : [] };
}

const get = (id: string, url: string, more = {}) => ({ id, method: 'GET', url, ...more });

describe('sandbox Graph: $batch', () => {
  it('answers each item with its own status, in another order', async () => {
    const { status, items } = await batch(setup(), [
      get('1', `/users/${upn('anna.svensson')}?$select=displayName`),
      get('2', `/users/${upn('nobody')}`),
      get('3', '/domains/lappmark.example?$select=authenticationType'),
    ]);
    assert.equal(status, 200);
    assert.deepEqual(
      items.map(item => [item.id, item.status]),
      [
        ['3', 200],
        ['2', 404],
        ['1', 200],
      ],
    );
    assert.equal(Object(items[2]?.body).displayName, 'Anna Svensson');
    assert.equal(Object(Object(items[1]?.body).error).code, 'Request_ResourceNotFound');
    for (const item of items) assert.match(item.headers['request-id'] ?? '', /^[0-9a-f-]{36}$/);
  });

  it('answers a photo as base64', async () => {
    const { items } = await batch(setup(), [get('p', `/users/${upn('anna.svensson')}/photos/48x48/$value`)]);
    assert.equal(items[0]?.headers['Content-Type'], 'image/png');
    assert.equal(Buffer.from(String(items[0]?.body), 'base64').subarray(1, 4).toString(), 'PNG');
  });

  it("takes ConsistencyLevel from the item's own headers alone", async () => {
    const sandbox = setup();
    const url = '/users?$search="displayName:anna"';
    const { items } = await batch(
      sandbox,
      [get('without', url), get('with', url, { headers: { ConsistencyLevel: 'eventual' } })],
      { headers: { ConsistencyLevel: 'eventual' } },
    );
    assert.deepEqual(
      items.map(item => [item.id, item.status]),
      [
        ['with', 200],
        ['without', 400],
      ],
    );
  });

  it('runs a POST with its body, as the caller of the batch', async () => {
    const sandbox = setup();
    const url = `/users/${upn('anna.svensson')}/authentication/methods/${PASSWORD_METHOD_ID}/resetPassword`;
    const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer forged' };
    const { items } = await batch(sandbox, [
      { id: 'r', method: 'POST', url, headers, body: { newPassword: 'Tove-9283-kvast' } },
    ]);
    assert.equal(items[0]?.status, 202);
    assert.match(items[0]?.headers.Location ?? '', /operations/);
    assert.equal(sandbox.tenant.trySignIn(upn('anna.svensson'), 'Tove-9283-kvast').result, 'must-change-password');
  });

  it('fails what depends on a failure with 424, and nothing else', async () => {
    const { items } = await batch(setup(), [
      get('1', '/planets'),
      get('2', '/me', { dependsOn: ['1'] }),
      get('3', '/me'),
      get('4', '/me', { dependsOn: ['3'] }),
    ]);
    assert.deepEqual(Object.fromEntries(items.map(item => [item.id, item.status])), { 1: 400, 2: 424, 3: 200, 4: 200 });
  });

  it('takes 20 items and refuses 21', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => get(String(n), '/me?$select=id'));
    const { status, items } = await batch(setup(), many(20));
    assert.deepEqual([status, items.length], [200, 20]);
    assert.equal((await batch(setup(), many(21))).status, 400);
  });

  const malformed: [title: string, requests: unknown][] = [
    ['no requests', []],
    ['no list', {}],
    ['an item that is none', ['x']],
    ['no id', [{ method: 'GET', url: '/me' }]],
    ['an empty id', [get('', '/me')]],
    ['no method', [{ id: '1', url: '/me' }]],
    ['no url', [{ id: '1', method: 'GET' }]],
    ['an absolute url', [get('1', 'https://graph.example/v1.0/me')]],
    ['the same id twice', [get('1', '/me'), get('1', '/me')]],
    [
      'a batch in a batch',
      [{ id: '1', method: 'POST', url: '/$batch', headers: { 'Content-Type': 'application/json' }, body: {} }],
    ],
    ['a body without Content-Type', [{ id: '1', method: 'POST', url: '/me', body: {} }]],
    ['a dependency that comes later', [get('1', '/me', { dependsOn: ['2'] }), get('2', '/me')]],
    ['a dependency that is no list', [get('1', '/me', { dependsOn: '2' })]],
  ];
  for (const [title, requests] of malformed) {
    it(`400 for ${title}`, async () => assert.equal((await batch(setup(), requests)).status, 400));
  }

  it('401 for the whole without a token', async () => {
    const { graph } = setup();
    const { status } = await graph.handle({
      method: 'POST',
      path: '/v1.0/$batch',
      headers: {},
      body: { requests: [get('1', '/me')] },
    });
    assert.equal(status, 401);
  });
});
