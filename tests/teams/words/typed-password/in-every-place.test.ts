import assert from 'node:assert/strict';
import { parseCommand } from '../../../../src/teams/words/parse-command.ts';
import { name, reset } from '../expected.ts';

/** Where people write a password beside a wish; `X` stands for it. */
const PLACES = [
  'User: Anna Berg\nRequest: password reset\nPassword: X',
  'User: Anna Berg\nRequest: password reset\nOld password: X',
  'User: Anna Berg\nRequest: password reset\nX',
  'User: Anna Berg X\nRequest: password reset',
  'User: Anna Berg\nRequest: password reset\nTemp: X',
  'Namn: Anna Berg\nLösenord: X\nÄrende: återställ lösenord',
  "reset Anna Berg's password\nThanks\nX",
  "reset Anna Berg's password, approved by Erik Lund X",
  "Anna Berg's password X does not work, please reset it",
  "reset Anna Berg's password because her password was X",
  'Anna Bergs lösenord X funkar inte, återställ det',
] as const;
const PASSWORDS = ['Sommar2026!', 'Volvo740', 'qwerty123', 'P@ssw0rd'] as const;

describe('A password in any place of a message', () => {
  for (const place of PLACES) {
    it(`is warned about and in no field: ${JSON.stringify(place)}`, () => {
      for (const password of PASSWORDS) {
        const command = parseCommand(place.replace('X', password));
        assert.ok('typedPassword' in command && command.typedPassword, JSON.stringify([password, command]));
        const core = password.replace(/\W+$/, '');
        assert.ok(!JSON.stringify(command).toLowerCase().includes(core.toLowerCase()), JSON.stringify(command));
      }
    });
  }
});

describe('A password under a signature', () => {
  it('takes the reason with it, which may be about it', () => {
    const command = parseCommand('reset password for Anna Berg because she typed it wrong\nThanks\nSommar2026!');
    assert.deepEqual(command, reset(name('Anna Berg'), { typedPassword: true }));
  });
});

describe('A word in place of a password in a form', () => {
  for (const label of ['Password', 'PW', 'New password', 'Lösenord']) {
    it(`is no person: ${label}`, () => {
      const command = parseCommand(`User: Anna Berg\nRequest: password reset\n${label}: sunflower`);
      assert.deepEqual(command, reset(name('Anna Berg'), { typedPassword: true }));
    });
  }
});
