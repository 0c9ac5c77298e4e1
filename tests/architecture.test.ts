import assert from 'node:assert/strict';
import path from 'node:path';
import { circles } from '../scripts/house/figures.ts';
import { importsOf, packagesOf } from '../scripts/house/modules.ts';
import { ROOMS } from './support/rooms.ts';
import { SRC, shownBy } from './support/source.ts';

/** The folder of a file of src, or the file itself where it stands beside the folders, or is known to rooms that know no more of its folder. */
function roomOf(file: string): string {
  const inSrc = path.posix.relative('src', file);
  const folder = path.posix.dirname(inSrc);
  if (folder === '.' || ['times.ts', 'locale.ts'].includes(path.posix.basename(file))) return inSrc;
  // What stands in for Microsoft's services is one room, and so are the languages: a further one opens no wall.
  return /^(?:sandbox|locales)\b/.exec(folder)?.[0] ?? folder;
}

const rooms = Map.groupBy(
  shownBy('imports', SRC, () =>
    SRC.map(module => ({ file: module.file, imports: importsOf(module), packages: packagesOf(module) })),
  ),
  ({ file }) => roomOf(file),
);
const ALL = [...rooms.values()].flat();
const allImports = ALL.flatMap(({ imports }) => imports);

describe('the architecture', () => {
  it('finds the imports of the code', () => {
    assert.ok(allImports.length > 500, `only ${allImports.length} imports were found`);
    assert.ok(allImports.some(({ to }) => to === 'src/desk/ports.ts'));
    assert.ok(ALL.some(({ packages }) => packages.includes('botbuilder')));
  });

  it('has a wall around every room, and no wall around nothing', () => {
    assert.deepEqual(Object.keys(ROOMS).sort(), [...rooms.keys()].sort());
  });

  for (const [room, { uses, packages }] of Object.entries(ROOMS)) {
    const files = rooms.get(room) ?? [];

    it(`${room} uses no room but ${uses.join(', ') || 'itself'}`, () => {
      const wrong = files
        .flatMap(({ imports }) => imports)
        .filter(({ to }) => to.startsWith('src/') && roomOf(to) !== room && !uses.includes(roomOf(to)));
      assert.deepEqual(
        wrong.map(({ from, to }) => `${from} -> ${to}`),
        [],
      );
    });

    it(`${room} uses no package but ${packages.join(', ') || 'none'}`, () => {
      const wrong = files.flatMap(each =>
        each.packages.filter(name => !packages.includes(name)).map(name => `${each.file} -> ${name}`),
      );
      assert.deepEqual(wrong, []);
    });

    it(`${room} uses what its wall lets in`, () => {
      const used = new Set(
        files.flatMap(({ imports }) => imports).map(({ to }) => (to.startsWith('src/') ? roomOf(to) : to)),
      );
      const taken = new Set(files.flatMap(({ packages }) => packages));
      assert.deepEqual(
        [...uses.filter(each => !used.has(each)), ...packages.filter(each => !taken.has(each))],
        [],
        'a wall is wider than it has to be',
      );
    });
  }

  it('has no circle of imports, not even of types', () => {
    assert.deepEqual(circles(allImports), []);
  });
});
