import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionKind } from '../../../src/action-kinds.ts';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../appPackage');
const readJson = (name: string) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

/** What the commands of each list mean, in their order. */
const PERSONAL = ['reset', 'temporary-access-pass', 'status', 'history', 'help', 'sign-out'];
/** Besides English; tests/locales/packs.test.ts holds them equal to those of the bot. */
const OTHERS: string[] = readJson('manifest.json').localizationInfo.additionalLanguages.map(
  ({ languageTag }: { languageTag: string }) => languageTag,
);
const SHARED = ['reset', 'temporary-access-pass', 'approvals-here', 'help'];
/** Those that a name goes behind, and what is then wished. */
const ACTIONS = new Map<string | undefined, ActionKind>([
  ['reset', 'reset-password'],
  ['temporary-access-pass', 'temporary-access-pass'],
]);

type Offered = { language: string; list: number; position: number; title: string };

const kindOf = ({ list, position }: Offered) => (list === 0 ? PERSONAL : SHARED)[position];

function offeredCommands(): Offered[] {
  const translations = OTHERS.map(language => ({ language, texts: readJson(`${language}.json`) }));
  const lists: { commands: { title: string }[] }[] = readJson('manifest.json').bots[0].commandLists;
  return lists.flatMap(({ commands }, list) =>
    commands.flatMap(({ title }, position) => [
      { language: 'en', list, position, title },
      ...translations.map(({ language, texts }) => ({
        language,
        list,
        position,
        title: texts[`bots[0].commandLists[${list}].commands[${position}].title`] ?? '',
      })),
    ]),
  );
}

describe('the commands that Teams offers', () => {
  it('are six in a personal chat and four in a team or group chat, in every language', () => {
    assert.equal(offeredCommands().length, (PERSONAL.length + SHARED.length) * (1 + OTHERS.length));
    const lists: { scopes: string[] }[] = readJson('manifest.json').bots[0].commandLists;
    assert.deepEqual(
      lists.map(({ scopes }) => scopes),
      [['personal'], ['team', 'groupChat']],
    );
  });

  it('fit into the menu: titles of at most 32 characters, descriptions of at most 128', () => {
    const lists: { commands: { title: string; description: string }[] }[] =
      readJson('manifest.json').bots[0].commandLists;
    const english = lists.flatMap(({ commands }) => commands.flatMap(Object.entries<string>));
    const others = OTHERS.flatMap(language =>
      Object.entries<string>(readJson(`${language}.json`)).filter(([key]) => key.startsWith('bots[')),
    );
    assert.equal(others.length, english.length * OTHERS.length);
    for (const [key, value] of [...english, ...others]) {
      assert.ok(value.length > 0 && value.length <= (key.endsWith('title') ? 32 : 128), `${key}: ${value}`);
    }
  });

  for (const offered of offeredCommands()) {
    const { language, list, title } = offered;
    const kind = kindOf(offered);
    it(`are understood by the bot: "${title}" (${language}, list ${list}) is ${kind}`, () => {
      const action = ACTIONS.get(kind);
      if (action === undefined) {
        assert.deepEqual(parseCommand(title), { kind });
        return;
      }
      const command = parseCommand(`${title} Anna Svensson`);
      assert.ok(command.kind === 'action' && command.action === action, `understood as ${command.kind}`);
      assert.ok(command.target.by === 'name');
      assert.equal(command.target.value, 'Anna Svensson');
      assert.equal(command.typedPassword, false);
    });
  }

  it('do nothing to anybody when they are sent as they were picked, without a name', () => {
    for (const offered of offeredCommands()) {
      if (ACTIONS.has(kindOf(offered))) assert.equal(parseCommand(offered.title).kind, 'action-without-target');
    }
  });

  it('show the history of one person when "for" and a name are added, as the description says', () => {
    for (const text of ['history for Anna Svensson', 'historik för Anna Svensson']) {
      const target = { by: 'name', value: 'Anna Svensson' };
      assert.deepEqual(parseCommand(text), { kind: 'history-for', target });
    }
  });
});
