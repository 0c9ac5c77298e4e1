import { describeUnreadable } from '../../contract-unreadable.ts';
import { KEYS } from '../../samples.ts';
import { SqliteBench } from '../bench.ts';

describe('store/sqlite: a request that was changed by hand', () => {
  let bench: SqliteBench;
  beforeEach(() => {
    bench = new SqliteBench();
  });
  afterEach(() => bench.dispose());

  describeUnreadable(() => ({
    open: async onUnreadable => bench.open(200, KEYS, onUnreadable),
    async spoil(id) {
      const spoil = "UPDATE requests SET document = json_remove(document, '$.requester.name') WHERE id = ?";
      bench.connect().prepare(spoil).run(id);
    },
    async lose() {
      await bench.closeAll();
    },
  }));
});
