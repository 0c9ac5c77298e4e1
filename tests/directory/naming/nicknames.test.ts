import assert from 'node:assert/strict';
import { areNicknames, otherNamesOf } from '../../../src/directory/naming/nicknames.ts';

describe('Nicknames', () => {
  for (const [nickname, name] of [
    ['bob', 'robert'],
    ['lasse', 'lars'],
    ['jim', 'james'],
    ['bill', 'william'],
    ['cathy', 'catherine'],
    ['pelle', 'par'],
    ['lasse', 'larserik'],
    ['lotta', 'charlotte'],
  ] as const) {
    it(`${nickname} is ${name}, both ways`, () => {
      assert.ok(areNicknames(nickname, name));
      assert.ok(areNicknames(name, nickname));
    });
  }

  it('are of one line only: Jack is John and Jon is Jonathan, but Jack is not Jonathan', () => {
    assert.ok(areNicknames('john', 'jack'));
    assert.ok(!areNicknames('jack', 'jonathan'));
    assert.ok(!areNicknames('anna', 'anna'));
    assert.ok(!areNicknames('olivia', 'anna'));
  });

  it('come as they are spelt', () => {
    assert.ok(otherNamesOf('Göran').includes('Jöran'));
    assert.ok(otherNamesOf('pelle').includes('Pär'));
    assert.deepEqual(otherNamesOf('Xyzzy'), []);
    assert.ok(!otherNamesOf('Göran').includes('Göran'));
  });
});
