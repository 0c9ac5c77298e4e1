import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCommand } from '../../src/teams/grammar/parse.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../appPackage');
const readJson = (name: string) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

/** What the commands of a list mean, in their order: the group list leaves out the last one. */
const KINDS = ['reset', 'help', 'sign-out'];

type Offered = { language: string; list: number; position: number; title: string };

function offeredCommands(): Offered[] {
  const swedish: Record<string, string> = readJson('sv.json');
  const lists: { commands: { title: string }[] }[] = readJson('manifest.json').bots[0].commandLists;
  return lists.flatMap(({ commands }, list) =>
    commands.flatMap(({ title }, position) => [
      { language: 'en', list, position, title },
      {
        language: 'sv',
        list,
        position,
        title: swedish[`bots[0].commandLists[${list}].commands[${position}].title`] ?? '',
      },
    ]),
  );
}

describe('the commands that Teams offers', () => {
  it('are three in a personal chat and two in a team or group chat, in two languages', () => {
    assert.equal(offeredCommands().length, (3 + 2) * 2);
  });

  for (const { language, list, position, title } of offeredCommands()) {
    const kind = KINDS[position];
    it(`are understood by the bot: "${title}" (${language}, list ${list}) is ${kind}`, () => {
      if (kind !== 'reset') {
        assert.deepEqual(parseCommand(title), { kind });
        return;
      }
      const command = parseCommand(`${title} Anna Svensson`);
      assert.ok(command.kind === 'reset', `understood as ${command.kind}`);
      assert.ok(command.target.by === 'name');
      assert.equal(command.target.value, 'Anna Svensson');
      assert.equal(command.typedPassword, false);
    });
  }

  it('do not reset anything when they are sent as they were picked, without a name', () => {
    for (const { position, title } of offeredCommands()) {
      if (KINDS[position] === 'reset') assert.equal(parseCommand(title).kind, 'reset-without-target');
    }
  });
});
