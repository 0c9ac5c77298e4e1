import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isSealKey } from '../../src/store/seal/seal-key.ts';
import { skipBecause } from '../support/skip.ts';
import { type AzAnswer, type FakeAz, fakeAz } from './fake-az.ts';
import { ROOT } from './files.ts';

const SCRIPT = path.join(ROOT, 'infra/modules/seal-key.sh');
const LIST = 'keyvault secret list --vault-name nyckel-abc';
const SET = 'keyvault secret set --vault-name nyckel-abc --name seal-key';

describe('infra: the script that makes the seal key', () => {
  let az: FakeAz | undefined;
  before(function () {
    if (process.platform === 'win32') skipBecause(this, 'runs in a Linux container');
  });
  afterEach(() => az?.remove());

  function run(answers: AzAnswer[], more: Record<string, string> = {}) {
    az = fakeAz(answers);
    const env = {
      ...az.env,
      VAULT_NAME: 'nyckel-abc',
      SECRET_NAME: 'seal-key',
      WAIT_SECONDS: '0',
      ATTEMPTS: '3',
      ...more,
    };
    const ended = spawnSync('bash', [SCRIPT], { env, encoding: 'utf8' });
    return { ...ended, calls: az.calls() };
  }

  it('makes a key that the bot takes, and shows it to nobody', () => {
    const { status, stdout, stderr, calls } = run([]);
    assert.equal(status, 0, stderr);
    const [list, set, ...more] = calls;
    assert.ok(list?.line.startsWith(LIST) && set?.line.startsWith(SET), JSON.stringify(calls));
    assert.deepEqual(more, []);
    const key = set?.file ?? '';
    assert.ok(isSealKey(key), key);
    assert.ok(!`${stdout}${stderr}${set?.line}`.includes(key));
    assert.match(set?.line ?? '', /--output none/);
  });

  it('makes another one in each vault', () => {
    const keys = [run([]).calls[1]?.file, run([]).calls[1]?.file];
    assert.ok(keys[0]);
    assert.notEqual(keys[0], keys[1]);
  });

  it('touches nothing when there is a key', () => {
    const { status, calls } = run([{ to: LIST, says: 'seal-key\n' }]);
    assert.equal(status, 0);
    assert.deepEqual(
      calls.map(({ line }) => line.startsWith(LIST)),
      [true],
    );
  });

  it('waits for its role', () => {
    const { status, calls } = run([{ to: LIST, fails: 'Forbidden', times: 2 }]);
    assert.equal(status, 0);
    assert.equal(calls.length, 4);
    assert.ok(calls[3]?.line.startsWith(SET));
  });

  it('makes no key as long as the vault does not say what it has', () => {
    const { status, stderr, calls } = run([{ to: LIST, fails: 'Forbidden' }]);
    assert.equal(status, 1);
    assert.match(stderr, /does not say which secrets it has/);
    assert.equal(calls.length, 3);
    assert.ok(!calls.some(({ line }) => line.startsWith(SET)));
  });

  it('fails when the key can’t be stored, such as over one that was deleted', () => {
    const { status, stderr } = run([{ to: SET, fails: 'Conflict: the secret is in a deleted but recoverable state' }]);
    assert.notEqual(status, 0);
    assert.match(stderr, /Conflict/);
  });

  it('does not start without the name of a vault', () => {
    const { status, calls } = run([], { VAULT_NAME: '', SECRET_NAME: '' });
    assert.notEqual(status, 0);
    assert.deepEqual(calls, []);
  });
});
