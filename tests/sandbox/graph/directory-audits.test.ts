import assert from 'node:assert/strict';
import { codeOf, START, setup, upn, valuesOf } from './graph-fixture.ts';

const LIST = '/auditLogs/directoryAudits';
const READER = { as: 'gustav.norberg', scopes: ['AuditLog.Read.All'] };
const TAP = ['UserAuthMethod-TAP.ReadWrite.All'];

function world() {
  const graph = setup();
  const { tenant, userOf, ask } = graph;
  const add = (changes: Partial<Parameters<typeof tenant.audits.add>[0]> = {}) => {
    const { id, displayName, userPrincipalName } = userOf('anna.svensson');
    const target = { id, displayName, userPrincipalName };
    const by = { ...target, ipAddress: null };
    return tenant.audits.add({ activityDisplayName: 'Reset user password', by, target, ...changes });
  };
  const list = (query = '', options = READER) => ask(`${LIST}${query}`, options);
  const filtered = (filter: string) => list(`?$filter=${encodeURIComponent(filter)}`);
  return { ...graph, add, list, filtered };
}

describe('sandbox Graph: the audit log', () => {
  it('has two rows of a reset, with who did it to whom and the client-request-id', async () => {
    const { reset, list, id } = world();
    const correlationId = '0b1a4d7c-98aa-4a31-9be3-6f8d5d3b2c11';
    const done = await reset(upn('anna.svensson'), { headers: { 'client-request-id': correlationId } });
    assert.equal(done.status, 202);
    const rows = valuesOf(await list());
    const names = rows.map(row => row.activityDisplayName);
    assert.deepEqual(names.sort(), ['Reset password (by admin)', 'Reset user password']);
    for (const row of rows) {
      assert.equal(row.correlationId, correlationId);
      assert.equal(row.activityDateTime, `${new Date(START).toISOString().slice(0, -1)}0000Z`);
      assert.ok(JSON.stringify(row.initiatedBy).includes(id('erik.lindqvist')));
      assert.ok(JSON.stringify(row.targetResources).includes(id('anna.svensson')));
      assert.equal(row.result, 'success');
    }
  });

  it('has a row without effect of a reset that does not work, and none of one that was refused', async () => {
    const { reset, list, graph } = world();
    await reset(upn('anna.svensson'), { newPassword: 'short' });
    assert.deepEqual(valuesOf(await list()), []);
    graph.operations.configureNext({ outcome: 'failed' });
    await reset(upn('anna.svensson'));
    const rows = valuesOf(await list()).map(row => [row.activityDisplayName, row.result]);
    assert.deepEqual(rows, [['Reset password (by admin)', 'failure']]);
  });

  it('names a pass in the reason alone, when it is made and when it is deleted', async () => {
    const { ask, list, clock } = world();
    const path = `/users/${upn('anna.svensson')}/authentication/temporaryAccessPassMethods`;
    const options = { as: 'johanna.bergstrom', scopes: TAP };
    const made = await ask(path, { ...options, method: 'POST', body: {} });
    clock.advance(1_000);
    await ask(`${path}/${String(made.body.id)}`, { ...options, method: 'DELETE' });
    const rows = valuesOf(await list()).map(row => [row.activityDisplayName, row.resultReason]);
    assert.deepEqual(rows, [
      ['Admin deleted security info', 'Admin deleted temporary access pass method for user'],
      ['Admin registered security info', 'Admin registered temporary access pass method for user'],
    ]);
  });

  it('gives rows a correlation id of their own where the caller has sent none, or the log does so', async () => {
    const { reset, list, tenant } = world();
    await reset(upn('anna.svensson'), { headers: { 'client-request-id': 'mine' } });
    tenant.audits.correlation = 'own';
    const sent = '0b1a4d7c-98aa-4a31-9be3-6f8d5d3b2c11';
    await reset(upn('anna.svensson'), { headers: { 'client-request-id': sent } });
    for (const { correlationId } of valuesOf(await list())) {
      assert.match(String(correlationId), /^[0-9a-f-]{36}$/);
      assert.notEqual(correlationId, sent);
    }
  });

  it('shows rows only once their lag is over, the newest first', async () => {
    const { add, list, clock } = world();
    const late = add({ at: START - 5_000, lag: 60_000 });
    const [older, newer] = [add({ at: START - 9_000 }), add({ at: START - 1_000 })];
    const ids = async () => valuesOf(await list()).map(({ id }) => id);
    assert.deepEqual(await ids(), [newer, older]);
    clock.advance(60_000);
    assert.deepEqual(await ids(), [newer, late, older]);
    const oldestFirst = valuesOf(await list('?$orderby=activityDateTime asc')).map(({ id }) => id);
    assert.deepEqual(oldestFirst, [older, late, newer]);
  });

  it('turns pages', async () => {
    const { add, list } = world();
    for (let each = 0; each < 5; each++) add({ at: START - each });
    const first = await list('?$top=3');
    const next = String(first.body['@odata.nextLink']);
    assert.match(next, /^https:\/\/graph\.example\/v1\.0\/auditLogs\/directoryAudits\?%24top=3&%24skiptoken=/);
    const second = await list(next.slice(next.indexOf('?')));
    assert.deepEqual([valuesOf(first).length, valuesOf(second).length], [3, 2]);
    assert.equal(second.body['@odata.nextLink'], undefined);
  });

  for (const [filter, count] of [
    ['activityDateTime ge 2026-01-15T09:30:00Z', 2],
    ['activityDateTime le 2026-01-15T09:29:59.9Z', 1],
    ['activityDateTime ge 2026-01-15T09:30:00.900Z and activityDateTime le 2026-01-15T09:30:00.9000000Z', 1],
    ["activityDisplayName eq 'Reset user password'", 2],
    ["activityDisplayName eq 'It''s and other' and activityDateTime ge 2026-01-01T00:00:00Z", 1],
    ["startswith(activityDisplayName, 'Reset')", 2],
    ["correlationId eq 'none' and loggedByService eq 'Core Directory'", 0],
  ] as const) {
    it(`finds ${count} by ${filter}`, async () => {
      const { add, filtered } = world();
      add({ at: START });
      add({ at: START - 1_000 });
      add({ at: START - 900, activityDisplayName: "It's and other" });
      const answer = await filtered(filter);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(valuesOf(answer).length, count);
    });
  }

  for (const filter of [
    "activityDisplayName eq 'a' or activityDisplayName eq 'b'",
    'activityDateTime gt 2026-01-15T09:30:00Z',
    'activityDateTime ge yesterday',
    'activityDateTime ge 2026-13-15T09:30:00Z',
    "result eq 'success'",
    '',
  ]) {
    it(`does not take the filter ${filter || 'that is empty'}`, async () => {
      assert.equal((await world().filtered(filter)).status, 400);
    });
  }

  it('is for readers alone, with the permission and the license, each refused in its own words', async () => {
    const { list, tenant } = world();
    const told = async (options = READER) => {
      const answer = await list('', options);
      return `${answer.status} ${codeOf(answer)}`;
    };
    assert.equal(await told(), '200 none');
    assert.equal(await told({ ...READER, as: 'samuel.okafor' }), '200 none');
    assert.equal(await told({ ...READER, as: 'erik.lindqvist' }), '403 Authentication_RequestFromUnsupportedUserRole');
    const without = { ...READER, scopes: ['User.Read.All'] };
    assert.equal(await told(without), '403 Authentication_MSGraphPermissionMissing');
    tenant.audits.premium = 'off';
    assert.equal(await told(), '403 Authentication_RequestFromNonPremiumTenantOrB2CTenant');
  });

  it('takes five requests in ten seconds, and says when to come again', async () => {
    const { list, clock } = world();
    for (let each = 0; each < 5; each++) {
      assert.equal((await list()).status, 200);
      clock.advance(1_000);
    }
    const sixth = await list();
    assert.deepEqual([sixth.status, codeOf(sixth), sixth.headers['Retry-After']], [429, 'TooManyRequests', '5']);
    clock.advance(4_999);
    assert.equal((await list()).status, 429);
    clock.advance(1);
    assert.equal((await list()).status, 200);
    assert.equal((await list()).status, 429, 'one of the five is over, and no more');
  });
});
