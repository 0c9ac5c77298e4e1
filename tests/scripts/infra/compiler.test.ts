import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BICEP_VERSION, compile, findBicep } from '../../../scripts/infra/compiler.ts';
import { skipBecause } from '../../support/skip.ts';

/** As `dotnet restore` leaves the package of the compiler in the folder behind --packages. */
const RESTORES = `
  while [ "$1" != --packages ]; do shift; done
  at="$2/azure.bicep.commandline.${process.platform === 'darwin' ? 'osx' : 'linux'}-${process.arch}/${BICEP_VERSION}/tools"
  mkdir -p "$at" && cp "$0" "$at/bicep"`;

describe('the compiler of infra/', () => {
  let folder: string;
  let cache: string;
  before(function () {
    if (process.platform === 'win32')
      skipBecause(this, 'the commands that it looks for are stood in for by shell scripts');
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-compiler-'));
    cache = path.join(folder, 'cache');
    mkdirSync(path.join(folder, 'bin'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function has(name: string, script: string): void {
    const file = path.join(folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  /** The tools of a shell come from the system, the commands in question from the folder alone. */
  const env = () => ({ PATH: `${path.join(folder, 'bin')}:/bin` });
  const find = () => findBicep(cache, env());

  it('is restored with dotnet, in the version that is pinned, and found again without', () => {
    has('dotnet', RESTORES);
    for (const other of ['bicep', 'az']) has(other, 'echo 0.1');
    const found = find();
    assert.ok(
      found.pinned && found.from.endsWith(` ${BICEP_VERSION}`) && found.command[0].startsWith(cache),
      found.from,
    );
    has('dotnet', 'exit 1');
    assert.deepEqual(find(), found);
  });

  it('is bicep on the path where dotnet restores nothing, and then that of the Azure CLI', () => {
    has('dotnet', 'exit 1');
    has('az', 'echo "Bicep CLI version 0.2"');
    assert.deepEqual(find(), { command: ['az', 'bicep'], from: 'Bicep CLI version 0.2', pinned: false });
    has('bicep', 'echo "Bicep CLI version 0.3"');
    assert.deepEqual(find(), { command: ['bicep'], from: 'Bicep CLI version 0.3', pinned: false });
  });

  it('is missed with what each of them said', () => {
    has('dotnet', 'echo "error NU1101: Unable to find package" >&2; exit 1');
    has('az', 'echo "Bicep CLI not found" >&2; exit 1');
    assert.throws(
      find,
      /dotnet restore: error NU1101: Unable to find package; bicep: .*ENOENT; az bicep: Bicep CLI not/,
    );
  });

  it('of the Azure CLI is asked in its own way, and what that says of itself is about no file', () => {
    const file = path.join(folder, 'main.bicep');
    has(
      'az',
      `echo "WARNING: A new Bicep release is available" >&2; echo "${file}(1,2) : Warning x: y" >&2; echo "$@"`,
    );
    const { output, messages } = compile({ command: ['az', 'bicep'], from: 'az', pinned: false }, file, env());
    assert.equal(output?.trim(), `bicep build --file ${file} --stdout`);
    assert.deepEqual(messages, ['main.bicep(1,2) : Warning x: y']);
  });

  it('that ends without a word has failed all the same', () => {
    has('bicep', 'exit 3');
    const failed = compile({ command: ['bicep'], from: 'Bicep 0.3', pinned: false }, '/none.bicepparam', env());
    assert.deepEqual(failed, { output: undefined, messages: ['Bicep 0.3 ended with 3'] });
  });
});
