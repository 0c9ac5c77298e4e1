import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type RunningProcess, run, statusOf } from '../sandbox/start-fixture.ts';
import { AzureDoor, type Refusal } from '../support/azure-door.ts';
import { CRYPTO_USER } from '../support/vault-keys.ts';
import { sharedSandbox } from '../support/world.ts';

const PATHS = ['healthz', 'livez', 'readyz'];
const WAITS = /"msg":"the bot waits to be let in"/;
const VAULT_ROLE = 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY';
const TABLE_ROLE = 'the role Storage Table Data Contributor on the storage account of STORE';
const CRYPTO_ROLE = 'the role Key Vault Crypto User on the key of SEAL_KEY';
const SECRET = randomBytes(32).toString('base64');

/** Lets 200 seconds pass in one, for every timer and clock of the process. */
const HURRY = `
const timers = require('node:timers/promises');
const { setTimeout: wait } = timers;
timers.setTimeout = (milliseconds, ...rest) => wait(milliseconds / 200, ...rest);
const now = performance.now.bind(performance);
performance.now = () => now() * 200;
require('node:module').syncBuiltinESMExports();
`;

/** `node src/main.ts`, as right after a deployment: vault and storage account are there, and the roles are not in force. */
describe('a start while Azure does not let the bot in yet', () => {
  let door: AzureDoor;
  let folder: string;
  let environment: Record<string, string>;
  let port: string;
  let bot: RunningProcess | undefined;
  before(async () => {
    door = await AzureDoor.start(SECRET);
    const { environment: sandbox } = await sharedSandbox();
    const trusted = door.authorityBeside(sandbox.NODE_EXTRA_CA_CERTS ?? '');
    environment = { ...sandbox, NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: trusted, SEAL_KEY: door.secretUrl };
  });
  after(() => door.stop());
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-waiting-'));
    port = String(await freePort());
    door.nextAccount();
    door.vault = door.tables = undefined;
    door.asked.vault = door.asked.tables = 0;
  });
  afterEach(async () => {
    bot?.child.kill('SIGKILL');
    await bot?.ended;
    bot = undefined;
    rmSync(folder, { recursive: true });
  });

  function start(env: Record<string, string> = {}, options: readonly string[] = []): RunningProcess {
    const store = `sqlite:${path.join(folder, 'nyckel.db')}`;
    bot = run('main.ts', folder, { ...environment, PORT: port, STORE: store, ...env }, options);
    return bot;
  }
  const url = (name: string) => `http://127.0.0.1:${port}/${name}`;
  const statuses = () => Promise.all(PATHS.map(name => statusOf(url(name))));
  /** Anybody may read /readyz: it names no address. */
  async function waitsFor(what: string): Promise<void> {
    const body = JSON.stringify({ status: 'waiting', waitsFor: what });
    const read = () =>
      fetch(url('readyz'))
        .then(answer => answer.text())
        .catch(() => '');
    for (let said = await read(); said !== body; said = await read()) {
      assert.equal(bot?.child.exitCode, null, bot?.output() ?? 'it was not started');
      await wait(50);
    }
  }
  const refused = (status: number, code = 'Forbidden'): Refusal => ({ status, code });

  function assertNoSecret(): void {
    for (const secret of [SECRET, environment.BOT_CLIENT_SECRET ?? '']) {
      assert.ok(secret && !bot?.output().includes(secret));
    }
  }

  it('it lives and says what it waits for, one thing after the other, until the roles arrive', async () => {
    door.vault = refused(403);
    door.tables = refused(403, 'AuthorizationPermissionMismatch');
    const waiting = start({ STORE: door.tableUrl });
    await waitsFor(VAULT_ROLE);
    assert.deepEqual(await statuses(), [200, 200, 503]);
    door.vault = undefined;
    await waitsFor(TABLE_ROLE);
    assert.deepEqual(await statuses(), [200, 200, 503]);
    door.tables = undefined;
    await waiting.until(/"msg":"listening"/);
    assert.deepEqual(await statuses(), [200, 200, 200]);
    assert.ok(door.asked.vault >= 2);
    assertNoSecret();
  });

  it('it ends after ten minutes, with a line, a code and exit code 1', async () => {
    door.tables = refused(403, 'AuthorizationPermissionMismatch');
    const hurry = path.join(folder, 'hurry.cjs');
    writeFileSync(hurry, HURRY);
    const waiting = start({ STORE: door.tableUrl }, ['--require', hurry]);
    assert.equal(await waiting.ended, 1);
    const lines = waiting.output().split('\n');
    const last = lines.find(line => line.includes('the bot was not let in in time'));
    const { level, code, waitsFor: named } = JSON.parse(last ?? '{}') as Record<string, unknown>;
    assert.deepEqual([level, code, named], ['error', 'NYCKEL_STORE_UNAVAILABLE', TABLE_ROLE]);
    assert.ok(lines.filter(line => WAITS.test(line)).length > 15, waiting.output());
    assert.doesNotMatch(waiting.output(), /^\s+at /m);
    assertNoSecret();
  });

  it('it ends at once where the vault answers something else', async () => {
    door.vault = refused(400);
    const ending = start();
    assert.equal(await ending.ended, 1);
    assert.doesNotMatch(ending.output(), WAITS);
    assert.match(ending.output(), /^The configuration can’t be used: SEAL_KEY: the Key Vault localhost answered 400/);
    assert.equal(door.asked.vault, 1);
  });

  it('with a Key Vault key: it waits for the tables and the key, goes on through a rotation, and ends where it can’t', async () => {
    door.keys.rotate('waits');
    door.keys.rights = [];
    door.tables = refused(403, 'AuthorizationPermissionMismatch');
    const env = { STORE: door.tableUrl, SEAL_KEY: door.keyUrl('waits') };
    const waiting = start(env);
    await waitsFor(TABLE_ROLE);
    door.tables = undefined;
    await waitsFor(CRYPTO_ROLE);
    door.keys.rights = CRYPTO_USER;
    await waiting.until(/"msg":"listening"/);
    assert.deepEqual(await statuses(), [200, 200, 200]);
    assertNoSecret();
    waiting.child.kill('SIGTERM');
    assert.equal(await waiting.ended, 0);
    const version = door.keys.versions('waits')[0]?.id ?? '';
    door.keys.rotate('waits');
    door.keys.rights = ['get', 'unwrapkey'];
    const warned = start(env);
    await warned.until(/"msg":"listening"/);
    assert.match(warned.output(), /"level":"warn".*Key Vault Crypto User.*"msg":"the data key was not wrapped anew"/);
    warned.child.kill('SIGTERM');
    assert.equal(await warned.ended, 0);
    door.keys.enable('waits', version, false);
    const ending = start(env);
    assert.equal(await ending.ended, 1);
    assert.doesNotMatch(ending.output(), WAITS);
    assert.match(
      ending.output(),
      new RegExp(`^The configuration can’t be used: SEAL_KEY: .* disabled version ${version}`),
    );
  });

  it('SIGTERM while it waits: it ends in order', async () => {
    door.vault = refused(403);
    const waiting = start();
    await waitsFor(VAULT_ROLE);
    waiting.child.kill('SIGTERM');
    assert.equal(await waiting.ended, 0);
    const rest = waiting
      .output()
      .trimEnd()
      .split('\n')
      .filter(line => !WAITS.test(line));
    assert.deepEqual(
      rest.map(line => (JSON.parse(line) as { msg: string }).msg),
      ['stopping'],
    );
    assert.deepEqual(await statuses(), [0, 0, 0]);
  });
});
