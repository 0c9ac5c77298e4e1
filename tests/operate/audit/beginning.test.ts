import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runAudit } from '../../../src/operate/audit/run-audit.ts';
import { checkRecord } from '../../../src/operate/doctor/checks/record.ts';
import { KEYS, NOW, sampleEntry } from '../../store/samples.ts';
import { SqliteBench } from '../../store/sqlite/bench.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const DAY = 86_400_000;
const CUT = NOW + 35 * DAY;
const BEGINS =
  'The record goes back to row 4, of 2026-03-05T08:00:00.000Z: the 3 before it were cut, last on 2026-04-06T08:00:00.000Z, as older than 30 days (retention.record of the policy).';

describe('operate/audit: a record whose oldest rows were cut', () => {
  let bench: SqliteBench;
  /** Of rows 1 to 6, as the log has them. */
  let anchors: string[];
  beforeEach(async () => {
    bench = new SqliteBench();
    anchors = [];
    const store = bench.open();
    for (let each = 0; each < 6; each++) {
      await store.record(sampleEntry({ id: 'r' }, { at: NOW + each * DAY }));
      const head = await store.auditHead();
      anchors.push(`${head?.count}:${head?.hash}`);
    }
    await store.forgetting.record({ before: NOW + 3 * DAY, days: 30, now: CUT });
  });
  afterEach(() => bench.dispose());

  async function run(...args: string[]): Promise<{ code: number; out: string; problems: string }> {
    const env = {
      BOT_ID: ID,
      BOT_TENANT_ID: ID,
      STORE: `sqlite:${bench.file}`,
      SEAL_KEY: KEYS.current.toString('base64'),
    };
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const code = await runAudit(args, env, { out, problems });
    out.end();
    problems.end();
    const [written, wrong] = await said;
    return { code, out: written, problems: wrong };
  }

  it('is sound, and says from where on it goes', async () => {
    const { code, out, problems } = await run('verify');
    assert.deepEqual([code, problems], [0, '']);
    assert.match(out, /^The record is sound\.\nRows: 3\nHead: 6:/);
    assert.ok(out.includes(`\n${BEGINS}\n`), out);
  });

  it('says so to the doctor as well', async () => {
    const { finding } = await checkRecord(bench.open());
    assert.equal(finding.found, `The record is sound; rows: 3. ${BEGINS}`);
  });

  it('holds every anchor from the last row that was cut on, and can not tell of one before', async () => {
    for (const anchor of anchors.slice(2)) assert.equal((await run('verify', '--anchor', anchor)).code, 0, anchor);
    for (const anchor of anchors.slice(0, 2)) {
      const { code, out } = await run('verify', '--anchor', anchor);
      assert.equal(code, 2);
      assert.ok(out.includes(`The row of the anchor ${anchor} was cut since`), out);
    }
  });

  it('lacks an anchor of another record, although it names the last row that was cut', async () => {
    const anchor = `3:${'x'.repeat(43)}`;
    const { code, out } = await run('verify', '--anchor', anchor);
    assert.equal(code, 1);
    assert.ok(out.includes(`The row of the anchor ${anchor} is not in the record`), out);
  });

  it('believes no mark that was changed: an anchor from before it is missing', async () => {
    bench.connect().exec('UPDATE audit_head SET cut_count = 5');
    const { code, out } = await run('verify', '--anchor', anchors[1] ?? '');
    assert.equal(code, 1);
    assert.match(out, /The head of the record was changed: .*which of the first ones were cut/);
    assert.match(out, /Rows 1 to 3 were removed/);
    assert.match(out, /The row of the anchor .* is not in the record/);
  });

  for (const format of ['csv', 'jsonl']) {
    it(`is exported as ${format} from there on, and that is said beside the export`, async () => {
      const { code, out, problems } = await run('export', '--format', format);
      assert.equal(code, 0);
      assert.equal(problems, `${BEGINS}\n`);
      assert.equal(out.trim().split('\n').length, format === 'csv' ? 4 : 3);
      assert.ok(!out.includes('goes back'));
    });
  }

  it('says of one that was never cut where it begins, and nothing beside its export', async () => {
    await bench.dispose();
    bench = new SqliteBench();
    await bench.open().record(sampleEntry({ id: 'r' }));
    const { out } = await run('verify');
    assert.match(out, /\nThe record goes back to row 1, of 2026-03-02T08:00:00.000Z: none was ever cut\.\n/);
    assert.equal((await run('export')).problems, '');
  });
});
