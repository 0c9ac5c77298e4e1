import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OnResolveArgs, Plugin, PluginBuild } from 'esbuild';

/** Packages of which node_modules holds the same version several times. They have no dependencies, so one copy is as good. */
const SEVERAL = /^(zod|uuid)$/;
/** Microsoft publishes these both as ES modules and as CommonJS; the ES modules are used by either. */
const TWO_FORMATS = /^@azure\//;

const DONE = Symbol('resolved once already');

/** Keeps a package from being in the bundle twice. */
export function oneCopy(): Plugin {
  return {
    name: 'one-copy',
    setup(build) {
      const first = new Map<string, string>();
      build.onResolve({ filter: SEVERAL }, async args => {
        const found = await resolveAgain(build, args);
        if (!found?.path) return found;
        const id = `${args.kind} ${args.path} ${versionAt(found.path)}`;
        const kept = first.get(id) ?? found.path;
        first.set(id, kept);
        return { ...found, path: kept };
      });
      build.onResolve({ filter: TWO_FORMATS }, args =>
        args.kind === 'require-call' ? resolveAgain(build, args, 'import-statement') : undefined,
      );
    },
  };
}

async function resolveAgain(build: PluginBuild, args: OnResolveArgs, kind = args.kind) {
  if (args.pluginData === DONE) return undefined;
  const { importer, resolveDir } = args;
  return build.resolve(args.path, { kind, importer, resolveDir, pluginData: DONE });
}

/** The version in the package.json of the package itself: nested ones of a format have none. */
function versionAt(file: string): string {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const { version } = manifestIn(folder);
    if (version) return version;
  }
  throw new Error(`${file} belongs to no package`);
}

function manifestIn(folder: string): { version?: string } {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
