import assert from 'node:assert/strict';
import type { Forgotten } from '../../src/desk/forgetting-store.ts';
import type { Request } from '../../src/desk/request/request.ts';
import { StaleRequestError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { collected, MINUTE, movedTo, NOW, sampleDuty, sampleEntry, sampleRequest, sampleTarget } from './samples.ts';

const DAY = 24 * 60 * MINUTE;
/** Later than everything that samples hold by themselves. */
const LATER = NOW + 2 * DAY;

/** The part of the contract about what is taken away because it is old. */
export function describeForgetting(storeAt: StoreAt): void {
  const created = async <Sample extends Request>(request: Sample): Promise<Sample> => {
    await storeAt(0).create(request, sampleEntry(request));
    return request;
  };
  const tally = () => storeAt(1).setting('forgotten');

  describe('requests', () => describeRequests(storeAt, created, tally));
  describe('settings', () => describeSettings(storeAt, tally));
  describe('rows of the record', () => describeRows(storeAt, tally));
}

/** Step by step until there is no more; returns how much went. */
export async function forgotten(step: (from?: string) => Promise<Forgotten>): Promise<number> {
  let count = 0;
  let next: string | undefined;
  do {
    const taken = await step(next);
    count += taken.count;
    next = taken.next;
  } while (next !== undefined);
  return count;
}

type Created = <Sample extends Request>(request: Sample) => Promise<Sample>;
type Tally = () => Promise<object | undefined>;

function describeRequests(storeAt: StoreAt, created: Created, tally: Tally): void {
  const forget = (turn: number, before = LATER) => forgotten(from => storeAt(turn).forgetting.requests(before, from));

  it('go once they ended before that time, with all that finds them', async () => {
    const ended = [
      sampleRequest({ state: 'done', target: sampleTarget('t1') }),
      sampleRequest({ state: 'failed', target: sampleTarget('t2') }),
      ...(['cancelled', 'expired', 'declined', 'refused'] as const).map(state => sampleRequest({ state })),
    ];
    for (const request of ended) await created(request);
    assert.equal(await forget(0), ended.length);
    for (const { id } of ended) assert.equal(await storeAt(1).get(id), undefined);
    assert.deepEqual(await storeAt(1).history({ requesterId: 'requester-1' }, 10), []);
    assert.deepEqual(await storeAt(1).history({ targetId: 't1' }, 10), []);
    assert.equal(await storeAt(1).begunSince({ requesterIds: ['requester-1'] }, 0), 0);
    assert.equal(await storeAt(1).begunSince({ targetId: 't2' }, 0), 0);
    assert.deepEqual(await tally(), { requests: ended.length, settings: 0, rows: 0 });
    assert.equal((await storeAt(0).auditTrail()).length, ended.length, 'what is on record of them stays');
    assert.deepEqual((await storeAt(1).verifyAudit()).findings, []);
  });

  const pass = { id: 'p', once: true, createdAt: NOW, startsAt: NOW, endsAt: LATER };
  const kept: Readonly<Record<string, Request>> = {
    'ended at that time or after it': sampleRequest({ state: 'done', finishedAt: LATER }),
    'are still open': sampleRequest({ state: 'open' }),
    'wait for a second person': sampleRequest({ state: 'awaiting-approval' }),
    'are running': sampleRequest({ state: 'running' }),
    'are unknown': sampleRequest({ state: 'unknown' }),
    'hold a secret': sampleRequest({ state: 'carried-out' }),
    'owe something': sampleRequest({ state: 'done', duties: [sampleDuty()] }),
    'made a pass that works until then': sampleRequest({ state: 'done', made: pass }),
    'failed and left a pass that works until then': sampleRequest({ state: 'failed', made: pass }),
  };
  for (const [what, request] of Object.entries(kept)) {
    it(`stay that ${what}, although they began long ago`, async () => {
      await created(request);
      const gone = await created(sampleRequest({ state: 'cancelled', target: sampleTarget('another') }));
      assert.equal(await forget(1), 1);
      assert.equal(await storeAt(0).get(gone.id), undefined);
      assert.deepEqual(await storeAt(0).get(request.id), request);
      const [one] = await storeAt(0).history({ requesterId: request.requester.id }, 10);
      assert.deepEqual(one, request);
    });
  }

  it('do not come back by a write of somebody who has read them before', async () => {
    const request = await created(sampleRequest({ state: 'done' }));
    await forget(0);
    await assert.rejects(storeAt(1).replace(request, sampleEntry(request)), StaleRequestError);
    await assert.rejects(storeAt(1).replace(request), StaleRequestError);
    assert.equal(await storeAt(0).get(request.id), undefined);
  });

  it('are taken away once, however many do it at once, and somebody who writes one meanwhile loses nothing', async () => {
    const ended: Request[] = [];
    for (let each = 0; each < 30; each++) ended.push(await created(sampleRequest({ state: 'cancelled' })));
    const writes = ended
      .slice(0, 10)
      .map((request, each) => storeAt(each).replace(movedTo(request, 'cancelled', { duties: [sampleDuty()] })));
    const [one, other, ...written] = await Promise.allSettled([forget(0), forget(1), ...writes]);
    assert.ok(one?.status === 'fulfilled' && other?.status === 'fulfilled');
    const stays = ended.slice(0, 10).filter((_, each) => written[each]?.status === 'fulfilled');
    for (const request of ended) {
      const isThere = (await storeAt(0).get(request.id)) !== undefined;
      assert.equal(isThere, stays.includes(request));
    }
    assert.deepEqual(await tally(), { requests: ended.length - stays.length, settings: 0, rows: 0 });
  });
}

function describeSettings(storeAt: StoreAt, tally: Tally): void {
  const row = sampleEntry({ id: 'r' });
  const alarm = (at: number) => ({
    id: 'a',
    at,
    by: { id: 'b', name: 'B' },
    as: 'number-match' as const,
    requestId: 'r',
    requester: { id: 'requester-1' },
    target: { id: 't', name: 'T' },
  });

  it('go when they are of no use any more: alarms that are over, and when people were asked', async () => {
    await storeAt(0).putSetting('alarm:old', alarm(NOW), row);
    await storeAt(0).putSetting('alarm:again', { ...alarm(NOW), before: [alarm(NOW + DAY)] }, row);
    await storeAt(0).putSetting('asks:manager:old', [NOW, NOW + 1], row);
    await storeAt(0).putSetting('asks:manager:none', [], row);
    await storeAt(0).putSetting('asks:number-match:young', [NOW, NOW + DAY], row);
    const approvalsAddress = { conversationId: 'c', serviceUrl: 's', notedAt: NOW };
    await storeAt(0).putSetting('approvalsAddress', approvalsAddress, row);
    assert.equal(await forgotten(from => storeAt(1).forgetting.settings(NOW + 2 * DAY, from)), 3);
    assert.equal(await storeAt(0).setting('alarm:old'), undefined);
    assert.equal(await storeAt(0).setting('asks:manager:old'), undefined);
    assert.equal(await storeAt(0).setting('asks:manager:none'), undefined);
    assert.deepEqual(await storeAt(0).setting('alarm:again'), { ...alarm(NOW), before: [alarm(NOW + DAY)] });
    assert.deepEqual(await storeAt(0).setting('asks:number-match:young'), [NOW, NOW + DAY]);
    assert.deepEqual(await storeAt(0).setting('approvalsAddress'), approvalsAddress);
    assert.deepEqual(await tally(), { requests: 0, settings: 3, rows: 0 });
    assert.deepEqual((await storeAt(1).verifyAudit()).findings, []);
  });
}

function describeRows(storeAt: StoreAt, tally: Tally): void {
  const write = async (count: number, at = (each: number) => NOW + each) => {
    for (let each = 0; each < count; each++) await storeAt(each).record(sampleEntry({ id: 'r' }, { at: at(each) }));
  };
  const cut = (turn: number, before: number) =>
    forgotten(() => storeAt(turn).forgetting.record({ before, days: 30, now: LATER }));
  const seqs = async () => (await collected(storeAt(1).auditRows())).map(({ seq }) => seq);

  it('go from the first on as far as they are old, and the record is sound before and after, and goes on', async () => {
    await write(8);
    const [, , third] = await collected(storeAt(0).auditRows());
    assert.equal(await cut(0, NOW + 3), 3);
    const expected = { count: 3, hash: third?.hash, at: LATER, days: 30 };
    assert.deepEqual((await storeAt(1).auditHead())?.cut, expected);
    assert.deepEqual(await seqs(), [4, 5, 6, 7, 8]);
    await storeAt(1).record(sampleEntry({ id: 'r' }, { at: NOW + 9 }));
    const { rows, findings, head } = await storeAt(0).verifyAudit();
    assert.deepEqual({ rows, findings, count: head?.count }, { rows: 6, findings: [], count: 9 });
    assert.equal(await cut(1, NOW + 5), 2);
    assert.deepEqual(await seqs(), [6, 7, 8, 9]);
    assert.deepEqual((await storeAt(0).verifyAudit()).findings, []);
    assert.deepEqual(await tally(), { requests: 0, settings: 0, rows: 5 });
    const told = await collected(storeAt(1).recorded({ from: 0, before: NOW + 7 }));
    assert.deepEqual(
      told.map(({ at }) => at),
      [NOW + 5, NOW + 6],
    );
  });

  it('stay from the first one on that is young, whatever the clocks said afterwards', async () => {
    await write(5, each => (each === 2 ? NOW + 100 : NOW));
    assert.equal(await cut(0, NOW + 1), 2);
    assert.deepEqual(await seqs(), [3, 4, 5]);
  });

  it('stay where they are young, and the last one in any case', async () => {
    await write(3);
    assert.equal(await cut(0, NOW), 0);
    assert.equal((await storeAt(0).auditHead())?.cut, undefined);
    assert.equal(await tally(), undefined);
    assert.equal(await cut(0, LATER), 2);
    assert.deepEqual(await seqs(), [3]);
    assert.equal(await cut(1, LATER), 0);
    await storeAt(1).record(sampleEntry({ id: 'r' }));
    assert.deepEqual((await storeAt(0).verifyAudit()).findings, []);
  });

  it('are cut once, however many cut and write at once', async () => {
    await write(20);
    const counts = await Promise.all([cut(0, NOW + 15), cut(1, NOW + 15), write(6, () => LATER)]);
    assert.deepEqual(await seqs(), [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26]);
    assert.equal(counts[0] + counts[1], 15);
    assert.deepEqual(await tally(), { requests: 0, settings: 0, rows: 15 });
    assert.deepEqual((await storeAt(1).verifyAudit()).findings, []);
  });

  it('are not taken for removed where they are cut while somebody verifies', async () => {
    await write(20);
    const [found] = await Promise.all([storeAt(0).verifyAudit(), cut(1, NOW + 15), storeAt(0).verifyAudit()]);
    assert.deepEqual(found.findings, []);
  });
}
