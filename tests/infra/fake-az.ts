import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What the Azure CLI answers to a command that contains `to`; the first that fits counts. */
export interface AzAnswer {
  to: string;
  says?: string;
  /** Stands on standard error beside the answer. */
  warns?: string;
  /** Ends with this on standard error and exit code 1. */
  fails?: string;
  /** Only for so many calls; later ones are answered by the next that fits. */
  times?: number;
}

export interface AzCall {
  line: string;
  /** What is in the file that `--body @file` or `--file file` names. */
  file?: string;
}

/** A command `az` in a folder of its own, which notes its calls. */
export interface FakeAz {
  /** For the PATH of the process under test. */
  env: NodeJS.ProcessEnv;
  calls(): AzCall[];
  remove(): void;
}

const SCRIPT = `
const fs = require('node:fs');
const [log, answers] = [__dirname + '/calls.jsonl', JSON.parse(fs.readFileSync(__dirname + '/answers.json', 'utf8'))];
const args = process.argv.slice(2);
const line = args.join(' ');
const named = args.find(one => one.startsWith('@'))?.slice(1) ?? (args.includes('--file') ? args[args.indexOf('--file') + 1] : undefined);
const before = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').split('\\n').filter(Boolean).map(one => JSON.parse(one)) : [];
fs.appendFileSync(log, JSON.stringify({ line, file: named && fs.readFileSync(named, 'utf8') }) + '\\n');
const answer = answers.find(one => line.includes(one.to) && before.filter(({ line }) => line.includes(one.to)).length < (one.times ?? Infinity));
if (answer?.fails) { process.stderr.write(answer.fails); process.exit(1); }
process.stderr.write(answer?.warns ?? '');
process.stdout.write(answer?.says ?? '');
`;

/** Stands in for the Azure CLI, which is not ours and talks to Azure. Not on Windows, where az is a batch file. */
export function fakeAz(answers: readonly AzAnswer[]): FakeAz {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-az-'));
  const log = path.join(folder, 'calls.jsonl');
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(answers));
  writeFileSync(path.join(folder, 'az'), `#!${process.execPath}\n${SCRIPT}`);
  chmodSync(path.join(folder, 'az'), 0o755);
  return {
    env: { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` },
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map(line => JSON.parse(line))
        : [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
