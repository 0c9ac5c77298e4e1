import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { KEYS, sampleKey } from '../store/samples.ts';
import { TableBench } from '../store/tables/table-bench.ts';
import { ANNA, DAY, ERIK, GUSTAV, MIKAEL, Operator, type Put } from './watch/operator.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const HOUR = 3_600_000;

function reset(changes: Partial<Put> = {}): Put {
  return { activityDisplayName: 'Reset password (by admin)', by: { user: MIKAEL }, target: ANNA, ...changes };
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

describe('operate/watch', () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.begin();
  });
  afterEach(() => operator.bench.dispose());

  it('tells who went around, of whom and how, and ends with 1', async () => {
    const correlationId = randomUUID();
    await operator.call({ targetId: await operator.idOf(ANNA), correlationId });
    await operator.put(
      reset({ by: { user: ERIK }, correlationId }),
      reset({ activityDisplayName: 'Reset user password' }),
    );
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    const [first, second] = out.split('\n');
    assert.equal(first, 'AROUND NYCKEL: 1 row of Entra’s log, about 1 account:');
    assert.match(
      String(second),
      /^- \d{4}-\d\d-\d\dT\d\d:\d\dZ password reset of anna\.svensson@fjallvind\.example by mikael\.sandstrom@fjallvind\.example \(Reset user password, correlation id [0-9a-f-]{36}\)$/,
    );
    assert.match(out, /^Rows: 2\. Of calls on our record: 1\. Without effect: 0\. Of Microsoft’s self-service: 0\.$/m);
  });

  it('ends with 0 where nothing went around', async () => {
    const correlationId = randomUUID();
    await operator.call({ targetId: await operator.idOf(ANNA), correlationId });
    await operator.put(reset({ by: { user: ERIK }, correlationId }));
    const { code, out } = await operator.run();
    assert.equal(code, 0);
    assert.match(out, /^Nothing went around Nyckel\.\n/);
  });

  it('tells passes and methods that administrators gave, changed and took away', async () => {
    const registered = { activityDisplayName: 'Admin registered security info' };
    await operator.put(
      reset({ ...registered, resultReason: 'Admin registered temporary access pass method for user' }),
      reset({ ...registered, resultReason: 'Admin registered phone method for user' }),
      reset({ activityDisplayName: 'Admin updated security info' }),
      reset({ activityDisplayName: 'Admin deleted security info' }),
      reset({ activityDisplayName: 'User registered security info' }),
      reset({ activityDisplayName: 'Update user' }),
    );
    const { out } = await operator.run();
    const deeds = [...out.matchAll(/^- \S+ (\w+ \w+) of /gm)].map(([, deed]) => deed);
    assert.deepEqual(deeds.sort(), ['method added', 'method changed', 'method deleted', 'pass given']);
  });

  it('finds a row that comes in late, also after somebody has looked at its day', async () => {
    const at = Date.now() - 2 * HOUR;
    await operator.put(reset({ at, lag: 3 * HOUR }));
    const since = time(at - HOUR);
    const early = await operator.run('--since', since);
    assert.deepEqual([early.code, /^AROUND/.test(early.out)], [0, false]);
    await operator.sandbox.control('POST', 'clock', { advanceMs: 3 * HOUR });
    const [, next = ''] = /Look again later with --since (\S+)\.$/m.exec(early.out) ?? [];
    assert.ok(Date.parse(next) > at, 'the next look begins after it');
    const late = await operator.run('--since', next);
    assert.equal(late.code, 1);
    assert.match(late.out, /correlation id \S+\) \(before --since: told earlier, or late\)$/m);
  });

  it('looks back for a day and no longer', async () => {
    const since = Date.now() - HOUR;
    await operator.put(reset({ at: since - DAY + 120_000 }), reset({ at: since - DAY - 120_000 }));
    const { out } = await operator.run('--since', time(since));
    assert.match(out, /^AROUND NYCKEL: 1 row/);
  });

  it('says until when Entra’s log is believed to be complete', async () => {
    const now = Date.now();
    assert.match((await operator.run('--since', time(now - HOUR))).out, /it is believed to be complete until \d{4}/);
    const past = await operator.run('--since', time(now - 3 * HOUR), '--until', time(now - 2 * HOUR));
    assert.match(past.out, /^Entra’s log is believed to be complete for that time\.$/m);
    const old = await operator.run('--since', time(now - 31 * DAY));
    assert.match(old.out, /^Entra keeps its log for 30 days: of before \S+ it tells nothing\.$/m);
  });

  it('leaves out what is not before --until', async () => {
    const now = Date.now();
    await operator.put(reset({ at: now - HOUR }));
    const { code } = await operator.run('--since', time(now - 5 * HOUR), '--until', time(now - 2 * HOUR));
    assert.equal(code, 0);
  });

  it('says so where rows can’t be read, and does not pass them over', async () => {
    const at = Date.now();
    const row = { activityDisplayName: 'Reset user password', id: 'x', activityDateTime: 'yesterday' };
    await operator.sandbox.control('POST', 'audits', {
      raw: [
        { at, row },
        { at, row: { ...row, id: 7 } },
      ],
    });
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    assert.match(
      out,
      /^NOT KNOWN whether anything went around Nyckel: see below\.$[\s\S]*^2 rows of Entra’s log can’t be read: look there/m,
    );
  });

  it('counts as ours nothing on the word of a record that is not sound', async () => {
    const correlationId = randomUUID();
    await operator.call({ targetId: await operator.idOf(ANNA), correlationId });
    await operator.put(reset({ by: { user: ERIK }, correlationId }));
    operator.bench.connect().exec("UPDATE audit SET actor_name = 'Somebody'");
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    assert.match(out, /^Our record is NOT sound, so nothing of this is: run npm run audit -- verify\.$/m);
  });

  it('wonders where no call on record is in Entra’s log', async () => {
    await operator.call({ targetId: await operator.idOf(ANNA), at: Date.now() - 2 * HOUR });
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    assert.match(out, /^NOT KNOWN whether/);
    assert.match(
      out,
      /^Calls on our record that may have worked and are not in Entra’s log: 1\.\nNone of our calls is in it: /m,
    );
    await operator.call({
      targetId: await operator.idOf(ANNA),
      correlationId: 'c',
      requestId: 's',
      at: Date.now() - HOUR / 2,
    });
    await operator.put(reset({ by: { user: ERIK }, correlationId: 'c', at: Date.now() - HOUR / 2 }));
    const known = await operator.run();
    assert.equal(known.code, 0);
    assert.match(known.out, /Entra’s log: 1\.\nEntra writes/, 'one of several may be missing for a reason of its own');
  });

  it('reads the record in Azure Tables, sealed with a key of before, as well', async () => {
    const tables = await TableBench.make();
    const store = await tables.open();
    const ids = { targetId: await operator.idOf(ANNA), actorId: await operator.idOf(ERIK) };
    await store.record({ at: Date.now(), event: 'reset-started', correlationId: 'of-ours', actorName: ERIK, ...ids });
    await operator.put(reset({ by: { user: ERIK } }), reset({ by: { user: GUSTAV } }));
    const SEAL_KEY = sampleKey('second').toString('base64');
    const SEAL_KEY_PREVIOUS = KEYS.current.toString('base64');
    operator.env = { ...operator.env, STORE: tables.account.connectionString, SEAL_KEY, SEAL_KEY_PREVIOUS };
    const { code, out } = await operator.run();
    assert.equal(code, 1);
    assert.match(out, /^AROUND NYCKEL: 1 row .*\n.* by gustav\.norberg@/m);
    await tables.dispose();
  });

  it('writes what went around into a file of its owner alone, and overwrites none', async () => {
    await operator.put(reset({ resultReason: '=1+1' }));
    const file = path.join(operator.bench.folder, 'around.csv');
    const args = ['--since', time(Date.now() - HOUR), '--out', file];
    assert.equal((await operator.run(...args)).code, 1);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const [names = '', row = ''] = readFileSync(file, 'utf8').split('\r\n');
    assert.match(
      names,
      /^id,at,deed,activity,result,reason,byId,by,targetId,target,correlationId,service,beforeSince$/,
    );
    assert.match(row, /^Directory_[^,]+,[^,]+,reset,Reset password \(by admin\),success,'=1\+1,/);
    const again = await operator.run(...args);
    assert.equal(again.code, 2);
    assert.match(again.problems, /already exists/);
    assert.match(again.out, /^AROUND NYCKEL: 1 row/, 'what was found is told all the same');
  });

  it('ends with 2 and the usage at wrong arguments, and with what is wrong of the configuration or the store', async () => {
    const wrong = await operator.run('--until', '2026-03-01');
    assert.deepEqual([wrong.code, wrong.out], [2, '']);
    assert.match(wrong.problems, /^Say with --since from when on\.\nUsage:\n {2}npm run watch -- --since/);
    operator.env.STORE = `sqlite:${operator.bench.folder}/none.db`;
    const none = await operator.run();
    assert.match(none.problems, /^There is no store where STORE says/);
    assert.ok(!existsSync(`${operator.bench.folder}/none.db`));
    operator.env.SEAL_KEY = 'short';
    const { code, problems } = await operator.run();
    assert.equal(code, 2);
    assert.match(problems, /SEAL_KEY must be 32 bytes in base64/);
    const { codes } = await operator.sandbox.control<{ codes: unknown[] }>('GET', 'device-sign-ins');
    assert.deepEqual(codes, [], 'nobody has had to sign in');
  });

  it('is what the process does, with its exit code and without a secret', async () => {
    await operator.put(reset());
    const env = { ...operator.env, PATH: process.env.PATH };
    const args = ['src/operate/watch.ts', '--since', time(Date.now() - HOUR)];
    const child = spawn(process.execPath, args, { cwd: ROOT, env });
    const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    assert.equal(code, 1, problems);
    assert.match(out, /^AROUND NYCKEL: 1 row/);
    const said = `${out}${problems}`;
    assert.match(said, /enter the code/);
    for (const secret of [/eyJ[\w-]{10,}/, /device_code/, /refresh/i, /bearer/i]) assert.doesNotMatch(said, secret);
    for (const name of ['SEAL_KEY', 'BOT_CLIENT_SECRET'])
      assert.ok(!said.includes(operator.env[name] ?? assert.fail(name)));
  });
});
