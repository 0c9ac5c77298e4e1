import assert from 'node:assert/strict';
import { ACTION_KINDS } from '../../src/action-kinds.ts';
import { notUnderstoodCard } from '../../src/cards/help-cards.ts';
import { replyCard, wishesFor } from '../../src/cards/reply-cards.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { text } from '../../src/locales/text.ts';
import { commandName } from '../../src/teams/words/command-name.ts';
import { parseCommand } from '../../src/teams/words/parse-command.ts';
import { textOf } from '../support/chat.ts';
import { actionsOf, objectsIn } from './support/reading.ts';
import { REPLIES } from './support/reply-samples.ts';

for (const locale of LOCALES) {
  describe(`The replies (${locale})`, () => {
    const context = { locale };
    const confirm = text(locale, 'temporary-access-pass.action.confirm');
    const values = { target: 'Bo Ek', confirm, ...wishesFor('Bo Ek', context), minutes: 5, count: 2 };
    const cards = REPLIES.flatMap(to =>
      [false, true].map(shared => ({ to, shared, card: replyCard({ to, shared, values }, context) })),
    );

    /** What stands in bold: what can be written, and what stands on buttons. */
    const boldOf = (card: unknown) =>
      objectsIn(card)
        .filter(({ type, weight }) => type === 'TextRun' && weight === 'bolder')
        .map(run => String(run.text).replaceAll('\u200b', ''));

    it('start nothing: no button of theirs comes back to the bot', () => {
      assert.ok(cards.length > 40);
      for (const { to, card } of cards) {
        assert.ok(
          actionsOf(card).every(({ type }) => type === 'Action.OpenUrl'),
          to,
        );
      }
    });

    it('give examples that the bot understands', () => {
      const kinds = ['reset', 'temporary-access-pass', 'history-for', 'status', 'cancel'];
      const buttons = [
        ...ACTION_KINDS.map(kind => text(locale, `${kind}.action.confirm`)),
        text(locale, 'action.askForApproval'),
        ...ACTION_KINDS.map(kind => text(locale, `${kind}.asked.choose`)),
        'Bo Ek',
        '2',
        '5',
      ];
      const examples = cards.flatMap(({ card }) => boldOf(card)).filter(said => !buttons.includes(said));
      assert.deepEqual(
        [...new Set(examples.map(example => commandName(parseCommand(example))))].toSorted(),
        kinds.toSorted(),
      );
      for (const example of examples) {
        const command = parseCommand(example);
        assert.ok(!('asks' in command), example);
      }
    });

    it('lead to where it is done, or nowhere', () => {
      const leading = cards.filter(({ card }) => actionsOf(card).length > 0).map(({ to }) => to);
      assert.deepEqual([...new Set(leading)].toSorted(), ['account', 'group', 'mfa', 'pass', 'reset-link']);
    });

    it('are one paragraph', () => {
      for (const { to, card } of cards) {
        const blocks = objectsIn(card).filter(({ type }) => type === 'RichTextBlock');
        assert.equal(blocks.length, 1, to);
      }
    });

    it('warn of a typed password where one was written', () => {
      const warning = text(locale, 'reset-password.confirm.typedPassword');
      for (const typedPassword of [true, false]) {
        const card = replyCard({ to: 'whose-reset-password', shared: false, typedPassword, values }, context);
        assert.equal(textOf(card).includes(warning), typedPassword);
      }
    });

    it('give one example in a channel where nothing was understood, and four elsewhere', () => {
      const counts = [true, false].map(shared => boldOf(notUnderstoodCard({ shared }, context)).length);
      assert.deepEqual(counts, [1, 4]);
    });
  });
}
