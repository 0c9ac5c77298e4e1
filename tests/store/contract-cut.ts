import assert from 'node:assert/strict';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import type { ChainFinding } from '../../src/store/record/chain-findings.ts';
import { forgotten } from './contract-forgetting.ts';
import type { Cells, RecordBench } from './contract-record.ts';
import { KEYS, NOW, sampleEntry, sampleKey } from './samples.ts';

/** How the record of each store was at one moment. */
interface Copy {
  rows: Cells[];
  head: Cells;
}

/** What somebody can do who has old copies of the store, can write it, and does not know SEAL_KEY. */
interface Tampering {
  /** What is put in the place of the record: after two cuts, of rows 1 to 3 and 4 to 6 out of 12. */
  put(copies: { before: Copy; first: Copy; present: Copy }): Copy;
  finds: readonly ChainFinding['kind'][];
}

const CUT_CELLS = ['cut_count', 'cut_hash', 'cut_at', 'cut_days'];

function changed(cell: string, by: (value: string | number | null) => string | number): Tampering {
  const put: Tampering['put'] = ({ present: { rows, head } }) => ({
    rows,
    head: { ...head, [cell]: by(head[cell] ?? null) },
  });
  return { put, finds: ['head-changed', 'removed'] };
}

const without = (rows: readonly Cells[], ...seqs: number[]) => rows.filter(({ seq }) => !seqs.includes(Number(seq)));
const only = (rows: readonly Cells[], ...seqs: number[]) => rows.filter(({ seq }) => seqs.includes(Number(seq)));
const markOf = (head: Cells) => Object.fromEntries(CUT_CELLS.map(cell => [cell, head[cell] ?? null]));

/** Each kind of tampering with a cut, and what verifying finds of it. */
const KINDS: Readonly<Record<string, Tampering>> = {
  'the mark says one row more': changed('cut_count', count => Number(count) + 1),
  'the mark says one row less': changed('cut_count', count => Number(count) - 1),
  'the mark has another hash': changed('cut_hash', hash => `${String(hash).slice(0, -1)}*`),
  'the mark has another time': changed('cut_at', at => Number(at) + 1),
  'the mark names another policy': changed('cut_days', days => Number(days) + 1),
  'the mark is gone': {
    put: ({ present: { rows, head } }) => ({ rows, head: { ...head, ...markOf({}) } }),
    finds: ['head-changed', 'removed'],
  },
  'a part of the mark is gone': changed('cut_days', () => 0),
  'the mark was moved to a record that was never cut': {
    put: ({ before, present }) => ({ rows: before.rows, head: { ...before.head, ...markOf(present.head) } }),
    finds: ['head-changed'],
  },
  'an older mark was put back': {
    put: ({ first, present }) => ({ rows: present.rows, head: { ...present.head, ...markOf(first.head) } }),
    finds: ['head-changed', 'removed'],
  },
  'an older head was put back with its mark': {
    put: ({ first, present }) => ({ rows: present.rows, head: first.head }),
    finds: ['removed', 'inserted', 'inserted'],
  },
  'an older head was put back with its mark and its rows': {
    put: ({ first, present }) => ({ rows: [...only(first.rows, 4, 5, 6), ...present.rows], head: first.head }),
    finds: ['inserted', 'inserted'],
  },
  'the head from before any cut was put back': {
    put: ({ before, present }) => ({ rows: present.rows, head: before.head }),
    finds: ['removed', 'inserted', 'inserted', 'inserted', 'inserted'],
  },
  'the mark was made the one that follows': {
    put: ({ present: { rows, head } }) => {
      const [next] = only(rows, 7);
      return { rows: without(rows, 7), head: { ...head, cut_count: 7, cut_hash: next?.hash ?? null } };
    },
    finds: ['head-changed', 'removed'],
  },
  'one row more was cut than the mark says': {
    put: ({ present: { rows, head } }) => ({ rows: without(rows, 7), head }),
    finds: ['removed'],
  },
  'three rows more were cut than the mark says': {
    put: ({ present: { rows, head } }) => ({ rows: without(rows, 7, 8, 9), head }),
    finds: ['removed'],
  },
  'a row that was cut stands there again': {
    put: ({ before, present: { rows, head } }) => ({ rows: [...only(before.rows, 6), ...rows], head }),
    finds: ['inserted'],
  },
  'all rows that were cut stand there again': {
    put: ({ before, present: { rows, head } }) => ({ rows: [...only(before.rows, 1, 2, 3, 4, 5, 6), ...rows], head }),
    finds: Array.from({ length: 6 }, () => 'inserted'),
  },
  'the first row that is left was changed': {
    put: ({ present: { rows, head } }) => ({
      rows: rows.map(row => (row.seq === 7 ? { ...row, actor_name: 'X' } : row)),
      head,
    }),
    finds: ['changed'],
  },
};

