import assert from 'node:assert/strict';
import type { SearchResult } from '../../src/desk/ports.ts';
import type { TargetQuery } from '../../src/desk/request/errand.ts';
import { assertTrouble, CORRELATION_ID, type Harness, PEOPLE, startHarness } from './harness.ts';

const ANNA = 'anna.svensson@fjallvind.example';
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';

describe('directory: find', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function find(query: TargetQuery, requester: string = PEOPLE.erikHelpdesk): Promise<SearchResult> {
    return (await (await harness.as(requester)).find(query)).finding;
  }

  /** Who was found, and that it took exactly so many round trips. */
  async function findIn(trips: number, query: TargetQuery): Promise<string[]> {
    const finding = await find(query);
    assert.equal((await harness.calls()).length, trips, 'round trips');
    if (finding.kind === 'one') return [finding.target.account.userPrincipalName];
    return finding.kind === 'several' ? finding.candidates.map(account => account.userPrincipalName) : [];
  }

  it('takes one round trip for a sign-in name', async () => {
    assert.deepEqual(await findIn(1, { by: 'address', value: ANNA }), [ANNA]);
  });

  it('takes one round trip for an object id', async () => {
    assert.deepEqual(await findIn(1, { by: 'object-id', value: PEOPLE.annaMember }), [ANNA]);
  });

  it('takes two round trips for a name', async () => {
    assert.deepEqual(await findIn(2, { by: 'name', value: 'svensson ANNA' }), [ANNA]);
  });

  it('takes two round trips for an employee number', async () => {
    assert.deepEqual(await findIn(2, { by: 'employee-number', value: '1005' }), [ANNA]);
  });

  it('takes two round trips for several people, photos included', async () => {
    assert.equal((await findIn(2, { by: 'name', value: 'Johan Andersson' })).length, 2);
  });

  it('takes one round trip more for those who come close, and no third where nobody does', async () => {
    assert.deepEqual(await findIn(2, { by: 'name', value: 'Nobody Atall' }), []);
  });

  it('names every property it reads and sends our correlation id', async () => {
    await find({ by: 'name', value: 'Anna Svensson' });
    for (const call of await harness.calls()) {
      assert.equal(call.clientRequestId, CORRELATION_ID);
      for (const item of call.batch ?? []) assert.match(item.url, /[?&]\$select=|\/photos\/48x48\/\$value$/);
    }
    assert.ok(harness.told.every(call => call.correlationId === CORRELATION_ID && call.requestId));
  });

  it('says who asks, with the roles, direct and through a group', async () => {
    const direct = await (await harness.as(PEOPLE.erikHelpdesk)).find({ by: 'address', value: ANNA });
    assert.equal(direct.requester.id, PEOPLE.erikHelpdesk);
    assert.equal(direct.requester.displayName, 'Erik Lindqvist');
    assert.deepEqual(
      direct.requester.roles?.map(role => role.templateId),
      [HELPDESK],
    );
    const grouped = await (await harness.as(PEOPLE.fatimaThroughGroup)).find({ by: 'name', value: 'Nobody Atall' });
    assert.deepEqual(grouped.requester.roles, [{ templateId: HELPDESK, name: 'Helpdesk Administrator', listed: true }]);
  });

  it('reads the target with manager, photo and roles', async () => {
    const finding = await find({ by: 'address', value: 'sofia.engstrom@fjallvind.example' });
    assert.ok(finding.kind === 'one');
    const catherine = await find({ by: 'address', value: 'catherine.ashworth@fjallvind.example' });
    assert.ok(catherine.kind === 'one');
    const { id } = catherine.target.account;
    assert.deepEqual(finding.target.account.manager, { id, displayName: 'Catherine Ashworth' });
    assert.deepEqual(
      finding.target.roles?.map(role => role.name),
      ['Message Center Reader'],
    );
    assert.equal(finding.target.account.photo, undefined);
    const anna = await find({ by: 'address', value: ANNA });
    assert.ok(anna.kind === 'one');
    assert.match(anna.target.account.photo ?? '', /^data:image\/png;base64,/);
    assert.deepEqual(anna.target.roles, []);
  });

  it('reads manager and age of the account, however it was looked for', async () => {
    for (const query of [
      { by: 'address', value: ANNA },
      { by: 'object-id', value: PEOPLE.annaMember },
      { by: 'employee-number', value: '1005' },
      { by: 'name', value: 'Anna Svensson' },
    ] as const) {
      const finding = await find(query);
      assert.ok(finding.kind === 'one');
      assert.equal(finding.target.account.manager?.displayName, 'James Whitaker', query.by);
      assert.equal(finding.target.account.createdDateTime, '2021-03-01T08:00:00Z', query.by);
    }
  });

  it('reads a target without manager', async () => {
    const finding = await find({ by: 'address', value: 'catherine.ashworth@fjallvind.example' });
    assert.ok(finding.kind === 'one');
    assert.equal(finding.target.account.manager, undefined);
    assert.equal(finding.target.account.isManagementRestricted, true);
  });

  describe('by address', () => {
    const found: [string, string, string][] = [
      ['an alias', 'emma.karlsson@fjallvind.example', 'emma.nilsson@fjallvind.example'],
      ['an alternate mail address', 'Will.Turner@mail.example', 'william.turner@fjallvind.example'],
      [
        'the mail address of a guest',
        'gina.rossi@gmail.example',
        'gina.rossi_gmail.example#EXT#@fjallvind.onmicrosoft.example',
      ],
    ];
    for (const [what, address, expected] of found) {
      it(`finds ${what} in two round trips`, async () => {
        assert.deepEqual(await findIn(2, { by: 'address', value: address }), [expected]);
      });
    }

    for (const address of [
      "siobhan.o'brien@fjallvind.example",
      'gina.rossi_gmail.example#EXT#@fjallvind.onmicrosoft.example',
      '  anna.svensson@FJALLVIND.example ',
    ]) {
      it(`reads ${address.trim()} directly`, async () => {
        const [only] = await findIn(1, { by: 'address', value: address });
        assert.equal(only?.toLowerCase(), address.trim().toLowerCase());
      });
    }

    it('does not decide between two who have the address', async () => {
      for (const person of ['tomas.berg@fjallvind.example', 'ulla.hellstrom@fjallvind.example']) {
        await harness.control('PATCH', `users/${person}`, { otherMails: ['shared@mail.example'] });
      }
      assert.equal((await findIn(2, { by: 'address', value: 'shared@mail.example' })).length, 2);
    });

    it('says where it looked when nobody has it', async () => {
      const finding = await find({ by: 'address', value: 'nobody@fjallvind.example' });
      assert.deepEqual(finding, { kind: 'none', searched: ['sign-in-name', 'mail', 'proxy-address', 'other-mail'] });
    });

    it('still looks for the mail address when it can be no sign-in name', async () => {
      await harness.fault({ pathPattern: '/users/will[^/]*\\?', status: 400, code: 'Request_BadRequest' });
      assert.deepEqual(await findIn(2, { by: 'address', value: 'will.turner@mail.example' }), [
        'william.turner@fjallvind.example',
      ]);
    });
  });

  describe('in trouble', () => {
    it('is denied to guests', async () => {
      for (const query of [
        { by: 'name', value: 'Anna' },
        { by: 'address', value: ANNA },
      ] as const) {
        await assertTrouble('denied', find(query, PEOPLE.miaGuest));
      }
    });

    it('asks for a new sign-in when the token has expired', async () => {
      const session = await harness.as(PEOPLE.erikHelpdesk);
      await harness.control('POST', 'clock', { advanceMs: 2 * 3_600_000 });
      await assertTrouble('sign-in-again', session.find({ by: 'address', value: ANNA }));
    });

    for (const pattern of ['/me\\?', '/users/anna[^/]*\\?', '/me/transitive', '/users/anna[^/]*/transitive']) {
      it(`asks for a new sign-in when Conditional Access wants more at ${pattern}`, async () => {
        await harness.fault({ pathPattern: pattern, times: null, status: 403, code: 'insufficient_claims' });
        await assertTrouble('sign-in-again', find({ by: 'address', value: ANNA }));
      });
    }

    it('fails when the search fails, and says nothing of nobody', async () => {
      await harness.fault({ pathPattern: '\\$search=', status: 500 });
      await assertTrouble('unavailable', find({ by: 'name', value: 'Nobody Atall' }));
    });

    it('does not mind a failed search behind a sign-in name', async () => {
      await harness.fault({ pathPattern: '\\$filter=', status: 500 });
      assert.equal((await find({ by: 'address', value: ANNA })).kind, 'one');
    });

    it('is gone for what can be no id', async () => {
      await assertTrouble('gone', find({ by: 'object-id', value: '..' }));
      assert.deepEqual(await harness.calls(), []);
    });

    it('finds nobody for a deleted account', async () => {
      assert.deepEqual(await find({ by: 'object-id', value: PEOPLE.dorisDeleted }), {
        kind: 'none',
        searched: ['object-id'],
      });
    });
  });
});
