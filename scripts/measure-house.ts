import path from 'node:path';
import { figuresOf } from './house/figures.ts';
import { modulesOf, usersIn } from './house/modules.ts';

/*
 * Measures the shape of the source: `npm run measure:house`, with the places: `npm run measure:house -- --list`, of another
 * checkout: `npm run measure:house -- ../other`. The sandbox is no part of what is deployed and does not count.
 */

const list = process.argv.includes('--list');
const root = path.resolve(
  process.argv.slice(2).find(each => !each.startsWith('--')) ?? path.join(import.meta.dirname, '..'),
);
const all = modulesOf(root, 'src');
const source = all.filter(({ file }) => !file.startsWith('src/sandbox/'));
const users = [...all, ...usersIn(root, 'scripts'), ...usersIn(root, 'tests')];

console.log(`files: ${source.length}`);
console.log(`lines: ${source.reduce((sum, { lines }) => sum + lines, 0)}`);
for (const { name, places } of figuresOf(source, users)) {
  console.log(`${name}: ${places.length}`);
  if (list) for (const place of places) console.log(`  ${place}`);
}
