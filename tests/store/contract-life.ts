import assert from 'node:assert/strict';
import { StoreError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { FIRST_APPROVALS, sampleApprovals } from './contract-settings.ts';
import { collected, NOW, sampleCommand, sampleEntry, sampleRequest } from './samples.ts';

/** The part of the contract about the store as a whole: its check, and its end. */
export function describeLife(storeAt: StoreAt): void {
  it('passes its check again and again', async () => {
    await Promise.all([0, 1, 0].map(turn => storeAt(turn).check()));
    assert.deepEqual(await storeAt(0).auditTrail(), []);
  });

  it('may be closed twice, and refuses every call afterwards', async () => {
    const store = storeAt(0);
    const request = sampleRequest();
    await Promise.all([store.close(), store.close()]);
    const calls = [
      store.create(request, sampleEntry(request)),
      store.get('x'),
      store.replace(request, sampleEntry(request)),
      store.due(NOW, 1),
      store.lapsed(NOW, 1),
      store.unfinished('x'),
      store.begunSince({ requesterIds: ['x'] }, NOW),
      store.history({ targetId: 'x' }, 1),
      store.setting('approvals'),
      store.putSetting('approvals', sampleApprovals(), sampleEntry(request)),
      store.replaceSetting('approvals', FIRST_APPROVALS, sampleEntry(request)),
      store.auditHead(),
      store.verifyAudit(),
      collected(store.auditRows()),
      collected(store.recorded({ from: 0, before: NOW })),
      store.busyWith('x'),
      store.record(sampleEntry(request)),
      store.auditTrail(),
      store.keepPending('x', sampleCommand()),
      store.takePending('x', NOW),
      store.takeMessage('x', NOW),
      store.isMessageTaken('x', NOW),
      store.releaseMessage('x'),
      store.forgetting.requests(NOW),
      store.forgetting.settings(NOW),
      store.forgetting.record({ before: NOW, days: 30, now: NOW }),
      store.check(),
    ];
    for (const outcome of await Promise.allSettled(calls)) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreError);
      assert.match(outcome.reason.message, /is closed/);
    }
  });
}
