import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';
import { withMentions } from './expected.ts';

/** What is left over in each, and whom it names all the same. */
const ASKED: readonly (readonly [what: string, text: string, target: string])[] = [
  ['a second person in place of a reason', "reset Anna Berg's password and his as well", 'Anna Berg'],
  ['a second person in place of a reason', "reset Anna Berg's password and her colleague's", 'Anna Berg'],
  ['a second person in place of a reason', "reset Anna Berg's password, his too", 'Anna Berg'],
  ['what is taken back within the reason', 'reset password for Anna Berg because she left, no wait', 'Anna Berg'],
  ['a greeting within a name', 'reset password for Olivia Hi Bennett', 'Olivia'],
  ['a greeting behind a name', 'reset password for Anna Hej', 'Anna'],
  ['a word before a surname', 'reset password for Case Berg', 'Berg'],
  ['who thanks', 'reset password for Anna Berg Thanks Erik', 'Anna Berg'],
  ['who is spoken to', 'Anna can you reset the password', 'Anna'],
  ['a new password of two names', 'nytt lösenord: Saga Lind', 'Saga Lind'],
  ["somebody else's address", 'reset password for Anna Berg anna.lund@contoso.com', 'anna.lund@contoso.com'],
  ["somebody else's address", 'User: Anna Berg\nEmail: erik.lund@contoso.com\nRequest: password reset', 'Anna Berg'],
  ['who only reports it', 'Reported by: Anna Berg\nRequest: password reset', 'Anna Berg'],
  ['somebody who is not meant', 'reset password for Dan Brown in accounting, not Dan Brown in sales', 'Dan Brown'],
];

const STARTED: readonly (readonly [text: string, target: string])[] = [
  ['reset password for Olivia Bennett, she is locked out', 'Olivia Bennett'],
  ['reset password for Anna Svensson <annsve@contoso.com>', 'annsve@contoso.com'],
  ['reset password for Anna Svensson (asvensson@contoso.com)', 'asvensson@contoso.com'],
  ['User: Anna Berg\nEmail: anna.berg@contoso.com\nRequest: password reset', 'Anna Berg'],
  ['Caller: Anna Berg\nShort description: Password reset', 'Anna Berg'],
  ['Password reset requested by line manager Tom Healy for Imran Qureshi', 'Imran Qureshi'],
  ['På uppdrag av enhetschef Lennart Hök: nytt lösenord till Sara Tekle', 'Sara Tekle'],
  ['reset password for Per J. Olsson', 'Per J Olsson'],
  ['reset password for J I Berg', 'J I Berg'],
  ['reset password for Bo Tack', 'Bo Tack'],
  ["reset Captain Alan Moretti's password", 'Alan Moretti'],
  ['reset password for Dean Moretti', 'Dean Moretti'],
];

describe('A message that leaves something unread', () => {
  for (const [what, text, target] of ASKED) {
    it(`is asked about for ${what}: ${JSON.stringify(text)}`, () => {
      const command = parseCommand(withMentions(text));
      assert.ok(command.kind === 'action' && command.target.by !== 'mention', JSON.stringify(command));
      assert.equal(command.asks, true);
      assert.equal(command.target.value, target);
    });
  }
});

describe('Two people in small letters', () => {
  for (const text of ['new password for anna berg, for erik lund', "reset anna berg's and erik lund's passwords"]) {
    it(JSON.stringify(text), () =>
      assert.deepEqual(parseCommand(text), { kind: 'other-deed', deed: 'several-people' }),
    );
  }
});

describe('A message whose every word is read', () => {
  for (const [text, target] of STARTED) {
    it(JSON.stringify(text), () => {
      const command = parseCommand(text);
      assert.ok(command.kind === 'action' && command.target.by !== 'mention', JSON.stringify(command));
      assert.equal(command.asks, undefined);
      assert.equal(command.target.value, target);
    });
  }
});
