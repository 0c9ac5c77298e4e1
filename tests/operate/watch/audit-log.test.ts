import assert from 'node:assert/strict';
import { ANNA, AUDIT_LIST, MIKAEL, Operator, type Put } from './operator.ts';

const LIST = '/auditLogs/directoryAudits';
const FIRST = `${LIST}.*by%20admin`;

function reset(changes: Partial<Put> = {}): Put {
  return { activityDisplayName: 'Reset password (by admin)', by: { user: MIKAEL }, target: ANNA, ...changes };
}

describe('operate/watch/audit-log', () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.begin();
  });
  afterEach(() => operator.bench.dispose());

  const fault = (changes: Record<string, unknown>) =>
    operator.sandbox.control('POST', 'faults', { service: 'graph', pathPattern: LIST, ...changes });

  it('asks for no more than it needs: these activities, of that time and the day before', async () => {
    await operator.run('--since', '2026-03-02', '--until', '2026-03-03');
    const asked = (await operator.asked()).map(({ path }) => new URLSearchParams(path.split('?')[1]));
    const filters = asked.map(query => query.get('$filter') ?? '');
    assert.equal(new Set(filters).size, 6);
    for (const filter of filters) {
      assert.match(filter, / and activityDateTime ge 2026-03-01T00:00:00\.000Z and activityDateTime le 2026-03-04T/);
    }
    assert.ok(filters.some(filter => filter.startsWith("activityDisplayName eq 'Reset password (by admin)'")));
  });

  it('turns pages, with never more than five requests in ten seconds', async () => {
    await operator.put(...Array.from({ length: 7_500 }, () => reset()));
    const { code, out, problems } = await operator.run();
    assert.match(out, /^AROUND NYCKEL: 7500 rows of Entra’s log, about 1 account:$/m, problems);
    assert.equal(code, 1);
    const asked = await operator.asked();
    assert.deepEqual(
      [...new Set(asked.map(({ status }) => status))],
      [200],
      'Graph has never said that it is too often',
    );
    assert.equal(asked.length, 13);
    assert.ok(operator.waited > 0 && operator.waited < 60_000, String(operator.waited));
  });

  it('waits as long as Graph says where it is asked too often all the same', async () => {
    await operator.put(reset());
    await fault({ status: 429, code: 'TooManyRequests', retryAfter: 73, times: 2 });
    const pauses: number[] = [];
    operator.onPause = async milliseconds => void pauses.push(milliseconds);
    const { code } = await operator.run();
    assert.equal(code, 1);
    assert.equal(pauses.filter(pause => pause === 73_000).length, 2);
  });

  it('gives up where Graph asks for more patience than anybody has', async () => {
    await fault({ status: 429, code: 'TooManyRequests', retryAfter: 3_000, times: null });
    const { code, out, problems } = await operator.run();
    assert.deepEqual([code, out], [2, '']);
    assert.match(problems, /Graph, audit log: status 429 TooManyRequests/);
  });

  it('asks again after a dropped connection and a moment without an answer, and loses no row', async () => {
    await operator.put(reset());
    await fault({ pathPattern: FIRST, drop: 'before' });
    await fault({ pathPattern: FIRST, status: 503 });
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    assert.match(out, /AROUND NYCKEL: 1 row/);
  });

  for (const [what, changes] of [
    ['is cut off', { malformedJson: true }],
    ['is the page of a proxy', { status: 200, foreign: 'html' }],
    ['has no list', { status: 200, body: { '@odata.context': 'x', value: 'none' } }],
    ['has a link that is none', { status: 200, body: { '@odata.context': 'x', value: [], '@odata.nextLink': 7 } }],
    ['is an error of the service', { status: 500 }],
  ] as const) {
    it(`says nothing of the log where an answer ${what}`, async () => {
      await operator.put(reset());
      await fault({ ...changes, times: null });
      const { code, out, problems } = await operator.run();
      assert.deepEqual([code, out], [2, '']);
      assert.match(problems, /Graph, audit log: /);
    });
  }

  for (const [what, link] of [
    ['another host', 'https://graph.evil.example/v1.0/auditLogs/directoryAudits?$skiptoken=1'],
    ['another port', 'https://localhost:9/v1.0/auditLogs/directoryAudits?$skiptoken=1'],
    ['somewhere else on the same host', '<graph>/v1.0/users?$skiptoken=1'],
    ['another version', '<graph>/beta/auditLogs/directoryAudits?$skiptoken=1'],
  ] as const) {
    it(`does not follow a link to ${what}, and does not pass over what is behind it`, async () => {
      const next = link.replace('<graph>', operator.env.GRAPH_ENDPOINT ?? '');
      await fault({ status: 200, body: { '@odata.context': 'x', value: [], '@odata.nextLink': next } });
      const { code, out, problems } = await operator.run();
      assert.deepEqual([code, out], [2, '']);
      assert.match(problems, /could not be read to its end: the list leads to another place\./);
      assert.equal((await operator.asked()).length, 1);
    });
  }

  it('does not go round in a circle', async () => {
    const next = `${operator.env.GRAPH_ENDPOINT}${AUDIT_LIST}?$top=1`;
    await fault({ status: 200, body: { '@odata.context': 'x', value: [], '@odata.nextLink': next }, times: null });
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /the list leads back to where it was/);
    assert.equal((await operator.asked()).length, 2);
  });

  it('counts a row once that comes on two pages, because others came in between', async () => {
    await operator.put(reset());
    const { rows } = await operator.sandbox.control<{ rows: unknown[] }>('GET', 'audits');
    const next = `${operator.env.GRAPH_ENDPOINT}${AUDIT_LIST}?$top=100`;
    await fault({ status: 200, body: { '@odata.context': 'x', value: rows, '@odata.nextLink': next } });
    const { out } = await operator.run();
    assert.match(out, /^AROUND NYCKEL: 1 row /);
    assert.equal((await operator.asked()).length, 7);
  });

  it('keeps that pace with what it asks again as well', async () => {
    await fault({ status: 503, applied: true, skip: 4, times: 2 });
    const { code } = await operator.run();
    assert.equal(code, 0);
    const statuses = (await operator.asked()).map(({ status }) => status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 503, 503, 200, 200]);
  });

  it('says plainly that there is no P1', async () => {
    await operator.sandbox.control('PUT', 'audits', { premium: 'off' });
    const { code, out, problems } = await operator.run();
    assert.deepEqual([code, out], [2, '']);
    assert.match(problems, /The tenant has no Microsoft Entra ID P1 or P2/);
    assert.equal((await operator.asked()).length, 1);
  });

  it('says plainly that whoever signed in has no role for it', async () => {
    await operator.signsIn({ account: MIKAEL });
    const { code, out, problems } = await operator.run();
    assert.deepEqual([code, out], [2, '']);
    assert.match(problems, /holds no role that may read the audit log. Give them Reports Reader/);
  });

  it('says plainly that the application has no permission for it', async () => {
    await operator.signsIn({ scopes: ['User.Read'] });
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /has no AuditLog\.Read\.All \(delegated\)\. Add it to its registration/);
  });

  it('tells any other refusal by its code', async () => {
    await fault({ status: 403, code: 'Authorization_RequestDenied', message: 'Erik is a secret', times: null });
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /Graph, audit log: status 403 Authorization_RequestDenied/);
    assert.ok(!problems.includes('secret'));
  });
});
