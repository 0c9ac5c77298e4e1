import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const lockFile = z.object({ packages: z.record(z.string(), entry) });

/** One installed package. */
export interface InstalledPackage {
  /** Its folder, from the project's: node_modules/... */
  folder: string;
  name: string;
  version: string;
  /** As it says itself (SPDX); undefined where it says nothing. */
  license: string | undefined;
}

type Packages = z.infer<typeof lockFile>['packages'];

/** The packages that run in production, by folder, from the lock file of the project in `root`. */
export function productionPackages(root: string): InstalledPackage[] {
  const all = readPackages(root);
  return Object.entries(all)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .filter(([folder]) => existsSync(path.join(root, folder, 'package.json')))
    .map(([folder, { version = '', license }]) => ({
      folder,
      name: nameOf(folder),
      version,
      license: license ?? licenseIn(path.join(root, folder)),
    }));
}

/** The names of the production packages that nothing needs but these direct dependencies of the project. */
export function neededOnlyBy(root: string, culprits: readonly string[]): string[] {
  const all = readPackages(root);
  const direct = Object.keys(all['']?.dependencies ?? {});
  const without = reachable(
    all,
    direct.filter(name => !culprits.includes(name)),
  );
  const names = productionPackages(root)
    .filter(({ folder }) => !without.has(folder))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}

function readPackages(root: string): Packages {
  return lockFile.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))).packages;
}

function reachable(all: Packages, from: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = from.map(name => ({ name, by: '' }));
  for (let next = open.pop(); next; next = open.pop()) {
    const folder = resolve(all, next.name, next.by);
    if (folder === undefined || found.has(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies, peerDependencies } = all[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      open.push({ name, by: folder });
    }
  }
  return found;
}

/** Where Node.js finds a package that is asked for from a folder: in the nearest node_modules upwards. */
function resolve(all: Packages, name: string, from: string): string | undefined {
  for (let folder = from; ; ) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (all[candidate]) return candidate;
    if (folder === '') return undefined;
    const cut = folder.lastIndexOf('/node_modules/');
    folder = cut < 0 ? '' : folder.slice(0, cut);
  }
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

const licenses = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** The lock file leaves out what was written in an older form. */
function licenseIn(folder: string): string | undefined {
  const read = licenses.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  if (read.license) return typeof read.license === 'string' ? read.license : read.license.type;
  return read.licenses?.map(({ type }) => type).join(' OR ') || undefined;
}
