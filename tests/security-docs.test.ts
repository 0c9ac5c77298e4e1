import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const PAGE = path.join(ROOT, 'docs/security.md');
const read = once((file: string) => readFileSync(file, 'utf8'));
const importsOf = once(imports);
const titlesOf = once(titlesIn);
const testFiles = globSync('tests/**/*.ts', { cwd: ROOT }).map(file => path.join(ROOT, file));

/** Does this once for each text: the page names some files many times. */
function once<Result>(find: (text: string) => Result): (text: string) => Result {
  const found = new Map<string, Result>();
  return text => {
    const result = found.get(text) ?? find(text);
    found.set(text, result);
    return result;
  };
}

/** The threats that no test of ours can cover; each says why in its row. */
const UNTESTED = [
  'Somebody sits down at an unlocked computer of the helpdesk, or takes over a session of Teams',
  'Approvers are worn down by requests until they approve anything',
  'The attacker has the person on another line, and talks them into pressing the number (a relay)',
  'A manager is deceived, or in a hurry, and vouches for somebody whom they have not spoken to',
  'Whoever may write the manager or the telephone numbers of an account in Entra chooses who vouches, or which number is called back',
  'The helpdesk resets in the Entra admin center instead, without a second person',
  'Teams keeps what the requester saw',
  'Somebody who can write the store changes a request that is under way: fakes an approval, or makes themselves its requester and presses **Show password**',
];

interface Threat {
  threat: string;
  control: string;
  proof: string;
  /** Titles of tests, each with the file that it is in. */
  tests: { title: string; file: string }[];
}

function threatsOf(page: string): Threat[] {
  const section = page.slice(page.indexOf('\n## Threats\n'), page.indexOf('\n## Why the password'));
  const rows = section.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| Threat |'));
  return rows.map(row => {
    const [threat = '', control = '', proof = '', ...more] = row.slice(2, -2).split(' | ');
    assert.deepEqual(more, [], `a cell too many: ${row}`);
    const links = [...proof.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)];
    const tests = links.map(([, title = '', target = '']) => ({
      title,
      file: path.resolve(path.dirname(PAGE), target),
    }));
    return { threat, control, proof, tests };
  });
}

/** The titles of suites and tests of a file, as they are written; what is skipped or commented out is none. */
function titlesIn(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const titles = code.matchAll(/(?<![\w.])(?:it|describe)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g);
  return [...titles].map(([, plain, template]) => (plain ?? template ?? '').replaceAll(/\\(.)/g, '$1'));
}

/** Whether a title of the page is this one: what a template fills in is '…' on the page, or a text that the file has. */
function isTitle(title: string, written: string, source: string): boolean {
  const parts = written.split(/\$\{[^}]*\}/);
  if (parts.length === 1) return title === written;
  if (parts.every(part => part.trim() === '')) return false;
  const match = new RegExp(`^${parts.map(part => RegExp.escape(part)).join('(.+)')}$`).exec(title);
  return match?.slice(1).every(filled => filled === '…' || isTextOf(filled, source)) ?? false;
}

function isTextOf(text: string, source: string): boolean {
  const written = /^\d+$/.test(text) ? `\\b${text}\\b` : `['"\`]${RegExp.escape(text)}['"\`]`;
  return text.length > 1 && new RegExp(written).test(source);
}

const holds = (title: string, source: string) => titlesOf(source).some(written => isTitle(title, written, source));

/** Whether mocha runs what is in the file: it is a test, or a test takes it in. */
function isRun(file: string, seen: readonly string[] = []): boolean {
  if (file.endsWith('.test.ts')) return true;
  const users = testFiles.filter(user => !seen.includes(user) && user !== file && importsOf(user).includes(file));
  return users.some(user => isRun(user, [...seen, file]));
}

function imports(file: string): string[] {
  const names = [...read(file).matchAll(/^(?:import|export) (?!type )[^;]*from '(\.[^']+)'/gm)];
  return names.map(([, name = '']) => path.resolve(path.dirname(file), name));
}

describe('docs/security.md', () => {
  const threats = threatsOf(read(PAGE));

  it('has its threats', () => {
    assert.ok(threats.length > 40, `${threats.length}`);
    assert.equal(new Set(threats.map(({ threat }) => threat)).size, threats.length);
    for (const { threat, control } of threats) assert.ok(threat.length > 10 && control.length > 10, threat);
  });

  for (const { threat, proof, tests } of threats) {
    if (UNTESTED.includes(threat)) {
      it(`says why no test proves: ${threat}`, () => {
        assert.match(proof, /^no automated test: .{20,}/);
        assert.equal(tests.length, 0);
      });
      continue;
    }
    it(`names tests that exist: ${threat}`, () => {
      assert.ok(tests.length > 0, 'no test');
      const rest = proof.replaceAll(/\[[^\]]+\]\([^)]+\)/g, '').replaceAll(/[, ]/g, '');
      assert.equal(rest, '', 'more than links to tests');
      for (const { title, file } of tests) {
        assert.ok(existsSync(file), `there is no ${file}`);
        assert.ok(isRun(file), `no test takes in ${file}`);
        assert.ok(holds(title, read(file)), `"${title}" is no test of ${path.relative(ROOT, file)}`);
      }
    });
  }

  it('leaves no more threats without a test than are known here', () => {
    const without = threats.filter(({ tests }) => tests.length === 0).map(({ threat }) => threat);
    assert.deepEqual(without.sort(), [...UNTESTED].sort());
  });

  it('names files of the code that exist', () => {
    const files = [...read(PAGE).matchAll(/`(src\/[^`]+)`/g)].map(([, file = '']) => file);
    assert.ok(files.length > 2);
    for (const file of files) assert.ok(existsSync(path.join(ROOT, file)), file);
  });
});

describe('the check of titles', () => {
  const SOURCE = [
    "describe('a door', () => {",
    "  it('isn\\'t open', () => {});",
    `  it(\`refuses \${name}\`, () => {});`,
    '  it(',
    "    'is in two lines', () => {});",
    '  // it("was", () => {});',
    "  it.skip('is skipped', () => {});",
    "  // it('is commented out', () => {});",
    '  it(each.place, () => {});',
    "  const NAMES = ['a stranger', 'x'];",
    '});',
  ].join('\n');

  for (const title of ['a door', "isn't open", 'refuses a stranger', 'refuses …', 'is in two lines']) {
    it(`finds "${title}"`, () => assert.ok(holds(title, SOURCE)));
  }

  for (const title of ['a', 'refuses a friend', 'refuses ', 'is skipped', 'is commented out', 'each.place', '…', '']) {
    it(`does not find "${title}"`, () => assert.ok(!holds(title, SOURCE)));
  }

  it('counts a file that a test takes in, and no other', () => {
    assert.ok(isRun(path.join(ROOT, 'tests/store/contract-tampering.ts')));
    assert.ok(!isRun(path.join(ROOT, 'tests/store/sqlite/bench.ts.missing')));
  });
});

describe('SECURITY.md', () => {
  it('leads to the threat model, which leads back', () => {
    assert.ok(read(path.join(ROOT, 'SECURITY.md')).includes('](docs/security.md)'));
    assert.ok(read(PAGE).includes('](../SECURITY.md)'));
  });
});
