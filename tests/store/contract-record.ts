import assert from 'node:assert/strict';
import { StoreError } from '../../src/errors.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import type { SealKeys } from '../../src/store/seal/chain-keys.ts';
import { describeCuts } from './contract-cut.ts';
import { describeTampering } from './contract-tampering.ts';
import { KEYS, movedTo, NOW, sampleEntry, sampleKey, sampleRequest } from './samples.ts';

export type Cells = Record<string, string | number | null>;

/** The record of a store as somebody sees it who can write the store and does not know SEAL_KEY. */
export interface RecordTamper {
  /** Every row as stored, by place; the cell `seq` is its place. */
  rows(): Promise<Cells[]>;
  /** Puts these rows in the place of all that are there. No two have the same `seq`. */
  putRows(rows: readonly Cells[]): Promise<void>;
  head(): Promise<Cells | undefined>;
  /** Takes the head away when undefined. */
  putHead(head: Cells | undefined): Promise<void>;
  /** Puts another one beside it, and takes that one away again. */
  addHead(head: Cells): Promise<void>;
  takeAddedHead(): Promise<void>;
  /** Changes the sealed chain keys of earlier SEAL_KEYs, so that they can't be opened. */
  spoilRing(): Promise<void>;
  /** Names of the cells, where a test has to tell them from the rest. */
  names: { seq: string; keyId: string; hash: string; previousHash: string };
}

/** Data that stores with different keys can be opened on, one after the other or at once. */
export interface RecordBench {
  open(keys: SealKeys): Promise<AuditedRequestStore>;
  tamper: RecordTamper;
  dispose(): Promise<void>;
}

const FIRST = sampleKey('first');
const SECOND = sampleKey('second');
const THIRD = sampleKey('third');

/** What the record of every implementation has to stand, as a mocha suite; `open` makes empty data for each test. */
export function describeAuditRecord(name: string, open: () => Promise<RecordBench>, runs: number): void {
  describe(`record: ${name}`, () => {
    let bench: RecordBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.dispose());
    describe('changes of SEAL_KEY', () => describeRotation(() => bench));
    describe('refusals to go on', () => describeRefusals(() => bench));
    describe('cuts', () => describeCuts(() => bench));
    describe('tampering', () => describeTampering(() => bench, runs));
  });
}

const write = (store: AuditedRequestStore, at: number) => store.record(sampleEntry({ id: 'r' }, { at }));
const found = async (store: AuditedRequestStore) => (await store.verifyAudit()).findings;

function describeRotation(bench: () => RecordBench): void {
  it('verifies the rows of every earlier key after the key of before was given up, twice over', async () => {
    await write(await bench().open({ current: FIRST }), 1);
    await write(await bench().open({ current: SECOND, previous: FIRST }), 2);
    await write(await bench().open({ current: SECOND }), 3);
    await write(await bench().open({ current: THIRD, previous: SECOND }), 4);
    const last = await bench().open({ current: THIRD });
    await write(last, 5);
    assert.deepEqual(await found(last), []);
    const keyIds = (await bench().tamper.rows()).map(row => row[bench().tamper.names.keyId]);
    assert.equal(new Set(keyIds).size, 3);
    assert.deepEqual(keyIds[1], keyIds[2]);
  });

  it('changes nothing when it is opened again with the same two keys', async () => {
    await write(await bench().open({ current: FIRST }), 1);
    for (const at of [2, 3]) await write(await bench().open({ current: SECOND, previous: FIRST }), at);
    assert.deepEqual(await found(await bench().open({ current: SECOND })), []);
  });

  it('takes up the change although nothing was on record yet', async () => {
    await bench().open({ current: FIRST });
    const store = await bench().open({ current: SECOND, previous: FIRST });
    await write(store, 1);
    assert.deepEqual(await found(store), []);
  });

  it('does not write with a key that the record does not know, and says what to do', async () => {
    await write(await bench().open({ current: FIRST }), 1);
    const stranger = await bench().open({ current: SECOND });
    await assert.rejects(write(stranger, 2), /under another SEAL_KEY.*SEAL_KEY_PREVIOUS/);
    const kinds = (await found(stranger)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['head-other-key', 'key-missing']);
    assert.deepEqual(await found(await bench().open({ current: FIRST })), []);
  });

  it('stops a process that still has the key of before, and harms nothing', async () => {
    const old = await bench().open({ current: FIRST });
    await write(old, 1);
    const store = await bench().open({ current: SECOND, previous: FIRST });
    await assert.rejects(write(old, 2), /under another SEAL_KEY/);
    await write(store, 3);
    assert.deepEqual(await found(store), []);
  });

  it('lets a process that was started too early go on once another one took up the change', async () => {
    await write(await bench().open({ current: FIRST }), 1);
    const early = await bench().open({ current: SECOND });
    await assert.rejects(write(early, 2), StoreError);
    await bench().open({ current: SECOND, previous: FIRST });
    await write(early, 3);
    assert.deepEqual(await found(early), []);
  });

  it('says which rows can’t be judged when a sealed key was spoiled', async () => {
    const first = await bench().open({ current: FIRST });
    for (const at of [1, 2]) await write(first, at);
    await write(await bench().open({ current: SECOND, previous: FIRST }), 3);
    await bench().tamper.spoilRing();
    const store = await bench().open({ current: SECOND });
    const [finding, ...more] = await found(store);
    assert.deepEqual(more, []);
    assert.ok(finding?.kind === 'key-missing', JSON.stringify(finding));
    assert.deepEqual([finding.seq, finding.lastSeq], [1, 2]);
    const repaired = await bench().open({ current: SECOND, previous: FIRST });
    assert.deepEqual(await found(repaired), []);
  });
}

