import assert from 'node:assert/strict';
import { codeOf, setup } from './graph-fixture.ts';
import { enc, names } from './users-fixture.ts';

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
