import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { code, ROOT, section, table, text } from '../support/pages.ts';

const PAGE = 'CONTRIBUTING.md';
const RECIPES = [
  'An approval rule',
  'A proof rule',
  'A proof',
  'A refusal',
  'A command',
  'An action',
  'A card',
  'A notice, or another duty',
  'A language',
  'A check of the doctor',
];
/** The bot; the sandbox is another house. */
const SOURCES = globSync('src/**/*.{ts,json}', { cwd: ROOT, exclude: ['src/sandbox/**'] }).map(file =>
  file.replaceAll('\\', '/'),
);

/** Whether a file has one of these, not as a part of a longer name; on a page a word stands in quotes of another kind. */
function names(file: string, examples: readonly string[]): boolean {
  const content = text(file);
  const words = file.endsWith('.md') ? examples.map(plain) : examples;
  return words.some(word => new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`).test(content));
}

function plain(example: string): string {
  return example.replaceAll(/['"]/g, '');
}

/** Whether a path has the name of the example in it: all of such a file is about it. */
function isCalled(file: string, examples: readonly string[]): boolean {
  return file.split(/[/.]/).some(part => examples.map(plain).includes(part));
}

describe('CONTRIBUTING.md', () => {
  it('has a recipe for each thing that is added again and again', () => {
    const headings = [...section(PAGE, '## Recipes').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, RECIPES);
  });

  for (const recipe of RECIPES) {
    const heading = `### ${recipe}`;
    const [intro = ''] = section(PAGE, heading).trim().split('\n\n');
    const examples = code(intro);
    const files = table(PAGE, heading).flatMap(([cell]) => code(cell));

    it(`names files that exist, each of which knows the example: ${recipe}`, () => {
      assert.ok(examples.length > 0, intro);
      for (const file of files) {
        assert.ok(existsSync(path.join(ROOT, file)), `there is no ${file}`);
        assert.ok(isCalled(file, examples) || names(file, examples), `${file} has none of ${examples.join(', ')}`);
      }
    });

    it(`leaves out no file of src that knows the example: ${recipe}`, () => {
      const knowing = SOURCES.filter(file => names(file, examples) || isCalled(file, examples));
      const told = SOURCES.filter(file => files.some(each => file === each || file.startsWith(`${each}/`)));
      assert.deepEqual(told, knowing);
    });
  }
});
