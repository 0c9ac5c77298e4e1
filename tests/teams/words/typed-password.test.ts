import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';
import { runs } from '../../support/runs.ts';
import { check, forWhom, name, own, reset } from './expected.ts';

describe('parseCommand: a typed password is noticed and left out', () => {
  check([
    ['reset password for Anna to Sommar2026!', reset(name('Anna'), { typedPassword: true })],
    ['set password Hunter2 for anna', reset(name('anna'), { typedPassword: true })],
    ['lösenordet till Anna ska vara Hunter2', reset(name('Anna'), { typedPassword: true })],
    ['sätt lösenordet till Sommar för Anna', reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password with password Hunter2", reset(name('Anna'), { typedPassword: true })],
    ['nytt lösenord: Sommar', { ...forWhom, typedPassword: true }],
    ['byt Annas lösenord till sommar', reset(name('Anna', 'Annas'), { typedPassword: true })],
    ["reset Anna's password to sommar", reset(name('Anna'), { typedPassword: true })],
    ["Anna's new password is sommar", reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password. Set it to sommar", reset(name('Anna'), { typedPassword: true })],
    ['reset password for anna to P@ss.word', reset(name('anna'), { typedPassword: true })],
    ['reset password anna hunter2', reset(name('anna'), { typedPassword: true })],
    ['nytt lösenord Sommar2026 till anna', reset(name('anna'), { typedPassword: true })],
    ['ändra lösenord sommar till anna', { ...forWhom, typedPassword: true }],
    ['new password: Hunter2 for Anna', reset(name('Anna'), { typedPassword: true })],
    ['password for Anna: Hunter2!', reset(name('Anna'), { typedPassword: true })],
    ['password for Anna: sommar', reset(name('Anna'), { typedPassword: true })],
    ['Annas lösenord: sommar', reset(name('Anna', 'Annas'), { typedPassword: true })],
    ["reset Anna's password because she wants it to be sommar", reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password because her password is sommar", reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password because she typed Sommar2026! everywhere", reset(name('Anna'), { typedPassword: true })],
    ['update password for Anna to "correct horse battery staple"', reset(name('Anna'), { typedPassword: true })],
    ["set Anna's password = Hunter2", reset(name('Anna'), { typedPassword: true })],
    ['set password = Hunter2 for Anna', reset(name('Anna'), { typedPassword: true })],
    ['Reset password for Anna, use Hunter2', reset(name('Anna'), { typedPassword: true })],
    ['Reset password for Anna, new one: Hunter2', reset(name('Anna'), { typedPassword: true })],
    ['återställ lösenordet för Anna till Sommar', reset(name('Anna'), { typedPassword: true })],
    ['återställ lösenordet till Sommar2026', { ...forWhom, typedPassword: true }],
    ['byt lösenordet för Anna och sätt det till sommar', reset(name('Anna'), { typedPassword: true })],
    ['kan du sätta Annas lösenord till sommar?', reset(name('Anna', 'Annas'), { typedPassword: true })],
    ['kan du ge Anna lösenordet sommar?', reset(name('Anna'), { typedPassword: true })],
    ['ge Anna lösenordet Sommar2026', reset(name('Anna'), { typedPassword: true })],
    ['nytt lösenord sommar för anna', reset(name('anna'), { typedPassword: true })],
    ['nytt lösenord för anna sommar2026', reset(name('anna'), { typedPassword: true })],
    ['reset anna to Sommar2026', reset(name('anna'), { typedPassword: true })],
    ['reset password for Anna, use sommar', reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password and set it to sommar", reset(name('Anna'), { typedPassword: true })],
    ['give Anna the password sommar', reset(name('Anna'), { typedPassword: true })],
    ['ge Anna lösenordet sommar', reset(name('Anna'), { typedPassword: true })],
    ['new password for anna: P@ss word for all', reset(name('anna'), { typedPassword: true })],
    ['reset password for Anna with the new password: sommar', reset(name('Anna'), { typedPassword: true })],
    ['sätt ett nytt lösenord (Sommar2026) för Anna', reset(name('Anna'), { typedPassword: true })],
    ["reset Anna's password (to Sommar2026)", reset(name('Anna'), { typedPassword: true })],
    ['set a new password for Anna Svensson: sommar123', reset(name('Anna Svensson'), { typedPassword: true })],
    ["please set Anna Svensson's password as Welcome1", reset(name('Anna Svensson'), { typedPassword: true })],
    ["make Anna's password Welcome1", reset(name('Anna'), { typedPassword: true })],
    ['reset pw for anna pw Hunter2', reset(name('anna'), { typedPassword: true })],
    ['reset pw anna new pw hunter', reset(name('anna'), { typedPassword: true })],
    ['change password from Sommar2025 to Sommar2026 for Anna', reset(name('Anna'), { typedPassword: true })],
    ["change Anna's password from Sommar2025! to Vinter2026!", reset(name('Anna'), { typedPassword: true })],
    ['reset password for Anna to So! #12345', reset(name('Anna'), { typedPassword: true })],
    ['reset password for Anna to So! AB-12', reset(name('Anna'), { typedPassword: true })],
    ['reset password for Anna to So! INC0012345', reset(name('Anna'), { ticket: 'INC0012345', typedPassword: true })],
    ['my password is Hunter2, reset it', { ...own, typedPassword: true }],
    ['reset my password to Hunter2', { ...own, typedPassword: true }],
    ['reset password, new password Hunter for Anna', reset(name('Anna'), { typedPassword: true })],
  ]);
});

describe('parseCommand: a typed password is in no field of the result', () => {
  const shapes: readonly ((password: string) => string)[] = [
    password => `reset password for Anna to ${password}`,
    password => `reset Anna's password to ${password}`,
    password => `reset Anna's password to ${password} because she forgot it`,
    password => `set password ${password} for Anna`,
    password => `set the password to ${password} for Anna`,
    password => `new password for Anna: ${password}`,
    password => `reset password for Anna with password ${password}`,
    password => `reset password for Anna because her password is ${password}`,
    password => `reset password for Anna. Set it to ${password}`,
    password => `Anna's new password should be ${password}`,
    password => `lösenordet till Anna ska vara ${password}`,
    password => `sätt lösenordet till ${password} för Anna`,
    password => `byt Annas lösenord till ${password}`,
    password => `återställ lösenordet för Anna med lösenordet ${password}`,
    password => `nytt lösenord: ${password}`,
    password => `ändra lösenordet för Anna och sätt det till ${password}`,
  ];
  const common = fc
    .tuple(
      fc.constantFrom('Sommar', 'Welcome', 'hunter', 'Qwerty'),
      fc.nat(9999),
      fc.constantFrom('', '!', '#', '%%', '_'),
    )
    .map(parts => parts.join(''));
  const wild = fc.stringMatching(/^[A-Za-z0-9!@#$%^&*()_+=.,;:<>{}|~?/[\]'"\\-]{8,24}$/);

  it('whatever it is made of', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.oneof(common, wild), (shape, password) => {
        const result = JSON.stringify(parseCommand(shape(password)));
        for (const run of password.match(/[A-Za-z0-9]{5,}/g) ?? []) assert.ok(!result.includes(run), result);
      }),
      { numRuns: runs(20_000), seed: 13 },
    );
  });

  it('and the warning is given for every password that people would choose', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), common, (shape, password) => {
        assert.ok('typedPassword' in parseCommand(shape(password)), shape(password));
        assert.match(JSON.stringify(parseCommand(shape(password))), /"typedPassword":true/);
      }),
      { numRuns: runs(3_000), seed: 13 },
    );
  });
});
