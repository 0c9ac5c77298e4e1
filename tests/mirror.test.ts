import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Rooms of tests that are about the whole: the browser, the day on which everything fails, and the helpers of the tests. */
const ROOMS_OF_THEIR_OWN = /^tests\/(?:e2e|chaos|support)\//;

/** Tests that are about no single file, and what they are about. */
const ABOUT_MORE_THAN_A_FILE: Readonly<Record<string, string>> = {
  'tests/architecture.test.ts': 'the walls of all rooms',
  'tests/docs.test.ts': 'what README and docs say of the code',
  'tests/guides.test.ts': 'what the guides say',
  'tests/house.test.ts': 'the shape of the whole source',
  'tests/mirror.test.ts': 'the tests',
  'tests/docs/contributing.test.ts': 'CONTRIBUTING.md',
  'tests/docs/pages.test.ts': 'the links of all pages',
  'tests/security-docs.test.ts': 'docs/security.md and the tests that it names',
  'tests/config/policy-docs.test.ts': 'docs/policy.md and the rules',
  'tests/cards/every-card.test.ts': 'all cards',
  'tests/build/dockerfile.test.ts': 'the image',
  'tests/desk/model/at-once.test.ts': 'the model of the desk',
  'tests/desk/model/desk-model.test.ts': 'the model of the desk',
  'tests/desk/model/stories.test.ts': 'the model of the desk',
  'tests/store/earlier/before-proofs.test.ts': 'a store that the version before proofs has left, and goes on from',
  'tests/store/earlier/earlier-stores.test.ts': 'stores that earlier versions have left, of both kinds',
  'tests/infra/around-nyckel.test.ts': 'the query and the rule for what goes around the bot',
  'tests/infra/bicep.test.ts': 'the whole template',
  'tests/infra/compiled.test.ts': 'the whole template, compiled',
  'tests/infra/evaluated.test.ts': 'the whole template, evaluated',
  'tests/infra/kql.test.ts': 'every query, in infra and in the pages',
  'tests/infra/reader.test.ts': 'the reader of Bicep in tests/support',
  'tests/infra/safety.test.ts': 'the whole template',
  'tests/infra/scopes.test.ts': 'the whole template',
  'tests/infra/settings.test.ts': 'the whole template',
  'tests/infra/telemetry.test.ts': 'the queries and the workbook',
  'tests/infra/toolkit.test.ts': 'm365agents.yml and the workflow',
};

const tests = globSync('tests/**/*.test.ts', { cwd: ROOT })
  .map(file => file.split(path.sep).join('/'))
  .filter(file => !ROOMS_OF_THEIR_OWN.test(file));

/** What a test can be about: `desk/ask` for src/desk/ask.ts, `docs/rules` for docs/rules.md. */
const sources = new Set(
  globSync(['src/**/*.ts', '{scripts,infra,appPackage,docs}/**/*.{ts,json,md}'], { cwd: ROOT }).map(file =>
    file
      .split(path.sep)
      .join('/')
      .replace(/^src\//, '')
      .replace(/\.[a-z]+$/, ''),
  ),
);

/** tests/desk/ask.test.ts, tests/desk/ask/several.test.ts and tests/desk/ask/by/name.test.ts are about src/desk/ask.ts. */
function mirrors(test: string): boolean {
  const stem = path.posix.relative('tests', test).replace(/\.test\.ts$/, '');
  for (let about = stem; about !== '.'; about = path.posix.dirname(about)) if (sources.has(about)) return true;
  return false;
}

describe('tests mirror the source', () => {
  it('each by the path of the file that it is about, or in a folder of that name', () => {
    const astray = tests.filter(test => !mirrors(test) && !(test in ABOUT_MORE_THAN_A_FILE));
    assert.deepEqual(astray, [], 'these are about no file of src: move them, or say here what else they are about');
  });

  it('but for the few that are about more than a file', () => {
    const listed = Object.keys(ABOUT_MORE_THAN_A_FILE);
    assert.deepEqual(
      listed.filter(test => !tests.includes(test) || mirrors(test)),
      [],
    );
    assert.ok(listed.length < tests.length / 10, `${listed.length} of ${tests.length}`);
  });

  it('and finds the tests that there are', () => {
    assert.ok(tests.includes('tests/desk/ask/finding.test.ts') && mirrors('tests/desk/ask/finding.test.ts'));
    assert.ok(!mirrors('tests/desk/nowhere.test.ts') && !mirrors('tests/ask/finding.test.ts'));
  });
});
