import assert from 'node:assert/strict';
import type { ActionCommand, MessageCommand, NamedPerson } from '../../../../src/teams/words/message-command.ts';
import { parseCommand } from '../../../../src/teams/words/parse-command.ts';
import { address, asked, check, checkNothing, employee, forWhom, mention, name, placed, reset } from '../expected.ts';

const PASS = 'temporary-access-pass';
const EITHER = ['reset-password', PASS] as const;

function pass(target: NamedPerson, more: Partial<ActionCommand> = {}): MessageCommand {
  return { kind: 'action', action: PASS, target, typedPassword: false, ...more };
}

function which(target: NamedPerson, more: { reason?: string; ticket?: string } = {}): MessageCommand {
  return { kind: 'which-action', offered: EITHER, target, typedPassword: false, ...more };
}

const forWhomPass: MessageCommand = { ...forWhom, offered: [PASS] };
const own: MessageCommand = { kind: 'own-account', action: PASS, typedPassword: false };

describe('parseCommand: a pass is given', () => {
  check([
    ['temporary access pass for Anna Berg', pass(name('Anna Berg'))],
    ['give Anna Berg a pass', pass(name('Anna Berg'))],
    ['ge Anna Berg ett pass', pass(name('Anna Berg'))],
    ['TAP for anna.berg@contoso.com', pass(address('anna.berg@contoso.com'))],
    ['issue a TAP to anna.berg@contoso.com', pass(address('anna.berg@contoso.com'))],
    ['TAP for employee 10234', pass(employee('10234'))],
    ['engångskod till @{0}', pass(mention(0))],
    ['TAP for Anna Berg (Logistics)', pass(placed('Anna Berg', 'Logistics'))],
    [
      'new TAP please for Anna Berg because she lost her phone INC0012345',
      pass(name('Anna Berg'), { ticket: 'INC0012345', reason: 'she lost her phone' }),
    ],
    ['Anna Berg lost her phone, give her a TAP', pass(name('Anna Berg'), { reason: 'lost her phone' })],
    ['Request: TAP\nUser: Anna Berg', pass(name('Anna Berg'))],
    ['TAP for Berg, Anna', pass(name('Berg Anna'))],
    ['give Anna Berg a TAP instead of a new password', pass(name('Anna Berg'))],
    ['ge Anna Berg en engångskod, inte ett nytt lösenord', pass(name('Anna Berg'))],
    ["give Anna Berg a TAP, don't reset her password", pass(name('Anna Berg'), { asks: true })],
  ]);
});

describe('parseCommand: a pass is asked about before anybody is looked up', () => {
  check([
    ['TAP Anna Berg', pass(name('Anna Berg'), { asks: true })],
    ["Anna Berg's TAP has expired", pass(name('Anna Berg'), { asks: true, reason: 'TAP has expired' })],
    ['give Anna Berg a TAP that opens the door', pass(name('Anna Berg'), { asks: true })],
    ['unlock Anna Berg and give her a TAP', pass(name('Anna Berg'), { asks: true })],
    ['give Anna Berg a TAP when she calls', pass(name('Anna Berg'), { asks: true, reason: 'she calls' })],
  ]);
});

describe('parseCommand: which of the two is asked', () => {
  check([
    ['Anna Berg lost her phone', which(name('Anna Berg'), { reason: 'lost her phone' })],
    [
      'Anna Berg har ny telefon, INC0012345',
      which(name('Anna Berg'), { ticket: 'INC0012345', reason: 'har ny telefon' }),
    ],
    ["Anna Berg can't do MFA any more", which(name('Anna Berg'), { reason: "can't do MFA any more" })],
    ['new pass for Anna Berg', which(name('Anna Berg'))],
    ['nytt pass till Anna Berg', which(name('Anna Berg'))],
    ['one-time code for Anna Berg', which(name('Anna Berg'))],
    ['OTP for Anna Berg', which(name('Anna Berg'))],
    ['reset the password of Anna Berg and give her a TAP', which(name('Anna Berg'))],
    ['Anna Berg has a new phone and forgot her password', which(name('Anna Berg'), { reason: 'forgot her password' })],
    ['she lost her phone', { ...forWhom, offered: EITHER, reason: 'she lost her phone' }],
  ]);
});

