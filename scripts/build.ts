import { statSync } from 'node:fs';
import path from 'node:path';
import { makeDeployment } from './build/deployment.ts';

/** `npm run build`, or with a folder: `npm run build -- <folder>`. */
const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../dist'));
const { files, zip } = await makeDeployment(folder);
const megabytes = (file: string) => `${(statSync(file).size / 1024 ** 2).toFixed(1)} MB`;
for (const file of [...files.map(name => path.join(folder, name)), zip]) {
  console.log(`${path.relative('', file)}  ${megabytes(file)}`);
}
