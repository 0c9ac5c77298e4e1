import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ineligibility } from '../../../src/desk/actions/reset-password/eligibility.ts';
import { judgeTarget } from '../../../src/desk/judging/judge.ts';
import { code, table } from '../../support/rules-page.ts';
import { ANNA, DOMAINS, from, KINDS, onOneself } from './kinds-of-accounts.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('docs/rules.md: accounts', () => {
  const strict = { passwordWriteback: 'unknown', federatedDomains: 'refuse' } as const;
  const lenient = { passwordWriteback: 'on', federatedDomains: 'try' } as const;
  const issuers = table('Accounts', 1);

  it('lists every issuer that the code knows, with its refusal', () => {
    const source = readFileSync(path.join(ROOT, 'src/desk/actions/home-elsewhere.ts'), 'utf8');
    const [homes = ''] = /new Map\(\[[^;]+\]\);/.exec(source) ?? [];
    const known = [...homes.matchAll(/\['([^']+)', '([^']+)'\]/g)].map(([, issuer, rule]) => [issuer, rule]);
    assert.ok(known.length > 0);
    const listed = issuers.map(row => [row.Issuer?.toLowerCase(), code(row.Refusal)[0]]);
    assert.deepEqual(listed.sort(), known.sort());
  });

  for (const { Issuer = '', Refusal } of issuers) {
    it(`refuses ${Issuer} as it says, in whatever case`, () => {
      for (const issuer of [Issuer, Issuer.toUpperCase()]) {
        assert.equal(
          ineligibility({ account: { ...ANNA, ...from(issuer) }, domains: DOMAINS }, lenient),
          code(Refusal)[0],
        );
      }
    });
  }

  const [own, ...accounts] = table('Accounts');

  it("refuses the requester's own first, whatever else it is", () => {
    assert.equal(own?.Account, "The requester's own");
    const denied = judgeTarget({ action: 'reset-password', ...onOneself() }, strict);
    assert.equal(denied?.rule, code(own?.Refusal)[0]);
  });

  it('lists every kind of account', () => {
    const listed = accounts.map(row => row.Account);
    assert.deepEqual(listed, Object.keys(KINDS));
  });

  // Those that a setting of the policy lets through are judged with both policies.
  for (const { Account: kind = '', Refusal = '' } of accounts) {
    it(`${kind}: refused as it says, or not at all`, () => {
      const [rule] = Refusal.startsWith('none') ? [undefined] : code(Refusal);
      const changes = KINDS[kind] ?? [];
      assert.ok(changes.length > 0);
      for (const change of changes) {
        const account = { ...ANNA, ...change };
        assert.equal(ineligibility({ account, domains: DOMAINS }, strict), rule);
        const setting = / unless `/.test(Refusal);
        assert.equal(ineligibility({ account, domains: DOMAINS }, lenient), setting ? undefined : rule);
      }
    });
  }
});
