import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BatchItem, readBatch } from '../../src/directory/batch.ts';
import type { GraphAnswer } from '../../src/directory/graph-answer.ts';
import { createGraphClient } from '../../src/directory/graph-client.ts';
import { createPatience } from '../../src/directory/patience.ts';
import { type GraphStub, json, startGraphStub } from '../support/graph-stub.ts';
import { runs } from '../support/runs.ts';
import { type Harness, PEOPLE, startHarness } from './harness.ts';

interface Page {
  value: unknown[];
  '@odata.nextLink'?: unknown;
}

describe('directory: a list that goes on', () => {
  let stub: GraphStub;
  /** By the url of the item, with the number of times that it was asked for before. */
  let page: (url: string) => Page | number;
  const headers: unknown[] = [];
  before(async () => {
    stub = await startGraphStub((response, { body }) => {
      const { requests } = JSON.parse(body) as { requests: { id: string; url: string; headers?: unknown }[] };
      const responses = requests.map(({ id, url, headers: sent }) => {
        headers.push(sent);
        const given = page(url);
        return typeof given === 'number'
          ? { id, status: given, body: { error: { code: 'UnknownError', message: '' } } }
          : { id, status: 200, body: given };
      });
      json(response, 200, { responses });
    });
  });
  beforeEach(() => {
    stub.requests.length = 0;
    headers.length = 0;
  });
  after(() => stub.stop());

  async function read(item: Partial<BatchItem> = {}, now: () => number = Date.now): Promise<GraphAnswer> {
    const { endpoint } = stub;
    const client = createGraphClient({ endpoint, userToken: 't', timeout: 5_000 });
    const calls = { client, endpoint, correlationId: 'c', patience: createPatience(0), now, onCall: () => undefined };
    const eventual = { ConsistencyLevel: 'eventual' };
    const list: BatchItem = { id: 'list', url: '/groups?$top=2', headers: eventual, essential: true, ...item };
    return (await readBatch(calls, [list])).get('list');
  }

  const next = (n: number) => `${stub.endpoint}/v1.0/groups?$top=2&$skiptoken=${n}`;
  const numberOf = (url: string) => Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? 0);

  it('is read to its end, whatever pages are empty, with its headers on each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 8 }), async pages => {
        headers.length = 0;
        page = url => {
          const n = numberOf(url);
          return { value: pages[n] ?? [], ...(n < pages.length - 1 ? { '@odata.nextLink': next(n + 1) } : {}) };
        };
        const { body } = await read();
        assert.deepEqual(JSON.parse(JSON.stringify(body)), { value: pages.flat() });
        assert.deepEqual(
          headers,
          pages.map(() => ({ ConsistencyLevel: 'eventual' })),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  it('that ends takes one round trip', async () => {
    page = () => ({ value: [1] });
    await read();
    assert.equal(stub.requests.length, 1);
  });

  it('is followed by a relative link as well', async () => {
    for (const link of ['/v1.0/groups?$skiptoken=1', 'groups?$skiptoken=1', '?$skiptoken=1']) {
      page = url => (numberOf(url) === 1 ? { value: [2] } : { value: [1], '@odata.nextLink': link });
      assert.deepEqual((await read()).body, { value: [1, 2], '@odata.nextLink': undefined }, link);
    }
  });

  it('is not followed to another host or version, nor to where it can not go, and is known to go on', async () => {
    for (const link of [
      'https://evil.example/v1.0/groups?$skiptoken=1',
      '//evil.example/v1.0/x',
      '/beta/groups',
      'http://[',
      'data:x',
    ]) {
      stub.requests.length = 0;
      page = () => ({ value: [1], '@odata.nextLink': link });
      assert.deepEqual((await read()).body, { value: [1], '@odata.nextLink': link });
      assert.equal(stub.requests.length, 1, link);
    }
  });

  it('that goes in a circle ends, and is known to go on', async () => {
    for (const back of [0, 1]) {
      stub.requests.length = 0;
      page = url => ({ value: [], '@odata.nextLink': next(numberOf(url) === 0 ? 1 : back) });
      const { body } = await read({ url: '/groups?$top=2&$skiptoken=0' });
      assert.deepEqual(body, { value: [], '@odata.nextLink': next(back) });
      assert.equal(stub.requests.length, 2);
    }
  });

  it('without end is read ten pages further, and not for longer than ten seconds', async () => {
    page = url => ({ value: [1], '@odata.nextLink': next(numberOf(url) + 1) });
    assert.deepEqual((await read()).body, { value: Array(11).fill(1), '@odata.nextLink': next(11) });
    assert.equal(stub.requests.length, 11);
    stub.requests.length = 0;
    let time = 0;
    await read({}, () => (time += 2_000));
    assert.ok(stub.requests.length < 5, String(stub.requests.length));
  });

  it('is as unread as its page that fails, and a search keeps what it has found', async () => {
    for (const failed of [503, 403] as const) {
      page = url => (numberOf(url) === 1 ? failed : { value: [1], '@odata.nextLink': next(1) });
      assert.equal((await read()).status, failed);
      assert.deepEqual((await read({ enough: 9 })).body, { value: [1], '@odata.nextLink': next(1) });
      page = url => (numberOf(url) === 1 ? failed : { value: [], '@odata.nextLink': next(1) });
      assert.equal((await read({ enough: 9 })).status, failed);
    }
  });

  it('of a search is read until there is enough', async () => {
    page = url => ({ value: [1, 2], '@odata.nextLink': next(numberOf(url) + 1) });
    const { body } = await read({ enough: 3 });
    assert.deepEqual(body, { value: [1, 2, 1, 2], '@odata.nextLink': next(2) });
    assert.equal(stub.requests.length, 2);
  });
});

describe('directory: a search or a membership that goes on', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  it('finds who is behind an empty page, and asks no further for an ordinary person', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const link = `/v1.0/users?$filter=${encodeURIComponent("displayName eq 'Anna Svensson'")}`;
    const body = { value: [], '@odata.nextLink': `${link}&$select=id,displayName,userPrincipalName` };
    await harness.fault({ pathPattern: '/users\\?\\$filter', status: 200, body });
    const { finding } = await session.find({ by: 'name', value: 'Anna Svensson' });
    assert.ok(finding.kind === 'one');
    assert.equal(finding.target.account.id, PEOPLE.annaMember);
    assert.equal((await harness.calls()).length, 3);
  });

  it('knows a role on the second page', async () => {
    const list = '/microsoft.graph.directoryRole';
    const link = `/v1.0/users/${PEOPLE.karinGlobal}/transitiveMemberOf${list}?$count=true&$select=id,displayName,roleTemplateId&$top=999`;
    await harness.fault({ pathPattern: `/users/.*${list}`, status: 200, body: { value: [], '@odata.nextLink': link } });
    const { target } = await (await harness.as(PEOPLE.erikHelpdesk)).examine(PEOPLE.karinGlobal);
    assert.deepEqual(
      target?.roles?.map(({ name }) => name),
      ['Global Administrator'],
    );
  });
});
