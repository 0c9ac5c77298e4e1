import assert from 'node:assert/strict';
import { withoutCopiedPeople } from '../../../src/teams/channel/copied-people.ts';

describe('copied people', () => {
  const read = (text: string) => {
    const short = withoutCopiedPeople(text.replace(/@(\d)/g, '\uE000$1\uE001'));
    return short?.replace(/\uE000(\d+)\uE001/g, '@$1').replace(/\s+/g, ' ');
  };

  for (const [text, left] of [
    ['cc @0 reset password for Anna', 'reset password for Anna'],
    ['CC: @0 reset password for @1', 'reset password for @1'],
    ['FYI @0. reset password for @1', 'reset password for @1'],
    ['reset password for @1, cc @0', 'reset password for @1'],
    ['reset password for @1 (cc @0 and @2)', 'reset password for @1'],
    ['adding @0, @2: reset password for @1', 'reset password for @1'],
    ['återställ lösenordet för @1, kopia @0 och @2', 'återställ lösenordet för @1'],
    ['för kännedom @0 återställ lösenordet för Anna', 'återställ lösenordet för Anna'],
  ] as const) {
    it(`are left out: ${text}`, () => assert.equal(read(text), left));
  }

  for (const text of ['reset password for @0', 'cc Anna reset password for @0', 'icc @0', 'cc', '@0 cc', '']) {
    it(`are none: ${text}`, () => assert.equal(read(text), undefined));
  }
});
