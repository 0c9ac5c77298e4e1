import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AzError, azThatWarns, InstallationError, runAz } from '../../infra/az.ts';
import { skipBecause } from '../support/skip.ts';
import { type AzAnswer, type FakeAz, fakeAz } from './fake-az.ts';

describe('infra: the Azure CLI', () => {
  const { PATH } = process.env;
  let az: FakeAz | undefined;

  before(function () {
    if (process.platform === 'win32') skipBecause(this, 'the stand-in for the Azure CLI is no batch file');
  });

  afterEach(() => {
    az?.remove();
    process.env.PATH = PATH;
  });

  function answering(...answers: AzAnswer[]): FakeAz {
    az = fakeAz(answers);
    process.env.PATH = az.env.PATH;
    return az;
  }

  const failing = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof AzError) return error;
      throw error;
    }
    return assert.fail('it did not fail');
  };

  it('gives what JSON says, and asks for JSON', () => {
    const { calls } = answering({ to: 'account show', says: '{"id":"one"}' });
    assert.deepEqual(runAz(['account', 'show']), { id: 'one' });
    assert.deepEqual(calls(), [{ line: 'account show --output json' }]);
  });

  it('gives undefined where nothing is answered', () => {
    answering({ to: 'rest', says: '\n' });
    assert.equal(runAz(['rest', '--method', 'PATCH', '--url', 'https://example.org']), undefined);
  });

  it('sends a body through a file, which is gone afterwards', () => {
    const { calls } = answering({ to: 'rest', says: '' });
    runAz(['rest', '--method', 'POST'], { name: 'å "quoted" %PATH% $(x)' });
    const [call] = calls();
    assert.deepEqual(JSON.parse(call?.file ?? ''), { name: 'å "quoted" %PATH% $(x)' });
    const file =
      /^rest --method POST --body @(\S+) --output json$/.exec(call?.line ?? '')?.[1] ?? assert.fail(call?.line);
    assert.ok(!existsSync(path.dirname(file)));
  });

  it('passes on what it was told where it fails, with the command', () => {
    answering({ to: 'group show', fails: "ERROR: (ResourceGroupNotFound) Resource group 'x' could not be found.\n" });
    const error = failing(() => runAz(['group', 'show', '--name', 'x']));
    assert.ok(error instanceof InstallationError);
    assert.deepEqual(error.args, ['group', 'show', '--name', 'x']);
    assert.equal(error.said, "ERROR: (ResourceGroupNotFound) Resource group 'x' could not be found.");
    assert.match(error.message, /^az group show --name x failed: ERROR/);
  });

  it('says that it is not there', () => {
    process.env.PATH = os.tmpdir();
    assert.match(failing(() => runAz(['version'])).said, /ENOENT/);
  });

  it('takes no answer for JSON that is none', () => {
    answering({ to: 'version', says: 'azure-cli 2.77.0' });
    assert.match(failing(() => runAz(['version'])).said, /no JSON: azure-cli 2\.77\.0/);
  });

  it('tells what it warns of beside an answer, line by line', () => {
    answering({ to: 'version', says: '{}', warns: 'WARNING: one\nWARNING: two\n' });
    const warned: string[] = [];
    azThatWarns(line => warned.push(line))(['version']);
    assert.deepEqual(warned, ['WARNING: one', 'WARNING: two']);
  });
});
