import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { START } from '../../scripts/build/deployment.ts';
import { VARIABLES } from '../../src/config/config.ts';
import { DOCKERFILE, healthCheck, lastStage, stages } from './dockerfile.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { engines, scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** How App Service starts the program. */
function appCommandLine(): string {
  const bicep = readFileSync(path.join(ROOT, 'infra/modules/app.bicep'), 'utf8');
  return /^ *appCommandLine: '(.*)'$/m.exec(bicep)?.[1] ?? '';
}

/** Limits of a process are read where Linux writes them. */
function linuxOnly(): typeof it | typeof it.skip {
  return existsSync('/proc/self/limits') ? it : it.skip;
}

describe('Dockerfile', () => {
  it('builds in one stage and runs in another, on the Node.js that the project needs', () => {
    const bases = stages().map(([from]) => from?.[1] ?? '');
    assert.equal(bases.length, 2);
    const least = Number(/\d+/.exec(engines.node)?.[0]);
    for (const base of bases) {
      const version = Number(/^node:(\d+)-slim( AS build)?$/.exec(base)?.[1]);
      assert.ok(version >= least, base);
    }
  });

  it('takes over nothing but what the build stage made', () => {
    const copies = (stages().at(-1) ?? []).filter(([instruction]) => /^(COPY|ADD)$/.test(instruction));
    assert.ok(copies.length > 0);
    for (const [, rest] of copies) assert.match(rest, /^--from=build /);
    assert.ok((stages().at(-1) ?? []).every(([instruction]) => instruction !== 'RUN'));
  });

  it('runs as a user who is not root, and writes nowhere but on the volume', () => {
    assert.equal(lastStage('USER'), 'node');
    assert.equal(lastStage('VOLUME'), '/data');
    assert.match(lastStage('ENV'), / STORE=sqlite:\/data\/nyckel\.db$/);
    assert.match(DOCKERFILE, /^COPY --from=build --chown=node:node \/build\/data\/ \/data\/$/m);
  });

  it('starts the program itself, so that it gets the signals, in the way of npm run start:prod', () => {
    assert.deepEqual(JSON.parse(lastStage('CMD')), START.split(' '));
    assert.equal(scripts['start:prod'], 'node --env-file-if-exists=.env --enable-source-maps dist/nyckel.js');
    assert.equal(lastStage('STOPSIGNAL'), 'SIGTERM');
  });

  it('lets no core dump be written: the entry point sets both limits and becomes the program', () => {
    const [program = '', ...rest] = JSON.parse(lastStage('ENTRYPOINT'));
    assert.deepEqual([program, ...rest], ['prlimit', '--core=0:0', '--']);
  });

  for (const [where, start] of [
    ['Dockerfile', (file: string) => [...JSON.parse(lastStage('ENTRYPOINT')), process.execPath, file]],
    [
      'infra/modules/app.bicep',
      (file: string) => ['sh', '-c', appCommandLine().replace(START, `'${process.execPath}' '${file}'`)],
    ],
  ] as const) {
    const it = linuxOnly();
    it(`core dumps are off as ${where} starts the program, which gets the signals itself`, () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-core-'));
      try {
        const file = path.join(folder, 'limits.js');
        writeFileSync(
          file,
          "console.log(process.pid); console.log(require('fs').readFileSync('/proc/self/limits', 'utf8'))",
        );
        const [program = '', ...rest] = start(file);
        const { pid, stdout, status, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
        assert.equal(status, 0, stderr);
        assert.match(stdout, /^Max core file size +0 +0 +bytes/m);
        assert.equal(Number(stdout.split('\n')[0]), pid, 'nothing stands between the signals and the program');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it('asks /healthz, without a shell', () => {
    assert.equal(healthCheck().length, 3);
    assert.match(healthCheck()[2] ?? '', /\/healthz`/);
  });

  it('sets only variables that exist, and no secret', () => {
    const set = [...lastStage('ENV').matchAll(/([A-Z_]+)=/g)].map(([, name]) => name ?? '');
    assert.ok(set.length > 0);
    for (const name of set) assert.ok(name === 'NODE_ENV' || name in VARIABLES, name);
    assert.doesNotMatch(DOCKERFILE, /^ARG |SEAL_KEY|SECRET/m);
  });

  it('copies files that exist and that .dockerignore lets through', () => {
    const allowed = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
    assert.ok(allowed.includes('*'));
    const copied = (stages()[0] ?? [])
      .filter(([instruction]) => instruction === 'COPY')
      .flatMap(([, rest]) => rest.split(' ').slice(0, -1));
    assert.ok(copied.length > 3);
    for (const file of copied) {
      assert.ok(existsSync(path.join(ROOT, file)), file);
      assert.ok(allowed.includes(`!${file.replace(/\/$/, '')}`), file);
    }
    assert.equal(allowed.filter(line => line.startsWith('!')).length, copied.length);
  });
});
