import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';
import { runs } from '../../support/runs.ts';
import {
  APPROVALS,
  address,
  check,
  employee,
  help,
  KINDS,
  mention,
  name,
  notUnderstood,
  OWN_HISTORY,
  own,
  reset,
} from './expected.ts';

const COMMANDS = [
  'reset password for Anna Svensson',
  "reset Anna Svensson's password",
  'reset anna@contoso.com',
  'new password for employee 10234',
  'Anna forgot her password',
  'reset password for \uE0000\uE001',
  'återställ lösenordet för Åsa Öberg',
  'nytt lösenord till Anna Svensson',
  'Anna har glömt sitt lösenord',
  'nollställ Annas lösenord',
  'reset password',
  'reset my password',
  'jag har glömt mitt lösenord',
];
const SIMPLE = ['help', 'hjälp', 'sign out', 'logga ut', 'what can you do', 'vad kan du göra', 'hej', 'hello'];

describe('parseCommand: spelling of the text', () => {
  const expected = reset(name('Åsa Öberg'));

  it('takes composed and decomposed letters alike', () => {
    const text = 'återställ lösenordet för Åsa Öberg';
    assert.deepEqual(parseCommand(text.normalize('NFC')), expected);
    assert.deepEqual(parseCommand(text.normalize('NFD')), expected);
  });

  it('does not see zero-width characters, soft hyphens and direction marks', () => {
    assert.deepEqual(parseCommand('\ufeffre\u200bset pass\u00adword for \u202eÅsa\u200d Öb\u2060erg\u200f'), expected);
  });

  it('takes every kind of blank for a blank', () => {
    for (const blank of ['\u00a0', '\u202f', '\u2003', '\t', '&nbsp;', '&#160;', '&#xA0;', '  ']) {
      assert.deepEqual(parseCommand(`reset${blank}password for Åsa${blank}Öberg`), expected);
    }
  });

  it('understands the commands in capitals and without accents', () => {
    assert.deepEqual(parseCommand('ATERSTALL LOSENORDET FOR ANNA'), reset(name('ANNA')));
    assert.deepEqual(parseCommand('NYTT LÖSENORD ÅT anna'), reset(name('anna')));
  });

  it('decodes entities once', () => {
    assert.deepEqual(parseCommand('reset password for O&#39;Brien'), reset(name("O'Brien")));
    assert.deepEqual(parseCommand('reset password for O&amp;#39;Brien'), notUnderstood);
    assert.deepEqual(parseCommand('reset password for Anna&#0;&#xD800;&#x110000; Berg'), reset(name('Anna Berg')));
  });
});

describe('parseCommand: links and addresses', () => {
  check([
    [
      'reset <a class="x" href=\'mailto:Anna@contoso.com?subject=x\' title="y">Anna@contoso.com</a>',
      reset(address('anna@contoso.com')),
    ],
    ['reset password for [Anna](mailto:anna@contoso.com)', reset(address('anna@contoso.com'))],
    ['reset password for [Bob](mailto:anna@contoso.com)', notUnderstood],
    ['reset password for [bob@contoso.com](mailto:anna@contoso.com)', notUnderstood],
    ['reset password for [Anna Berg](https://evil.example)', reset(name('Anna Berg'))],
    ["återställ o'brien@contoso.com", reset(address("o'brien@contoso.com"))],
    ['reset password for anna@contoso.com, bob@contoso.com', notUnderstood],
    ['reset password for anna@contoso.com bob@contoso.com', notUnderstood],
    ['reset password for anna@contoso.com ANNA@contoso.com', reset(address('anna@contoso.com'))],
    ['reset password for anna@localhost', notUnderstood],
    ['reset password for @contoso.com', reset(name('contoso.com'))],
    ['reset password for a@b@contoso.com', notUnderstood],
  ]);
});

describe('parseCommand: mentions', () => {
  check([
    ['@{0} has forgotten her password', reset(mention(0))],
    ['@{12} har glömt sitt lösenord', reset(mention(12))],
    ["@{0}'s password", reset(mention(0))],
    ['@{0}', notUnderstood],
    ['reset password for @{0} Svensson', notUnderstood],
    ['reset password for @{0}, @{1}', notUnderstood],
    ['reset password for Anna, @{1}', notUnderstood],
    ['reset password for @{1234}', notUnderstood],
    ['reset password for Anna because @{0} asked', reset(name('Anna'), { reason: 'asked' })],
    ['reset password for \uE000\uE001', notUnderstood],
    ['reset password for \uE001Anna\uE000', notUnderstood],
  ]);
});

