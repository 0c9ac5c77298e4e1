import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { code, ROOT, section, table } from '../support/pages.ts';

/** What the tool prints for these lines. */
function understand(lines: readonly string[], ...args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/understand.ts', ...args], {
    cwd: ROOT,
    input: lines.map(line => `${line}\n`).join(''),
    encoding: 'utf8',
  });
  assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
  return stdout.split('\n').slice(0, -1);
}

function answers(...messages: readonly unknown[]): unknown[] {
  return understand(messages.map(message => JSON.stringify(message))).map(line => JSON.parse(line));
}

describe('npm run understand', function () {
  this.timeout(60_000);

  it('tells for each line what it is understood as', () => {
    assert.deepEqual(
      answers(
        { text: 'reset password for Karin Wallin, INC0012345, because she is locked out', locale: 'en' },
        { text: "reset Karin Wallin's password", mentions: [] },
        { text: 'återställ Karin Wallins lösenord', locale: 'sv' },
        { text: 'reset password for @{1}', locale: 'en', mentions: ['Peter Ek', 'Karin Wallin'] },
        { text: 'mitt lösenord fungerar inte', locale: 'fi' },
        { text: 'the coffee is cold' },
      ),
      [
        { kind: 'reset', target: 'Karin Wallin', ticket: 'INC0012345', reason: 'she is locked out' },
        { kind: 'reset', target: 'Karin Wallin' },
        { kind: 'reset', target: 'Karin Wallin', alternative: 'Karin Wallins' },
        { kind: 'reset', target: '@1' },
        { kind: 'own-password' },
        { kind: 'not-understood' },
      ],
    );
  });

  it('says where the bot asks before it looks anybody up', () => {
    assert.deepEqual(answers({ text: 'Karin Wallin called, she has forgotten her password' }), [
      { kind: 'reset', target: 'Karin Wallin', reason: 'she has forgotten her password', asks: true },
    ]);
  });

  it('has a line of its own for a bad one, and goes on', () => {
    const lines = ['help', '', '{"text": 7}', '{"text": "help", "mentions": "Karin"}', '[]', '{"text": "help"}'];
    const [help, blank, number, mentions, list, good, ...more] = understand(lines).map(line => JSON.parse(line));
    assert.deepEqual([help, blank], [{ error: 'not JSON' }, { error: 'not JSON' }]);
    for (const [answer, word] of [
      [number, /text/],
      [mentions, /mentions/],
      [list, /object/],
    ] as const) {
      assert.deepEqual(Object.keys(answer), ['error']);
      assert.match(answer.error, word);
    }
    assert.deepEqual([good, ...more], [{ kind: 'help' }]);
  });

  it('takes no mention that there is not', () => {
    const [answer] = answers({ text: 'reset password for @{1}', mentions: ['Karin Wallin'] });
    assert.deepEqual(answer, { error: 'text names a mention that mentions does not have' });
  });

  it('shows the parts of the words of what is typed', () => {
    const [answer = '', ...words] = understand(['reset password for Karin Wallin @{0}'], '--parts');
    assert.ok(JSON.parse(answer).kind);
    const part = (word: string) =>
      words
        .find(line => line.trim().startsWith(`${word} `))
        ?.trim()
        .split(/ {2,}/)[1];
    assert.equal(part('Karin'), 'person');
    assert.equal(part('@{0}'), 'person');
    assert.match(part('for') ?? '', /target-preposition/);
    assert.match(part('password') ?? '', /noun/);
  });
});

describe('CONTRIBUTING.md on npm run understand', function () {
  this.timeout(60_000);
  const HEADING = '## What a message is understood as';

  /** The lines of the two examples: what is read, and what is written for it. */
  function examples(): [input: string[], output: string[]] {
    const blocks = [...section('CONTRIBUTING.md', HEADING).matchAll(/```json\n(.*?)\n```/gs)];
    const [input = [], output = []] = blocks.map(([, block = '']) => block.split('\n'));
    return [input, output];
  }

  it('has examples that are true', () => {
    const [input, output] = examples();
    assert.ok(input.length >= 3, input.join('\n'));
    assert.deepEqual(
      understand(input).map(line => JSON.parse(line)),
      output.map(line => JSON.parse(line)),
    );
  });

  it('lists every field that the examples have, and no others', () => {
    const used = examples()[1].flatMap(line => Object.keys(JSON.parse(line)));
    const listed = table('CONTRIBUTING.md', HEADING).flatMap(([field]) => code(field));
    assert.deepEqual([...listed].sort(), [...new Set(used)].sort());
  });
});
