import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EntraRow } from '../../../../src/operate/watch/entra-row.ts';
import { busyMonth } from '../busy-month.ts';
import { DAY, Operator } from '../operator.ts';
import { NOW } from '../samples.ts';

const HOUR = 3_600_000;
/** So many of those that went around are not in the log when it is looked at first. */
const LATE = 30;
/** Rows to a call of the control surface. */
const LOAD = 2_000;

/** The sample's time, as if it had ended by now: nobody looks into what is to come. */
const LATER = Date.now() - 200 * DAY - NOW;

/** As Graph writes it. */
function graphRow(row: EntraRow): Record<string, unknown> {
  const user = row.byId === undefined ? null : { id: row.byId, userPrincipalName: row.by };
  return {
    id: row.id,
    activityDateTime: new Date(row.at + LATER).toISOString(),
    activityDisplayName: row.activity,
    correlationId: row.correlationId,
    result: row.result,
    resultReason: row.deed === 'pass-given' ? 'Admin registered temporary access pass method for user' : row.reason,
    loggedByService: row.service,
    initiatedBy: { user, app: user ? null : { displayName: row.by } },
    targetResources: [{ id: row.targetId, type: 'User', userPrincipalName: row.target, modifiedProperties: [] }],
  };
}

const SINCE = new Date(NOW + LATER - DAY).toISOString().slice(0, 10);

describe('operate/watch/run-watch: 10,000 rows', () => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.begin();
  });
  afterEach(() => operator.bench.dispose());

  async function fill(rows: readonly EntraRow[], late: ReadonlySet<string>): Promise<void> {
    for (let from = 0; from < rows.length; from += LOAD) {
      const raw = rows.slice(from, from + LOAD).map(row => {
        return { at: row.at + LATER, row: graphRow(row), ...(late.has(row.id) && { lag: HOUR }) };
      });
      await operator.sandbox.control('POST', 'audits', { raw });
    }
  }

  /** The ids of what a look finds. */
  async function found(name: string): Promise<Set<string>> {
    const file = path.join(operator.bench.folder, name);
    const { code, problems } = await operator.run('--since', SINCE, '--out', file);
    assert.equal(code, 1, problems);
    const [, ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
    return new Set(lines.map(line => line.split(',')[0] ?? ''));
  }

  it('finds the 137 that went around and no other, the late ones too, and asks for few pages', async () => {
    const { rows, record, foreign } = busyMonth(10_000, 137, 400);
    for (const entry of record) await operator.store.record({ ...entry, at: entry.at + LATER });
    const late = new Set([...foreign].filter((_, each) => each % 4 === 0).slice(0, LATE));
    await fill(rows, late);
    assert.deepEqual(await found('early.csv'), foreign.difference(late));
    assert.equal(late.size, LATE);
    await operator.sandbox.control('POST', 'clock', { advanceMs: HOUR });
    assert.deepEqual(await found('late.csv'), foreign);
    const asked = await operator.asked();
    assert.ok(asked.length < 50, `${asked.length} requests`);
    assert.ok(asked.every(({ status }) => status === 200));
  });
});
