import type { In } from '../../../src/desk/request/request.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { NOW, sampleEntry, sampleRequest } from '../samples.ts';
import { TableBench } from './table-bench.ts';
import { UnreliableNetwork } from './unreliable-network.ts';

interface Scene {
  bench: TableBench;
  network: UnreliableNetwork;
  /** Reaches the account over the unreliable network. */
  store: AuditedRequestStore;
  /** Another process, which reaches it without. */
  other: AuditedRequestStore;
  /** Open, in the account. */
  request: In<'open'>;
}

/** Each test with an account of its own, and two stores on it: one over an unreliable network, one without. */
export function eachBehindNetwork(begin: (scene: Scene) => unknown): void {
  let bench: TableBench;
  let network: UnreliableNetwork;
  beforeEach(async () => {
    bench = await TableBench.make();
    network = await UnreliableNetwork.to(bench.account);
    const store = await bench.open(undefined, network.account.connectionString);
    const other = await bench.open();
    const request = sampleRequest({ dueAt: NOW });
    await other.create(request, sampleEntry(request));
    await begin({ bench, network, store, other, request });
  });
  afterEach(async () => {
    await bench.dispose();
    await network.stop();
  });
}
