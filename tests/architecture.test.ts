import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(import.meta.dirname, '../src');
/** A module's name in an import, an export from, or a dynamic import. */
const IMPORTED = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm;

const FRAMEWORKS = /^(botbuilder|botframework-|@microsoft\/teams-ai|restify)/;
const GRAPH = /^@microsoft\/microsoft-graph-client/;
const DATABASES = /^(node:sqlite|@azure\/data-tables)/;

interface Import {
  file: string;
  /** The name of a package, or the path in src of one of our own files. */
  what: string;
  own: boolean;
}

const imports: readonly Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .flatMap(file => {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    return [...text.matchAll(IMPORTED)].map(([, name = '']) => {
      const own = name.startsWith('.') && name.endsWith('.ts');
      return { file, own, what: own ? path.join(path.dirname(file), name) : name };
    });
  });

const folderOf = (file: string) => (file.includes(path.sep) ? file.slice(0, file.indexOf(path.sep)) : '');

/** Which of our own folders each folder may import from; '' are the files beside the folders. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  desk: ['desk'],
  cards: ['cards', 'locales'],
  locales: ['locales'],
  directory: ['directory', 'desk', 'telemetry'],
  store: ['store', 'desk'],
  teams: ['teams', 'desk', 'cards', 'locales', 'telemetry'],
  telemetry: ['telemetry', 'desk', 'store'],
  sandbox: ['sandbox'],
};

/** Files beside the folders that a folder may use as well. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  desk: ['errors.ts'],
  cards: [],
  locales: [],
  directory: ['errors.ts', 'retry-after.ts'],
  store: ['errors.ts', 'safe-url.ts'],
  teams: ['errors.ts', 'config.ts', 'clouds.ts', 'retry-after.ts'],
  telemetry: ['errors.ts', 'log.ts'],
  sandbox: [],
};

describe('the architecture', () => {
  it('finds the imports of the code', () => {
    assert.ok(imports.length > 500, `only ${imports.length} imports were found`);
    assert.ok(imports.some(({ what }) => what === 'botbuilder'));
    assert.ok(imports.some(({ what }) => what === path.join('desk', 'ports.ts')));
  });

  for (const [folder, allowed] of Object.entries(ARROWS)) {
    it(`${folder} imports only from ${allowed.join(', ')}${SHARED[folder]?.length ? ` and ${SHARED[folder].join(', ')}` : ''}`, () => {
      const own = imports.filter(({ file, own: isOwn }) => isOwn && folderOf(file) === folder);
      assert.ok(own.length > 0, `${folder} has no imports at all`);
      const wrong = own.filter(({ what }) =>
        folderOf(what) === '' ? !SHARED[folder]?.includes(what) : !allowed.includes(folderOf(what)),
      );
      assert.deepEqual(
        wrong.map(({ file, what }) => `${file} -> ${what}`),
        [],
      );
    });
  }

  it('no part of the bot imports the sandbox', () => {
    const wrong = imports.filter(
      ({ file, what, own }) => own && folderOf(what) === 'sandbox' && folderOf(file) !== 'sandbox',
    );
    assert.deepEqual(wrong, []);
  });

  const only = (name: string, packages: RegExp, places: RegExp) =>
    it(`${name} is known to ${places.source} alone`, () => {
      const users = imports.filter(({ what, own }) => !own && packages.test(what)).map(({ file }) => file);
      assert.ok(users.length > 0);
      assert.deepEqual(
        users.filter(file => !places.test(file)),
        [],
      );
    });

  only('the bot framework', FRAMEWORKS, /^(teams\/|server\.ts)/);
  only('the Graph client', GRAPH, /^directory\//);
  only('a database', DATABASES, /^(store\/|operate\/)/);
});
