import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsPassword } from '../../../src/desk/wording/password-like.ts';
import { searchedFor } from '../../../src/desk/wording/searched-for.ts';
import { typedPassword } from '../support/typed-passwords.ts';

describe('desk/searched-for', () => {
  it('leaves names, addresses and numbers as they were written', () => {
    for (const label of ['Anna Svensson', 'anna.svensson@fjallvind.example', '4711', 'Åsa Öberg-Lind', "O'Neill"]) {
      assert.equal(searchedFor(label), label);
    }
  });

  it('keeps no typed password, wherever it stands beside a name', () => {
    const names = fc.constantFrom('Anna', 'Anna Svensson', 'Ebba Fredholm');
    fc.assert(
      fc.property(names, typedPassword, fc.boolean(), (name, password, first) => {
        fc.pre(holdsPassword(password));
        const kept = searchedFor(first ? `${password} ${name}` : `${name} ${password}`);
        assert.ok(!kept.includes(password), kept);
        assert.ok(!holdsPassword(kept), kept);
      }),
    );
  });
});
