import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';
import { codeOf, setup } from './graph-fixture.ts';
import { enc, names } from './users-fixture.ts';

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

  it('takes the account name of Windows Server AD in an advanced query alone', async () => {
    const { ask, search } = setup();
    const path = `/users?$filter=${enc("onPremisesSamAccountName eq 'GORAN.malm'")}&$select=displayName`;
    const header = { headers: { ConsistencyLevel: 'eventual' } };
    assert.deepEqual(names(await search(`${path}&$count=true`)), ['Göran Malm']);
    for (const answer of [await ask(`${path}&$count=true`), await ask(path, header)]) {
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'Request_UnsupportedQuery']);
    }
  });

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
      anyText({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('$filter', '$search'), text, async (option, value) => {
        const { status } = await search(`/users?${option}=${enc(value.toWellFormed())}`);
        assert.ok(status === 200 || status === 400, String(status));
      }),
      { numRuns: runs(400), seed: 11 },
    );
  });
});
