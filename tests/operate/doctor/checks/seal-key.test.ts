import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runAudit } from '../../../../src/operate/audit/run-audit.ts';
import { runDoctor } from '../../../../src/operate/doctor/run-doctor.ts';
import { KEPT, SealedBench } from '../../../store/sealed-bench.ts';
import { VaultServer } from '../../../support/vault-server.ts';
import { sharedSandbox } from '../../../support/world.ts';

/** The commands of an operator, with the data key that a Key Vault key has wrapped. */
describe('operate/doctor: the seal key as a Key Vault key', () => {
  let vault: VaultServer;
  let bench: SealedBench;
  let env: Record<string, string>;
  before(async () => {
    vault = await VaultServer.start();
    vault.lets = () => true;
  });
  after(() => vault.stop());
  beforeEach(async () => {
    bench = await SealedBench.make(vault, KEPT.SQLite);
    const { environment } = await sharedSandbox();
    const { location } = bench.kept;
    assert.ok(location.kind === 'sqlite');
    env = { ...environment, STORE: `sqlite:${location.path}`, SEAL_KEY: bench.keyUrl };
  });
  afterEach(() => bench.dispose());

  async function run(command: typeof runAudit, ...args: string[]): Promise<{ code: number; out: string }> {
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const code = await command(args, env, { out, problems });
    out.end();
    problems.end();
    return { code, out: (await said).join('') };
  }

  /** What the doctor says of the seal key and the record, and that it leaves the store as it was. */
  async function told(): Promise<{ sealKey: string; record: string }> {
    const before = await bench.kept.dataKey(bench.keyUrl);
    const { out } = await run(runDoctor);
    assert.deepEqual(await bench.kept.dataKey(bench.keyUrl), before);
    const lines = out.split('\n');
    const of = (check: string) => {
      const first = lines.findIndex(line => line.slice(13).startsWith(check));
      const next = lines.findIndex((line, at) => at > first && !line.startsWith(' '));
      return lines.slice(first, next).join('\n');
    };
    return { sealKey: of('seal key'), record: of('record') };
  }

  it('is ok while the store has its data key, and the record is verified with it', async () => {
    await (await bench.start()).work();
    const { sealKey, record } = await told();
    assert.match(sealKey, /^ok .*SEAL_KEY opens what is stored/);
    assert.match(record, /^ok /);
    const audit = await run(runAudit, 'verify');
    assert.deepEqual([audit.code, /^The record is sound/.test(audit.out)], [0, true], audit.out);
  });

  it('says which version the data key depends on after a rotation, until the bot was started again', async () => {
    const first = await bench.start();
    await first.work();
    const before = vault.keys.versions('seal-key')[0]?.id;
    const newest = vault.keys.rotate('seal-key');
    const { sealKey, record } = await told();
    assert.match(sealKey, new RegExp(`^problem .*wrapped with version ${before}.*newest is ${newest}`));
    assert.match(sealKey, /-> fix +Restart the bot/);
    assert.match(record, /^ok /);
    await bench.start();
    assert.match((await told()).sealKey, /^ok /);
  });

  it('says so where it can’t be wrapped anew', async () => {
    await (await bench.start()).work();
    vault.keys.rotate('seal-key');
    vault.keys.rights = ['get', 'unwrapkey'];
    assert.match(
      (await told()).sealKey,
      /^problem .*can’t be wrapped with the newest version[\s\S]*Key Vault Crypto User/,
    );
  });

  it('says so where somebody took the data key away, or put another one there', async () => {
    await (await bench.start()).work();
    const genuine = (await bench.kept.dataKey(bench.keyUrl)) ?? assert.fail();
    await bench.kept.putDataKey(bench.keyUrl, { ...genuine, wrapped: `${genuine.wrapped.slice(0, -4)}AAAA` });
    const forged = await told();
    assert.match(forged.sealKey, /^problem [\s\S]*SEAL_KEY: the Key Vault localhost has not signed the data key/);
    assert.match(forged.record, /^not checked .*"seal key"/);
    assert.match((await run(runAudit, 'verify')).out, /has not signed the data key/);
    await bench.kept.putDataKey(bench.keyUrl, undefined);
    const gone = await told();
    assert.match(gone.sealKey, /^problem .*no data key for the Key Vault key[\s\S]*restore the last backup/);
    assert.match(gone.record, /^not checked /);
    assert.match((await run(runAudit, 'verify')).out, /somebody took the data key away/);
    assert.equal(await bench.kept.dataKey(bench.keyUrl), undefined);
  });

  it('is not asked for what lies in a store that is not there', async () => {
    const { location } = bench.kept;
    assert.ok(location.kind === 'sqlite');
    vault.keys.rotate('another-key');
    for (const sealKey of [vault.keyUrl('another-key'), Buffer.alloc(32, 5).toString('base64')]) {
      Object.assign(env, { SEAL_KEY: sealKey, SEAL_KEY_PREVIOUS: bench.keyUrl });
      const { out } = await run(runDoctor);
      assert.match(out, /^not checked +seal key +This needs the check "store" to be ok\.$/m);
      assert.ok(!out.includes('restore the last backup'), out);
    }
    env.SEAL_KEY_PREVIOUS = bench.vault.secretUrl('nowhere');
    assert.match((await run(runDoctor)).out, /^problem +seal key .*has no such secret/m);
    assert.ok(!existsSync(location.path));
  });

  it('is judged as any other while SEAL_KEY is being changed', async () => {
    const value = Buffer.alloc(32, 5).toString('base64');
    await (await bench.start({ sealKey: value })).work();
    env.SEAL_KEY_PREVIOUS = value;
    assert.match((await told()).sealKey, /^ok .*SEAL_KEY and SEAL_KEY_PREVIOUS open/);
    await (await bench.start({ sealKey: bench.keyUrl, sealKeyPrevious: value })).work();
    assert.match((await told()).sealKey, /^problem .*Nothing in the store needs SEAL_KEY_PREVIOUS any more/);
    env.SEAL_KEY_PREVIOUS = '';
    assert.match((await told()).sealKey, /^ok .*SEAL_KEY opens what is stored/);
    const audit = await run(runAudit, 'verify');
    assert.deepEqual([audit.code, /^The record is sound/.test(audit.out)], [0, true], audit.out);
  });
});
