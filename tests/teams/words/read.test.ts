import assert from 'node:assert/strict';
import type { MessageCommand } from '../../../src/teams/words/message-command.ts';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';
import { check, forWhom, help, own, type Row } from './expected.ts';

const yes: MessageCommand = { kind: 'yes' };
const cancel: MessageCommand = { kind: 'cancel' };
const thanks: MessageCommand = { kind: 'thanks' };
const choice = (number: number): MessageCommand => ({ kind: 'choice', number });
const nothing: MessageCommand = { kind: 'not-understood' };
const said = (expected: MessageCommand, ...texts: string[]): Row[] => texts.map(text => [text, expected]);

describe('A message of one word: an answer to a card', () => {
  check([
    ...said(
      yes,
      'yes',
      'Yes!',
      'yes please',
      'YES',
      'confirm',
      'approve',
      'do it',
      'ja',
      'Ja tack',
      'bekräfta',
      'godkänn',
    ),
    ...said(
      cancel,
      'cancel',
      'Cancel.',
      'please cancel',
      'cancel it',
      'abort',
      'no',
      'No thanks',
      'nej',
      'Avbryt!',
      'ångra',
    ),
    ...said(choice(1), '1', '1.', '1 please'),
    ...said(choice(9), '9'),
  ]);
});

describe('A message of one word that is no answer to a card', () => {
  check([
    ...said(thanks, 'thanks', 'thanks!', 'Thank you!', 'Tack!', 'tack så mycket'),
    ...said(help, 'hi, thanks', 'hello'),
    ...said({ kind: 'negated' }, 'never mind', "don't reset the password for Anna"),
    ...said(forWhom, 'reset password'),
    ...said(own, 'reset my password'),
  ]);

  for (const text of ['0', '10', '007', '2 3', '½', '²', 'ok', '👍', 'please']) {
    it(JSON.stringify(text), () => assert.deepEqual(parseCommand(text), nothing));
  }
});

describe('Yes and cancel among other words', () => {
  for (const text of ['yes reset the password for Anna Svensson', 'ja, återställ lösenordet för Anna Svensson']) {
    it(JSON.stringify(text), () => assert.notEqual(parseCommand(text).kind, 'yes'));
  }
  for (const text of ['cancel the meeting', 'no password for Anna', 'avbryt mötet']) {
    it(JSON.stringify(text), () => assert.notEqual(parseCommand(text).kind, 'cancel'));
  }
});
