import assert from 'node:assert/strict';
import type { SearchResult } from '../../../src/desk/ports.ts';
import type { TargetQuery } from '../../../src/desk/request/errand.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from '../harness.ts';

const ANNA = 'anna.svensson@fjallvind.example';

describe('directory: find by name', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function find(query: TargetQuery): Promise<SearchResult> {
    return (await (await harness.as(PEOPLE.erikHelpdesk)).find(query)).finding;
  }

  /** The sign-in name of the one who was found in exactly so many round trips. */
  async function findIn(trips: number, query: TargetQuery): Promise<string | undefined> {
    const finding = await find(query);
    assert.equal((await harness.calls()).length, trips, 'round trips');
    return finding.kind === 'one' ? finding.target.account.userPrincipalName : undefined;
  }

  for (const name of [
    "Siobhan O'Brien",
    'Åsa Öhman',
    'A\u030Asa O\u0308hman',
    '**Eva** [link](https://evil.example)',
    '<at>Everyone</at>',
    '_Max_ <b>Tecken</b> & "Co" \\ `#1`',
  ]) {
    it(`finds ${name}`, async () => {
      const finding = await find({ by: 'name', value: name });
      assert.ok(finding.kind === 'one');
      assert.equal(finding.target.account.displayName, name.normalize('NFC'));
    });
  }

  it('never decides between namesakes', async () => {
    const finding = await find({ by: 'name', value: 'Johan Andersson' });
    assert.ok(finding.kind === 'several');
    assert.deepEqual(
      finding.candidates.map(account => account.department),
      ['Sales', 'Logistics'],
    );
    assert.equal(finding.more, false);
  });

  it('puts the exact name first', async () => {
    await harness.control('PATCH', `users/${PEOPLE.karinGlobal}`, { displayName: 'Svensson Anna-Karin' });
    const finding = await find({ by: 'name', value: 'anna svensson' });
    assert.ok(finding.kind === 'several');
    assert.deepEqual(
      finding.candidates.map(account => account.displayName),
      ['Anna Svensson', 'Svensson Anna-Karin'],
    );
  });

  it('shows at most eight, with photos, and says that there are more', async () => {
    const some = await harness.control<{ users: { id: string }[] }>('GET', 'users');
    for (const { id } of some.users.slice(0, 9)) await harness.control('PATCH', `users/${id}`, { givenName: 'Zed' });
    const finding = await find({ by: 'name', value: 'Zed' });
    assert.ok(finding.kind === 'several');
    assert.equal(finding.candidates.length, 8);
    assert.equal(finding.more, true);
    assert.ok(finding.candidates.some(account => account.photo?.startsWith('data:image/png;base64,')));
  });

  it('uses the alternative when the name itself finds nobody, in the same round trip', async () => {
    assert.equal(await findIn(2, { by: 'name', value: 'Anna Svenssons', alternative: 'Anna Svensson' }), ANNA);
  });

  it('does not decide between the name and the alternative when both find somebody', async () => {
    const finding = await find({ by: 'name', value: 'Anna Svensson', alternative: 'Olivia Bennett' });
    assert.ok(finding.kind === 'several');
    assert.deepEqual(
      finding.candidates.map(account => account.displayName),
      ['Anna Svensson', 'Olivia Bennett'],
    );
  });

  it('finds nobody for a text without anything to search for', async () => {
    for (const value of ['', '  ', '"&"', '***'])
      assert.deepEqual(await find({ by: 'name', value }), {
        kind: 'none',
        searched: ['name', 'sign-in-name', 'mail', 'mail-nickname', 'account-name', 'employee-number'],
      });
  });

  it('shows candidates without photos when these are throttled', async () => {
    await harness.fault({ pathPattern: 'photos', times: null, status: 429, retryAfter: 5 });
    const finding = await find({ by: 'name', value: 'Johan Andersson' });
    assert.ok(finding.kind === 'several');
    assert.equal((await harness.calls()).length, 2);
  });

  it('shows candidates without photos when their batch fails', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    await harness.fault({ pathPattern: '/photos/', times: null, drop: 'before' });
    const { finding } = await session.find({ by: 'name', value: 'Johan Andersson' });
    assert.ok(finding.kind === 'several');
    assert.equal(finding.candidates[0]?.photo, undefined);
    assert.deepEqual(
      harness.told.map(call => call.status),
      [200, 0],
    );
  });

  it('does not say that there is nobody when the one hit can not be read at the second look', async () => {
    await harness.fault({
      pathPattern: `/users/${PEOPLE.annaMember}\\?`,
      status: 404,
      code: 'Request_ResourceNotFound',
    });
    const finding = await find({ by: 'name', value: 'Anna Svensson' });
    assert.ok(finding.kind === 'vanished');
    assert.equal(finding.account.id, PEOPLE.annaMember);
  });

  it('does not take a first page for all that there is', async () => {
    const page = {
      value: [{ id: '1', displayName: 'A', userPrincipalName: 'a@x.se' }],
      '@odata.nextLink': 'https://evil.example/x',
    };
    await harness.fault({ pathPattern: '\\$search=', status: 200, body: page });
    const finding = await find({ by: 'name', value: 'Nobody Atall' });
    assert.ok(finding.kind === 'several');
    assert.equal(finding.more, true);
  });

  it('does not take an empty first page for nobody', async () => {
    await harness.fault({
      pathPattern: '\\$search=',
      status: 200,
      body: { value: [], '@odata.nextLink': 'https://x' },
    });
    await assertTrouble('unavailable', find({ by: 'name', value: 'Nobody Atall' }));
  });
});
