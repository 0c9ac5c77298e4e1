import assert from 'node:assert/strict';
import { helpCard, notUnderstoodCard } from '../../src/cards/help-cards.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { parseCommand } from '../../src/teams/words/parse-command.ts';

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
        boldOf(helpCard(context)).map(example => parseCommand(example).kind),
        ['reset', 'reset', 'reset', 'status', 'history', 'history-for', 'approvals-here'],
      );
      assert.deepEqual(
        boldOf(notUnderstoodCard({ shared: false }, context)).map(example => parseCommand(example).kind),
        ['reset', 'reset', 'reset'],
      );
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
