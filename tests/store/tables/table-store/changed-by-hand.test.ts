import assert from 'node:assert/strict';
import { describeUnreadable } from '../../contract-unreadable.ts';
import { KEYS } from '../../samples.ts';
import { TableBench } from '../table-bench.ts';

describe('store/tables: a request that was changed by hand', () => {
  let bench: TableBench;
  beforeEach(async () => {
    bench = await TableBench.make();
  });
  afterEach(() => bench.dispose());

  describeUnreadable(() => ({
    open: onUnreadable => bench.open(KEYS, undefined, onUnreadable),
    async spoil(id) {
      const [row = assert.fail(`there is no request ${id}`)] = await bench.entities(`request|${id}`);
      const { name: _, ...nameless } = JSON.parse(String(row.document)).requester;
      const document = JSON.stringify({ ...JSON.parse(String(row.document)), requester: nameless });
      await bench.client.updateEntity({ ...row, document }, 'Replace');
    },
    lose: () => bench.loseTable(),
  }));
});
