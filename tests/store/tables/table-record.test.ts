import assert from 'node:assert/strict';
import type { TransactionAction } from '@azure/data-tables';
import { AUDIT_COLUMNS } from '../../../src/store/record/audit-columns.ts';
import { type Cells, describeAuditRecord, type RecordTamper } from '../contract-record.ts';
import { NOW, sampleEntry } from '../samples.ts';
import { type Entity, TableBench } from './table-bench.ts';

const RUNS = 100;

describeAuditRecord(
  'Azure Table Storage',
  async () => {
    const bench = await TableBench.make();
    return { open: keys => bench.open(keys), tamper: tamperWith(bench), dispose: () => bench.dispose() };
  },
  RUNS,
);

const HEAD = 'audit|head';
const NUMBERS = ['at', 'count', 'cut_count', 'cut_at', 'cut_days'];
const CUT = ['cut_count', 'cut_hash', 'cut_at', 'cut_days'];
const NAMES = [...AUDIT_COLUMNS.map(([column]) => column), 'previous_hash', 'key_id', 'hash'];

function tamperWith(bench: TableBench): RecordTamper {
  const rowEntities = async () => (await bench.entities('audit|')).filter(({ rowKey }) => !rowKey.startsWith(HEAD));
  const submit = async (actions: TransactionAction[]) => {
    if (actions.length > 0) await bench.client.submitTransaction(actions);
  };
  return {
    names: { seq: 'seq', keyId: 'key_id', hash: 'hash', previousHash: 'previous_hash' },
    rows: async () =>
      (await rowEntities()).map(entity => ({ seq: Number(entity.rowKey.slice(6)), ...cells(entity, NAMES) })),
    putRows: async rows => {
      const before = new Map((await rowEntities()).map(entity => [entity.rowKey, entity]));
      const wanted = rows.map(({ seq, ...row }) => ({ rowKey: `audit|${String(seq).padStart(16, '0')}`, row }));
      const gone = [...before.keys()].filter(key => !wanted.some(({ rowKey }) => rowKey === key));
      const changed = wanted.filter(({ rowKey, row }) => {
        const there = before.get(rowKey);
        return there === undefined || JSON.stringify(cells(there, NAMES)) !== JSON.stringify({ ...blank(), ...row });
      });
      await submit([
        ...gone.map((rowKey): TransactionAction => ['delete', { partitionKey: 'nyckel', rowKey }]),
        ...changed.map(({ rowKey, row }): TransactionAction => ['upsert', entityOf(rowKey, row), 'Replace']),
      ]);
    },
    head: async () => {
      const [head] = await bench.entities(HEAD);
      const found = head && Object.entries(cells(head, ['count', 'hash', 'key_id', 'mac', ...CUT]));
      return found && Object.fromEntries(found.filter(([, cell]) => cell !== null));
    },
    putHead: async head => {
      if (head) await bench.client.upsertEntity(entityOf(HEAD, head), 'Replace');
      else await bench.client.deleteEntity('nyckel', HEAD);
    },
    addHead: async head => {
      await bench.client.upsertEntity(entityOf(`${HEAD}2`, head), 'Replace');
    },
    takeAddedHead: async () => {
      await bench.client.deleteEntity('nyckel', `${HEAD}2`);
    },
    spoilRing: async () => {
      for (const entity of await bench.entities('key|')) {
        await bench.client.updateEntity({ ...entity, sealed: `${String(entity.sealed)}A` }, 'Replace');
      }
    },
  };
}

function blank(): Cells {
  return Object.fromEntries(NAMES.map(name => [name, null]));
}

function cells(entity: Entity, names: readonly string[]): Cells {
  return Object.fromEntries(
    names.map(name => {
      const value = entity[name];
      return [name, typeof value === 'bigint' ? Number(value) : typeof value === 'string' ? value : null];
    }),
  );
}

function entityOf(rowKey: string, row: Cells): { partitionKey: string; rowKey: string } {
  const filled = Object.entries(row).flatMap(([name, value]) => {
    if (value === null) return [];
    return [[name, NUMBERS.includes(name) ? { type: 'Int64', value: String(value) } : value]];
  });
  return { partitionKey: 'nyckel', rowKey, ...Object.fromEntries(filled) };
}

describe('store/tables/table-record', () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await TableBench.make();
  });
  afterEach(() => bench.dispose());

  it('reads a record of more than one page, in order', async () => {
    const store = await bench.open();
    for (let each = 0; each < 1003; each++) await store.record(sampleEntry({ id: 'r' }, { at: NOW + each }));
    const seqs: number[] = [];
    for await (const { seq } of store.auditRows()) seqs.push(seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, each) => each + 1),
    );
    const { rows, findings } = await (await bench.open()).verifyAudit();
    assert.deepEqual({ read: seqs.length, rows, findings }, { read: 1003, rows: 1003, findings: [] });
  });

  for (const key of ['audit|9', 'audit|', 'audit|-1', 'audit|9999999999999999', 'audit|x', 'audit|0000000000000000']) {
    it(`names a row that was put in under the key ${key}`, async () => {
      const store = await bench.open();
      for (const at of [1, 2]) await store.record(sampleEntry({ id: 'r' }, { at }));
      const [row] = await bench.entities('audit|0');
      await bench.client.createEntity({ ...(row ?? assert.fail()), rowKey: key });
      assert.deepEqual((await store.verifyAudit()).findings, [{ kind: 'inserted', seq: 0 }]);
    });
  }

  it('names a row whose cells have other types than Nyckel writes', async () => {
    const store = await bench.open();
    for (const at of [1, 2]) await store.record(sampleEntry({ id: 'r' }, { at }));
    const [row] = await bench.entities('audit|0');
    for (const change of [{ at: '1' }, { actor_name: 7 }, { at: 'x' }, { hash: true }, { request_id: new Date(0) }]) {
      await bench.client.updateEntity({ ...(row ?? assert.fail()), ...change }, 'Replace');
      const { findings } = await store.verifyAudit();
      // A text that says the same number is the same time.
      assert.deepEqual(findings, change.at === '1' ? [] : [{ kind: 'changed', seq: 1 }], JSON.stringify(change));
    }
  });

  it('finds a row that was taken out of the middle while the process runs', async () => {
    const store = await bench.open();
    for (const at of [1, 2, 3]) await store.record(sampleEntry({ id: 'r' }, { at }));
    const [, row] = await bench.entities('audit|0');
    await bench.client.deleteEntity('nyckel', row?.rowKey ?? '');
    assert.deepEqual((await store.verifyAudit()).findings, [{ kind: 'removed', seq: 2, lastSeq: 2 }]);
  });
});
