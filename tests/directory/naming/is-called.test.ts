import assert from 'node:assert/strict';
import { isCalled } from '../../../src/directory/naming/is-called.ts';
import { named } from '../support/named.ts';

/** By each display name: what is all theirs, and what is not. */
const WRITTEN: readonly [displayName: string, theirs: readonly string[], notTheirs: readonly string[]][] = [
  [
    'Anna Svensson',
    ['anna svensson', 'Svensson Anna', 'Svensson, Anna', 'A. Svensson', 'Anna S', 'Anna', 'ÁNNA SVENSSON'],
    ['Anna Svenson', 'Ann Svensson', 'Anna Svens', 'Anna A', 'Anna Anna', 'Anna Maria Svensson', 'A S', 'A', '', '- .'],
  ],
  ['Maria Lundin', ['Maria Lundin', 'M Lundin'], ['Maria Lund', 'Maria Lundina', 'Marie Lundin']],
  ['Åsa Öhman', ['Asa Ohman', 'A\u030Asa O\u0308hman', 'ÅSA ÖHMAN'], ['Aasa Oehman', 'Sa Hman']],
  [
    "Siobhan O'Brien",
    ['Siobhan OBrien', 'Siobhan O Brien', 'Siobhán O’Brien', 'Siobhan O´Brien', 'O-Brien'],
    ['Siobhan P Brien'],
  ],
  ['Siobhan OBrien', ["Siobhan O'Brien", 'Siobhan O Brien'], ["Siobhan O'Brian"]],
  ['Anna-Karin Ek', ['Anna Karin Ek', 'Annakarin Ek', 'A-K Ek', 'Karin Ek'], ['Anna-Maria Ek', 'Anna-Karina Ek']],
  ['Anna Karin Ek', ['Anna-Karin Ek', 'Annakarin Ek'], []],
  ['Olivia van Dam', ['Olivia Vandam', 'van Dam, Olivia'], ['Olivia von Dam']],
  ['Lech Wałęsa', ['Lech Walesa'], ['Lech Wales']],
  ['Jens Ærø Strauß', ['Jens Aero Strauss'], ['Jens Ero Strauss']],
  ['王 伟', ['王 伟', '伟 王', '王'], ['王 伟 明', '王伟明']],
  ['की', ['की'], ['का']],
];

describe('Whether somebody is called what was written', () => {
  for (const [displayName, theirs, notTheirs] of WRITTEN) {
    it(displayName, () => {
      for (const written of theirs) assert.ok(isCalled(named(displayName), written), `${written} is ${displayName}`);
      for (const written of notTheirs) assert.ok(!isCalled(named(displayName), written), `${written} is not`);
    });
  }

  it('knows the given name and the surname where the display name has others', () => {
    const bob = named('Bob Fairfax', { givenName: 'Robert', surname: 'Fairfax' });
    for (const written of ['Bob Fairfax', 'Robert Fairfax', 'Bob Robert Fairfax']) assert.ok(isCalled(bob, written));
    assert.ok(!isCalled(bob, 'Robert Robert'));
  });

  it('is told at once, however often somebody repeats a word in their name', () => {
    const often = named('Anna '.repeat(50), { surname: 'Zorn' });
    assert.ok(isCalled(often, 'Anna '.repeat(8)));
    assert.ok(!isCalled(often, `${'Anna '.repeat(8)}Zor`));
    assert.ok(!isCalled(named('Aa Ab Ac Ad Ae Af Ag '.repeat(6)), `${'A '.repeat(12)}Ag Ag Ag Ag Ag Ag Ag`));
    assert.ok(!isCalled(named('Anna'), 'Anna '.repeat(21)));
  });

  it('knows what they sign in with, and their number, and nothing that only begins so', () => {
    const sql = named('SQL Service', {
      userPrincipalName: 'svc_sql@contoso.com',
      mailNickname: 'sql.service',
      onPremisesSamAccountName: 'SQLSVC',
      employeeId: 'E-1044',
    });
    for (const written of ['svc_sql', 'SVC_SQL', 'sql.service', 'sqlsvc', 'e-1044'])
      assert.ok(isCalled(sql, written), written);
    for (const written of ['svc', 'svc_sq', 'E-104', 'svc_sql@contoso']) assert.ok(!isCalled(sql, written), written);
  });
});