describe('parseCommand: what was a reset before there were passes is one', () => {
  check([
    ['reset pass for Anna Berg', asked(name('Anna Berg'))],
    ['Anna Berg forgot his pass', asked(name('Anna Berg'), { reason: 'forgot his pass' })],
    ['one-time password for Anna Berg', reset(name('Anna Berg'))],
    ['engångslösenord till Anna Berg', reset(name('Anna Berg'))],
    ['temporary password for Anna Berg, not a TAP', reset(name('Anna Berg'))],
    ['give Anna Berg a new password, no TAP', reset(name('Anna Berg'))],
    ['Anna Berg lost her phone, please reset her password', reset(name('Anna Berg'), { reason: 'lost her phone' })],
    [
      'Anna Berg has a new phone and forgot her password, please reset it',
      reset(name('Anna Berg'), { reason: 'forgot her password' }),
    ],
    ['reset password for Olivia Tap', reset(name('Olivia Tap'))],
    ['reset password for Joe Pass', reset(name('Joe Pass'))],
  ]);
});

describe('parseCommand: a pass for nobody who is named, and for the writer', () => {
  check([
    ['TAP', forWhomPass],
    ['pass', forWhomPass],
    ['Give a pass', forWhomPass],
    ['ge henne en engångskod', forWhomPass],
    ['I need a TAP', own],
    ['min engångskod funkar inte', own],
    ['I lost my phone', own],
  ]);
});

describe('parseCommand: a pass that nobody wishes', () => {
  checkNothing([
    "don't give Anna Berg a pass",
    'inget TAP till Anna Berg',
    'Anna Berg got a TAP yesterday',
    'jag gav Anna Berg ett tillfälligt åtkomstpass',
    'how does a TAP work?',
    'what is a temporary access pass',
    'should I give Anna Berg a TAP?',
    'thanks for giving Anna Berg a pass',
    'TAP for Anna Berg and Erik Lund',
    'TAPs for all new starters',
    'visitor pass for Anna Berg',
    'Anna Berg needs a parking pass',
    'please pass this on to Anna Berg',
    'tap the button on Anna Bergs screen',
    'byta pass med Anna Berg',
    'Anna Berg needs a new phone',
    'Anna Berg lost her phone and found it again',
    'réinitialiser le mot de passe de Anna Berg',
  ]);

  for (const [text, kind] of [
    ['visitor pass for Anna Berg', 'not-understood'],
    ['please pass this on to Anna Berg', 'not-understood'],
    ["tap the button on Anna Berg's screen", 'not-understood'],
    ['réinitialiser le mot de passe de Anna Berg', 'not-understood'],
    ["don't give Anna Berg a pass", 'negated'],
    ['inget TAP till Anna Berg', 'negated'],
    ['temporary access pass for Anna Berg. No, do not give her a TAP.', 'negated'],
    ['Anna Berg got a TAP yesterday', 'report'],
    ['what is a temporary access pass', 'question'],
  ] as const) {
    it(`is taken for what it is: ${text}`, () => assert.equal(parseCommand(text).kind, kind));
  }

  for (const text of [
    'withdraw the pass for Anna Berg',
    'delete the TAP of Anna Berg',
    'extend the TAP for Anna Berg',
    'ta bort Anna Bergs åtkomstpass',
  ]) {
    it(`is something else: ${text}`, () => assert.deepEqual(parseCommand(text), { kind: 'other-deed', deed: 'pass' }));
  }
});

describe('parseCommand: a typed pass is noticed and left out', () => {
  check([
    ['TAP: xYkQbTrz', { ...forWhomPass, typedPassword: true }],
    ['TAP for Anna Berg: xY7+kQ2z', pass(name('Anna Berg'), { typedPassword: true })],
    ['give Anna Berg the TAP xYkQbTrz', pass(name('Anna Berg'), { typedPassword: true })],
    ['engångskoden är xYkQbTrz', { ...forWhomPass, typedPassword: true }],
    ['User: Anna Berg\nRequest: TAP\nCode: xYkQbTrz', pass(name('Anna Berg'), { typedPassword: true })],
    ['TAP: Anna McDonald', pass(name('Anna McDonald'))],
  ]);
});
