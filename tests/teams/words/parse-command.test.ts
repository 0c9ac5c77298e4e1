import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';
import { address, asked, check, employee, help, mention, name, notUnderstood, own, reset } from './expected.ts';

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
    ['@{0} has forgotten her password', asked(mention(0), { reason: 'has forgotten her password' })],
    ['@{12} har glömt sitt lösenord', asked(mention(12), { reason: 'har glömt sitt lösenord' })],
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
    assert.equal(parseCommand(`reset password for ${'Anna '.repeat(8)}`).kind, 'action');
    assert.equal(parseCommand(`reset password for ${'Anna '.repeat(9)}`).kind, 'not-understood');
  });

  it('cuts a reason at 200 characters and never in the middle of one', () => {
    const command = parseCommand(`reset password for Anna because ${'𝒳'.repeat(300)}`);
    assert.deepEqual(command, reset(name('Anna'), { reason: '𝒳'.repeat(200) }));
  });

  it('refuses a message of more than 4,000 characters', () => {
    const command = 'reset password for Anna';
    assert.equal(parseCommand(command + ' '.repeat(4000 - command.length)).kind, 'action');
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
