import assert from 'node:assert/strict';
import { helpCard, notUnderstoodCard } from '../../src/cards/help-cards.ts';
import { LOCALES, type Locale } from '../../src/locales/locale.ts';
import { text } from '../../src/locales/text.ts';
import { commandName } from '../../src/teams/words/command-name.ts';
import { parseCommand } from '../../src/teams/words/parse-command.ts';
import { elementsOf, plainTexts } from './support/reading.ts';

type Run = { type: string; text: string; weight?: string };

/** The pieces of all lines of a card. */
function runsOf(part: unknown): Run[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && part.type === 'TextRun') return [part as Run];
  return Object.values(part).flatMap(runsOf);
}

const boldOf = (card: unknown) =>
  runsOf(card)
    .filter(({ weight }) => weight === 'bolder')
    .map(({ text }) => text);

describe('The help cards', () => {
  for (const locale of LOCALES) {
    const context = { locale, fallbackText: 'x' };

    it(`give examples that the bot understands, one of each kind (${locale})`, () => {
      assert.deepEqual(
        boldOf(helpCard(context)).map(example => commandName(parseCommand(example))),
        [
          'reset',
          'reset',
          'reset',
          'temporary-access-pass',
          'status',
          'unused',
          'history',
          'history-for',
          'figures',
          'approvals-here',
        ],
      );
      assert.deepEqual(
        boldOf(notUnderstoodCard({ shared: false }, context)).map(example => commandName(parseCommand(example))),
        ['reset', 'reset', 'reset', 'temporary-access-pass'],
      );
    });

    it(`keep what is in one language together, where the language of the writer is none of them (${locale})`, () => {
      const card = notUnderstoodCard({ shared: false, unknownLanguage: true }, context);
      const groups = elementsOf(card, 'Container').map(each => plainTexts({ ...card, body: [each] }));
      const others = LOCALES.filter(other => other !== locale);
      const lines = (each: Locale) => [text(each, 'notUnderstood.text'), text(each, 'example.name')];
      assert.deepEqual(groups.slice(1), [
        lines(locale),
        ...others.map(each => [text(each, 'notUnderstood.title'), ...lines(each)]),
      ]);
    });

    it(`quote commands that the bot understands (${locale})`, () => {
      const plain = runsOf(helpCard(context)).map(({ text }) => text);
      const quoted = plain.flatMap(text => [...text.matchAll(/["”]([^"”]+)["”]/g)].map(([, command = '']) => command));
      assert.deepEqual(
        quoted.map(command => parseCommand(command).kind),
        ['help', 'sign-out'],
      );
    });
  }
});
