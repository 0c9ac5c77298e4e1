import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { type Zippable, zipSync } from 'fflate';
import { bundle, ENTRIES } from './bundle.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** How the bundle is started, in the folder that it is in. Source maps: stacks in the log name files and lines of src. */
export const START = 'node --enable-source-maps nyckel.js';

export interface Deployment {
  /** What a host needs, by name; all of it in the folder. */
  files: readonly string[];
  /** The zip file with all of it, in the folder as well. */
  zip: string;
  metafile: Metafile;
}

/** Makes everything that a host with Node.js needs to run the bot, and the zip of it, in a folder. */
export async function makeDeployment(folder: string): Promise<Deployment> {
  const metafile = await bundle(folder);
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(packageJson(), null, 2)}\n`);
  writeFileSync(path.join(folder, 'LICENSE'), readFileSync(path.join(ROOT, 'LICENSE')));
  const ofEntries = Object.keys(ENTRIES).flatMap(name => [`${name}.js`, `${name}.js.map`, `${name}.js.LEGAL.txt`]);
  const files = [...ofEntries, 'package.json', 'LICENSE'];
  const zip = path.join(folder, 'nyckel.zip');
  writeFileSync(zip, zipOf(folder, files));
  return { files, zip, metafile };
}

/** Says that the files are ES modules, how to start them, and with which Node.js. */
function packageJson(): object {
  const { name, version, license, engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return { name, version, license, private: true, type: 'module', engines, scripts: { start: START } };
}

function zipOf(folder: string, files: readonly string[]): Uint8Array {
  const content: Zippable = Object.fromEntries(files.map(file => [file, readFileSync(path.join(folder, file))]));
  // A zip stores local time without a zone, so midnight is given in local time: the same input gives the same bytes.
  return zipSync(content, { level: 9, mtime: new Date(1980, 0, 1) });
}