function describeRefusals(bench: () => RecordBench): void {
  const REFUSED = /The record was tampered with.*npm run audit -- verify/;

  async function refusesAll(store: AuditedRequestStore, message: RegExp): Promise<void> {
    const request = (await store.get('there')) ?? assert.fail();
    const before = await bench().tamper.rows();
    await assert.rejects(store.replace(movedTo(request, 'running'), sampleEntry(request)), message);
    await assert.rejects(store.create(sampleRequest({ id: 'new' }), sampleEntry({ id: 'new' })), message);
    await assert.rejects(store.record(sampleEntry(request)), message);
    await assert.rejects(store.check(), message);
    assert.deepEqual(await store.get('there'), request);
    assert.equal(await store.get('new'), undefined);
    assert.deepEqual(await bench().tamper.rows(), before);
  }

  async function withRows(): Promise<AuditedRequestStore> {
    const store = await bench().open(KEYS);
    const request = sampleRequest({ id: 'there' });
    await store.create(request, sampleEntry(request));
    await write(store, NOW);
    await write(store, NOW + 1);
    return store;
  }

  it('when the head is gone', async () => {
    const store = await withRows();
    await bench().tamper.putHead(undefined);
    await refusesAll(store, REFUSED);
    assert.deepEqual(await found(store), [{ kind: 'head-missing' }]);
  });

  it('when the head and all rows are gone, also after a restart', async () => {
    await withRows();
    await bench().tamper.putHead(undefined);
    await bench().tamper.putRows([]);
    await refusesAll(await bench().open(KEYS), REFUSED);
  });

  it('when any cell of the head was changed', async () => {
    const store = await withRows();
    const head = (await bench().tamper.head()) ?? assert.fail();
    for (const [name, value] of Object.entries(head)) {
      const changed = typeof value === 'number' ? value + 1 : `${String(value).slice(0, -1)}*`;
      await bench().tamper.putHead({ ...head, [name]: changed });
      await refusesAll(store, /tampered with|under another SEAL_KEY/);
      assert.notDeepEqual(await found(store), [], name);
    }
    await bench().tamper.putHead(head);
    await write(store, NOW + 2);
  });

  it('when the last row is gone, changed or not the last', async () => {
    const store = await withRows();
    const rows = await bench().tamper.rows();
    const { seq, hash } = bench().tamper.names;
    const last = rows.at(-1) ?? assert.fail();
    const others = rows.slice(0, -1);
    const variants: Cells[][] = [
      others,
      [...others, { ...last, [hash]: `${String(last[hash]).slice(0, -1)}*` }],
      [...rows, { ...last, [seq]: 4 }],
      [...others.slice(0, -1), { ...others.at(-1), [seq]: 3 }],
      [],
    ];
    for (const variant of variants) {
      await bench().tamper.putRows(variant);
      await refusesAll(store, REFUSED);
      assert.notDeepEqual(await found(store), []);
    }
    await bench().tamper.putRows(rows);
    await write(store, NOW + 2);
    assert.deepEqual(await found(store), []);
  });

  it('when an older head was put back', async () => {
    const store = await withRows();
    const older = await bench().tamper.head();
    await write(store, NOW + 2);
    await bench().tamper.putHead(older);
    await refusesAll(store, REFUSED);
    assert.deepEqual(await found(store), [{ kind: 'inserted', seq: 4 }]);
  });
}
