import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ENTRIES } from '../scripts/build/bundle.ts';
import { ErrorCode } from '../src/errors.ts';
import en from '../src/locales/en/texts.json' with { type: 'json' };
import sv from '../src/locales/sv/texts.json' with { type: 'json' };
import { parseCommand } from '../src/teams/words/parse-command.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const LARGEST_IMAGE = 150_000;

const GUIDES = [
  { file: 'docs/user-guide.md', texts: en, presses: /[Pp]ress(?:es)? ([^.]*)/g },
  { file: 'docs/sv/anvandarguide.md', texts: sv, presses: /[Tt]ryck(?:er)? på ([^.]*)/g },
];

/** First cells of the table that begins with this head. */
function firstCells(page: string, head: string): string[] {
  const from = page.indexOf(`\n${head}`);
  assert.ok(from >= 0, `there is no table ${head}`);
  const lines = page.slice(from + 1).split('\n');
  const end = lines.findIndex(line => !line.startsWith('|'));
  return lines.slice(2, end).map(line => line.split('|')[1]?.trim() ?? '');
}

for (const { file, texts, presses } of GUIDES) {
  describe(file, () => {
    const guide = read(file);

    it('calls buttons what they are called', () => {
      const buttons = Object.entries<string>(texts).flatMap(([key, text]) =>
        /(?:^|\.)action\./.test(key) ? [text] : [],
      );
      const said = [...guide.replaceAll(/\s+/g, ' ').matchAll(presses)].flatMap(([, rest = '']) =>
        [...rest.matchAll(/\*\*([^*]+)\*\*/g)].map(([, button = '']) => button),
      );
      assert.ok(said.length >= 5, said.join());
      for (const button of said) assert.ok(buttons.includes(button), button);
      for (const [, button = ''] of guide.matchAll(/^\d\. \*\*(?:Press|Tryck på) ([^*.]+)/gm)) {
        assert.ok(buttons.includes(button), button);
      }
    });

    it('calls what is chosen for a pass what the card calls it', () => {
      for (const name of ['use', 'minutes', 'start'] as const) {
        const label = texts[`temporary-access-pass.${name}.label`];
        assert.ok(guide.includes(`**${label}**: `), label);
      }
    });

    it('calls what shows who is calling what the card calls it', () => {
      const keys = [
        'caller.word.label',
        'action.ask.number-match',
        'action.ask.manager',
        'action.askSecondPerson',
      ] as const;
      const wanted = keys.map(
        key => new RegExp(`^\\*\\*${RegExp.escape(texts[key]).replace('\\{name\\}', '\\p{Lu}[\\p{L} ]+')}\\*\\*`, 'u'),
      );
      const listed = firstCells(guide, `| ${texts === en ? 'On the card' : 'På kortet'} |`);
      assert.equal(listed.length, wanted.length);
      for (const [at, name] of listed.entries()) assert.match(name, wanted[at] ?? /^$/);
      for (const key of ['caller.title', 'action.didNotCall'] as const)
        assert.ok(guide.replaceAll(/\s+/g, ' ').includes(`**${texts[key]}**`), key);
    });

    it('gives commands that the bot understands', () => {
      const commands = [...guide.matchAll(/^(?: {3}- |\| )`([^`]+)`/gm)].map(([, command = '']) => command);
      assert.ok(commands.length >= 8, commands.join());
      for (const command of commands) assert.notEqual(parseCommand(command).kind, 'not-understood', command);
    });
  });
}

describe('docs/operate.md', () => {
  const page = read('docs/operate.md');

  it('leads to every error code, and to no other', () => {
    const codes = [...page.matchAll(/\[`(NYCKEL_\w+)`\]\(errors\.md#(\w+)\)/g)];
    for (const [, code = '', anchor] of codes) assert.equal(anchor, code.toLowerCase());
    assert.deepEqual(codes.map(([, code]) => code).sort(), Object.values(ErrorCode).sort());
  });

  it('explains every alert, and no other', () => {
    const titles = [...read('infra/modules/alerts.bicep').matchAll(/^ {4}title: '([^']+)'$/gm)].map(
      ([, title]) => title,
    );
    assert.ok(titles.length > 0);
    // Whoever is told by the platform's own figures is told by the name of the alert.
    assert.match(read('infra/modules/alerts.bicep'), /^ {2}name: '\$\{name\}-down'$/m);
    assert.deepEqual(firstCells(page, '| Alert |').sort(), [...titles, '`<name>-down`'].sort());
  });

  it('names lines of the log that the bot writes', () => {
    const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !file.startsWith('sandbox'))
      .map(file => read(path.join('src', file)))
      .join('\n');
    const lines = firstCells(page, '| `msg` |').flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)]);
    assert.ok(lines.length > 6);
    for (const [, line = ''] of lines) assert.ok(line === 'code' || source.includes(`'${line}')`), line);
  });
});

describe('the guides', () => {
  const pages = ['docs/install.md', 'docs/operate.md', 'docs/security.md', 'infra/README.md'];

  it('run files of the bundle that it has', () => {
    const run = pages.flatMap(page => [...read(page).matchAll(/\bnode (\w+)\.js\b/g)].map(([, name = '']) => name));
    assert.ok(run.length > 0);
    for (const name of run) assert.ok(Object.hasOwn(ENTRIES, name), name);
  });

  it('give parameters that the template has', () => {
    const bicep = read('infra/main.bicep');
    const parameters = pages.flatMap(page => [...read(page).matchAll(/--parameters (\w+)=/g)].map(([, name]) => name));
    assert.ok(parameters.length > 1);
    for (const name of parameters) assert.match(bicep, new RegExp(`^param ${name} `, 'm'));
  });

  it('have pictures that are small, shown somewhere, and described', () => {
    const pictures = readdirSync(path.join(ROOT, 'docs/images'));
    const shown = [...read('docs/install.md').matchAll(/!\[([^\]]*)\]\(images\/([^)]+)\)/g)];
    assert.deepEqual(shown.map(([, , file]) => file).sort(), pictures.sort());
    for (const [, described = '', file = ''] of shown) {
      assert.ok(described.length > 20, file);
      assert.ok(statSync(path.join(ROOT, 'docs/images', file)).size < LARGEST_IMAGE, file);
    }
  });

  it('are all in the README', () => {
    const readme = read('README.md');
    for (const folder of ['docs', 'docs/sv']) {
      for (const file of readdirSync(path.join(ROOT, folder)).filter(name => name.endsWith('.md'))) {
        assert.ok(readme.includes(`](${folder}/${file})`), file);
      }
    }
    assert.ok(existsSync(path.join(ROOT, 'SECURITY.md')) && readme.includes('](SECURITY.md)'));
  });
});
