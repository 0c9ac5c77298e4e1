import path from 'node:path';
import { licenceOf, PERMITTED } from './dependencies/licences.ts';
import { productionPackages } from './dependencies/lock-file.ts';

/** Lists the licence of every package that runs in production; ends with 1 where one is not permitted. */
const packages = productionPackages(path.resolve(import.meta.dirname, '..')).map(each => ({
  ...each,
  licence: licenceOf(each),
}));

for (const { name, version, licence } of packages.sort((one, other) => one.name.localeCompare(other.name))) {
  console.log(`${name}@${version}\t${licence ?? 'unknown'}`);
}
const refused = packages.filter(({ licence }) => licence === undefined || !PERMITTED.has(licence));
console.log(`\n${packages.length} packages, ${refused.length} with a licence that is not permitted`);
process.exitCode = refused.length === 0 ? 0 : 1;