/** That the record is sound although its oldest rows are cut, and that nobody else can cut them. */
export function describeCuts(bench: () => RecordBench): void {
  const write = async (store: AuditedRequestStore, from: number, to: number) => {
    for (let each = from; each <= to; each++) await store.record(sampleEntry({ id: 'r' }, { at: NOW + each }));
  };
  const cut = (store: AuditedRequestStore, before: number) =>
    forgotten(() => store.forgetting.record({ before, days: 30, now: NOW + 100 }));
  const copy = async (): Promise<Copy> => {
    const { tamper } = bench();
    return { rows: await tamper.rows(), head: (await tamper.head()) ?? assert.fail() };
  };
  const put = async ({ rows, head }: Copy) => {
    await bench().tamper.putRows(rows);
    await bench().tamper.putHead(head);
  };
  const found = async (store: AuditedRequestStore) => (await store.verifyAudit()).findings;

  /** Twelve rows, the first six of which were cut, in two steps; and what there was before and between. */
  async function prepared() {
    const store = await bench().open(KEYS);
    await write(store, 1, 8);
    const before = await copy();
    assert.equal(await cut(store, NOW + 4), 3);
    await write(store, 9, 10);
    const first = await copy();
    assert.equal(await cut(store, NOW + 7), 3);
    await write(store, 11, 12);
    const present = await copy();
    assert.deepEqual(await found(store), []);
    return { store, copies: { before, first, present } };
  }

  for (const [what, { put: tamper, finds }] of Object.entries(KINDS)) {
    it(`show that ${what}; nothing more is cut, and nothing is changed by trying`, async () => {
      const { store, copies } = await prepared();
      await put(tamper(copies));
      const findings = await found(store);
      assert.deepEqual(
        findings.map(({ kind }) => kind),
        finds,
        JSON.stringify(findings),
      );
      const tampered = await copy();
      await assert.rejects(cut(store, NOW + 50), /npm run audit -- verify/);
      assert.deepEqual(await copy(), tampered);
      await put(copies.present);
      assert.deepEqual(await found(store), []);
      assert.equal(await cut(store, NOW + 50), 5);
    });
  }

  it('show that there is another head beside the head, and that one was there', async () => {
    const { store, copies } = await prepared();
    await bench().tamper.addHead(copies.first.head);
    assert.notDeepEqual(await found(store), []);
    await assert.rejects(write(store, 13, 13), /tampered with/);
    await bench().tamper.takeAddedHead();
    assert.deepEqual(await found(store), []);
  });

  it('show that rows were cut by somebody else where none was cut before', async () => {
    const store = await bench().open(KEYS);
    await write(store, 1, 5);
    const { rows, head } = await copy();
    await bench().tamper.putRows(without(rows, 1, 2));
    assert.deepEqual(await found(store), [{ kind: 'removed', seq: 1, lastSeq: 2 }]);
    const hash = only(rows, 2)[0]?.hash ?? null;
    await bench().tamper.putHead({ ...head, cut_count: 2, cut_hash: hash, cut_at: NOW, cut_days: 30 });
    assert.deepEqual(
      (await found(store)).map(({ kind }) => kind),
      ['head-changed', 'removed'],
    );
    await assert.rejects(write(store, 6, 6), /tampered with/);
  });

  it('take no row away that was tampered with, nor one before or behind it', async () => {
    const { store, copies } = await prepared();
    for (const tampered of [
      copies.present.rows.map(row => (row.seq === 9 ? { ...row, actor_name: 'Somebody' } : row)),
      without(copies.present.rows, 9),
    ]) {
      await bench().tamper.putRows(tampered);
      await assert.rejects(cut(store, NOW + 50), /oldest rows of the record are not as they were written/);
      assert.equal((await bench().tamper.rows()).length, tampered.length);
    }
  });

  it('go on through changes of SEAL_KEY', async () => {
    await prepared();
    const keys = { current: sampleKey('second'), previous: KEYS.current };
    const store = await bench().open(keys);
    assert.deepEqual(await found(store), []);
    await write(store, 13, 14);
    assert.equal(await cut(store, NOW + 10), 3);
    assert.equal(await cut(await bench().open({ current: keys.current }), NOW + 14), 4);
    assert.deepEqual(await found(store), []);
  });
}