describe('parseCommand: bounds', () => {
  it('refuses a target of more than 120 characters, and takes one of 120', () => {
    const long = `${'A'.repeat(60)} ${'B'.repeat(59)}`;
    assert.deepEqual(parseCommand(`reset password for ${long}`), reset(name(long)));
    assert.deepEqual(parseCommand(`reset password for ${long}B`), notUnderstood);
  });

  it('refuses a name of more than eight words', () => {
    assert.equal(parseCommand(`reset password for ${'Anna '.repeat(8)}`).kind, 'reset');
    assert.equal(parseCommand(`reset password for ${'Anna '.repeat(9)}`).kind, 'not-understood');
  });

  it('cuts a reason at 200 characters and never in the middle of one', () => {
    const command = parseCommand(`reset password for Anna because ${'𝒳'.repeat(300)}`);
    assert.deepEqual(command, reset(name('Anna'), { reason: '𝒳'.repeat(200) }));
  });

  it('refuses a message of more than 4,000 characters', () => {
    const command = 'reset password for Anna';
    assert.equal(parseCommand(command + ' '.repeat(4000 - command.length)).kind, 'reset');
    assert.deepEqual(parseCommand(command + ' '.repeat(4001 - command.length)), notUnderstood);
  });

  check([
    ['reset password for 123', reset(employee('123'))],
    ['reset password for 12345678', reset(employee('12345678'))],
    ['reset password for 123456789', notUnderstood],
    ['reset password for 0701234', notUnderstood],
    ['reset password for 0046701234567', notUnderstood],
    ['reset password for employee 123456789', reset(employee('123456789'))],
    ['reset password for employee 12345678901234567', notUnderstood],
    ['reset password for Anna 123456', notUnderstood],
    ['', help],
    ['   ', help],
    ['\u200b', help],
    ['??', help],
    ['.', notUnderstood],
    ['reset passwords for all users', notUnderstood],
    ['reset my mother', notUnderstood],
    ['reset my own password', own],
  ]);
});

describe('parseCommand: properties', () => {
  it('never throws, knows every kind and stays fast over 100,000 random messages', () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...COMMANDS, ...SIMPLE, ...OWN_HISTORY, ...APPROVALS) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(...COMMANDS.flatMap(command => command.split(' ')), 'to', 'till', 'it', 'because'),
      },
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('<a href="', '[a](mailto:', '&#', '\uE000', '\uE001', '(', ')', ':', '"', '\n', '.'),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
    );
    const message = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(pieces.length % 2 === 0 ? ' ' : ''));
    const messages = fc.sample(message, { numRuns: runs(100_000), seed: 11 });
    const started = process.cpuUsage().user;
    for (const text of messages) assert.ok(KINDS.has(parseCommand(text).kind), JSON.stringify(text));
    const seconds = (process.cpuUsage().user - started) / 1e6;
    assert.ok(seconds < 15, `${seconds} s for 100,000 messages`);
    // The limit is that of the processor's time, above: on a busy machine it takes several times as long.
  }).timeout(600_000);

  it('answers hostile messages of 4,000 and of 28,000 characters within 10 ms', () => {
    const marks = ['<a ', '<a href="mailto:', '[a](', '[', '&#x', 'a,', 'a@b.'];
    const patterns = [...marks, '\uE0000\uE001', '(', 'to ', '-', "'", 'it to be '];
    const words = [
      'password ',
      'reset password for a to b ',
      'because ',
      'lösenord till ',
      'a: ',
      'A1b2c3 ',
      '\u0301',
      'history for a, ',
      'my requests ',
    ];
    for (const pattern of [...patterns, ...words]) {
      for (const length of [4_000, 28_000]) {
        const text = pattern.repeat(length / pattern.length);
        const quickest = fastest(() => parseCommand(text), 10);
        assert.ok(quickest < 10, `${JSON.stringify(pattern)}: ${quickest} ms`);
      }
    }
  });

  it('means the same with polite words, greetings, punctuation and emoji around it', () => {
    const openings = ['', 'please ', 'Hej! ', 'Hi, ', 'kan du ', 'Could you ', 'snälla ', 'Good morning, ', '\n'];
    const before = fc.constantFrom(...openings);
    const after = fc.constantFrom(
      '',
      '.',
      '!',
      '?',
      ' tack',
      ' thanks!',
      ', please',
      ' 🙏',
      ' asap',
      ' :)',
      '…',
      '\nMvh\nErik',
      ' Tack på förhand!',
    );
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), before, after, (command, first, last) => {
        assert.deepEqual(parseCommand(first + command + last), parseCommand(command));
      }),
      { numRuns: runs(3_000), seed: 11 },
    );
    for (const text of SIMPLE) {
      assert.deepEqual(parseCommand(`${text}!`), parseCommand(text));
      assert.deepEqual(parseCommand(`please ${text}, thanks`), parseCommand(text));
    }
  });

  it('never acts on a command that is negated or taken back', () => {
    const acting = COMMANDS.filter(command => /^(?:reset|återställ|nollställ)/.test(command));
    for (const command of acting) {
      for (const text of [
        `don't ${command}`,
        `do not ${command}`,
        `never ${command}`,
        `${command}. No, stop!`,
        `Stop. ${command}`,
      ]) {
        assert.deepEqual(parseCommand(text), notUnderstood, text);
      }
    }
  });
});

/** The quickest of many tries, in milliseconds of the processor, or the first that is quick enough: other programs slow some down. */
function fastest(work: () => unknown, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 100 && least >= enough; tries += 1) least = Math.min(least, timed(work));
  return least;
}

/** Milliseconds of the processor, without those that it gives to others. */
function timed(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
