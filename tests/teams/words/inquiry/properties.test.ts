import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandName } from '../../../../src/teams/words/command-name.ts';
import type { MessageCommand, NamedPerson } from '../../../../src/teams/words/message-command.ts';
import { parseCommand } from '../../../../src/teams/words/parse-command.ts';
import { runs } from '../../../support/runs.ts';
import { APPROVALS, FIGURES, OWN_HISTORY, STATUS } from '../expected.ts';

const INQUIRIES = [
  ...OWN_HISTORY,
  ...STATUS,
  ...FIGURES,
  ...APPROVALS,
  'history for Anna',
  'historik för Anna',
  "Anna's history",
];

describe('parseCommand: properties of history, status and approvals', () => {
  const quiet = new Set<MessageCommand['kind']>([
    'history',
    'history-for',
    'status',
    'unused',
    'figures',
    'approvals-here',
  ]);
  const NAMES = [
    'Anna Svensson',
    'Åsa Öberg',
    'Status Quo',
    'History Berg',
    'anna@contoso.com',
    'employee 10234',
    '\uE0000\uE001',
  ];
  const target = (command: MessageCommand): NamedPerson | undefined =>
    command.kind === 'action' || command.kind === 'history-for' ? command.target : undefined;

  it('means the same with polite words, greetings and punctuation around it', () => {
    const before = fc.constantFrom('', 'please ', 'Hej! ', 'Hi, ', 'kan du ', 'snälla ', 'Good morning, ', '\n');
    const after = fc.constantFrom('', '.', '!', '?', ' tack', ' thanks!', ', please', ' 🙏', '…', '\nMvh\nErik');
    fc.assert(
      fc.property(fc.constantFrom(...INQUIRIES), before, after, (text, first, last) => {
        const plain = parseCommand(text);
        assert.ok(quiet.has(plain.kind), text);
        assert.deepEqual(parseCommand(first + text + last), plain);
      }),
      { numRuns: runs(3_000), seed: 17 },
    );
  });

  it('names the same person as a reset in the same words', () => {
    const shapes: readonly (readonly [asked: string, done: string])[] = [
      ['history for X', 'reset password for X'],
      ['show history of X', 'reset password of X'],
      ['historik för X', 'återställ lösenordet för X'],
      ["X's history", "reset X's password"],
    ];
    const person = fc.oneof(
      fc.constantFrom(...NAMES),
      fc.stringMatching(/^[A-ZÅÄÖ][a-zåäö]{1,9}(?: [A-ZÅÄÖ][a-zåäö]{2,9})?$/),
      fc.stringMatching(/^[a-z]{1,8}\.[a-z]{1,8}@contoso\.com$/),
      fc.stringMatching(/^[1-9]\d{2,7}$/),
    );
    const tries = runs(3_000);
    let named = 0;
    fc.assert(
      fc.property(fc.constantFrom(...shapes), person, ([asked, done], who) => {
        const [shown, changed] = [asked, done].map(shape => parseCommand(shape.replace('X', () => who)));
        assert.ok(shown && changed && (shown.kind === 'history-for' || shown.kind === 'not-understood'), who);
        // A word that belongs to a password ("AD password") names nobody in a reset.
        if (shown.kind === 'not-understood' || changed.kind === 'action-without-target') return;
        assert.deepEqual(target(shown), target(changed));
        named += 1;
      }),
      { numRuns: tries, seed: 17 },
    );
    assert.ok(named > tries * 0.83, `${named} of ${tries} named somebody`);
  });

  it('never resets, without a word for it, whatever is written around it', () => {
    const word = fc.constantFrom(
      ...INQUIRIES,
      ...NAMES,
      'for',
      'of',
      'för',
      'my',
      'the',
      'now',
      ',',
      '.',
      ':',
      'here',
      'show',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), words => {
        const { kind } = parseCommand(words.join(' '));
        assert.ok(kind !== 'action' && kind !== 'own-account', `${kind}: ${words.join(' ')}`);
      }),
      { numRuns: runs(10_000), seed: 17 },
    );
  });

  it('never moves approvals with a word more, before or behind', () => {
    const more = fc.constantFrom(
      'no',
      'not',
      "don't",
      'inga',
      'inte',
      'stop',
      'Anna',
      '\uE0000\uE001',
      'history',
      'reset',
      'password',
    );
    fc.assert(
      fc.property(fc.constantFrom(...APPROVALS), more, fc.boolean(), (text, word, first) => {
        assert.notEqual(parseCommand(first ? `${word} ${text}` : `${text} ${word}`).kind, 'approvals-here');
      }),
      { numRuns: runs(500), seed: 17 },
    );
  });

  it('shows nothing when a reset is asked for, whatever the name', () => {
    const odd = ['History', 'Status', 'Historik', 'Approvals', 'Requests'];
    const resets = [
      'reset password for X',
      "reset X Berg's password",
      'X Berg has forgotten her password',
      'nytt lösenord till X',
    ];
    for (const shape of resets) {
      for (const one of odd) {
        assert.equal(commandName(parseCommand(shape.replace('X', one))), 'reset', `${shape} ${one}`);
      }
    }
  });
});
