import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { code, PAGES, ROOT, text } from '../support/pages.ts';

const { scripts: SCRIPTS } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
const SOURCES = globSync('{src,tests,scripts,infra}/**/*.ts', { cwd: ROOT }).map(file => `/${file}`);

/** The anchors that GitHub gives to the headings of a page. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('docs: links', () => {
  it('finds the documents', () => assert.ok(PAGES.includes('README.md') && PAGES.length >= 5, PAGES.join()));

  for (const file of PAGES) {
    it(`every relative link of ${file} leads somewhere`, () => {
      for (const [, target = ''] of text(file).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [page = '', fragment] = target.split('#');
        const found = page === '' ? path.join(ROOT, file) : path.resolve(ROOT, path.dirname(file), page);
        assert.ok(existsSync(found), target);
        if (fragment) assert.ok(anchors(readFileSync(found, 'utf8')).includes(fragment), target);
      }
    });

    it(`${file} names no npm script that does not exist`, () => {
      for (const [command, name = ''] of text(file).matchAll(/npm run (?!--)([a-z:-]+)/g)) {
        assert.ok(Object.hasOwn(SCRIPTS, name), command);
      }
    });

    it(`${file} names source files that exist`, () => {
      const prose = text(file).replaceAll(/```[^`]*```/g, '');
      for (const name of code(prose).filter(span => /^[\w/.-]+\.ts$/.test(span))) {
        assert.ok(
          SOURCES.some(source => source.endsWith(`/${name}`)),
          `there is no ${name}`,
        );
      }
    });
  }
});
