import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { LEFT_OUT, leaveOut } from './left-out.ts';
import { oneCopy } from './one-copy.ts';
import { ownLinesOnly } from './source-lines.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Files of the bundle by name, and where each begins: the bot, what it loads only if set up so, what operators run. */
export const ENTRIES = {
  nyckel: 'src/main.ts',
  telemetry: 'src/telemetry/export.ts',
  audit: 'src/operate/audit.ts',
  doctor: 'src/operate/doctor.ts',
  watch: 'src/operate/watch.ts',
} as const;

/**
 * Packages in CommonJS ask for Node's own modules with `require`, which an ES module has to make itself. Node keeps the use
 * of deprecated functions quiet in node_modules; nothing of the bundle is there.
 */
const FIRST = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
process.noDeprecation = true;`;

/**
 * Writes one file per entry, with its source map and the licences of what is in it (`.LEGAL.txt`), into a folder.
 * @returns esbuild's account of what went in and what it weighs
 */
export async function bundle(folder: string): Promise<Metafile> {
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: FIRST },
    // Names stay: a stack is read by people, and the libraries compare names of classes.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'linked',
    plugins: [telemetryBeside(), leaveOut(LEFT_OUT), oneCopy(), ownLinesOnly()],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/**
 * Leaves what sends telemetry in a file of its own, which is as large as the rest and which only a bot that sends telemetry
 * reads. It shares no state with the rest but what the OpenTelemetry API keeps for the whole process.
 */
function telemetryBeside(): Plugin {
  return {
    name: 'telemetry-beside',
    setup(build) {
      build.onResolve({ filter: /[\\/]telemetry[\\/]export\.ts$/ }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: './telemetry.js', external: true } : undefined,
      );
    },
  };
}
