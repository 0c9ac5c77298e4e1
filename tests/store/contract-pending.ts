import assert from 'node:assert/strict';
import type { StoreAt } from './contract.ts';
import { MINUTE, NOW, sampleCommand, sampleErrand } from './samples.ts';

const labelled = (label: string, keptAt = NOW) => sampleCommand({ errand: sampleErrand({ label }), keptAt });

/** The part of the contract about commands that wait for a sign-in. */
export function describePending(storeAt: StoreAt): void {
  it('gives back what was kept, once', async () => {
    const command = sampleCommand({ errand: sampleErrand({ ticket: 'INC1', note: 'åäö' }) });
    await storeAt(0).keepPending('p', command);
    assert.deepEqual(await storeAt(1).takePending('p', NOW), command);
    assert.equal(await storeAt(0).takePending('p', NOW), undefined);
  });

  it('gives it to exactly one of 20 takers', async () => {
    await storeAt(0).keepPending('p', sampleCommand());
    const taken = await Promise.all(Array.from({ length: 20 }, (_, turn) => storeAt(turn).takePending('p', NOW)));
    assert.equal(taken.filter(command => command !== undefined).length, 1);
  });

  it('keeps one per person, the newest', async () => {
    await storeAt(0).keepPending('p', labelled('old'));
    await storeAt(1).keepPending('q', labelled('other'));
    await storeAt(1).keepPending('p', labelled('new', NOW + 1));
    assert.deepEqual(await storeAt(0).takePending('p', NOW + 1), labelled('new', NOW + 1));
    assert.equal(await storeAt(0).takePending('p', NOW + 1), undefined);
    assert.deepEqual(await storeAt(0).takePending('q', NOW + 1), labelled('other'));
  });

  it('lives for ten minutes and no longer', async () => {
    await storeAt(0).keepPending('p', sampleCommand());
    assert.notEqual(await storeAt(0).takePending('p', NOW + 10 * MINUTE - 1), undefined);
    await storeAt(0).keepPending('p', sampleCommand());
    assert.equal(await storeAt(0).takePending('p', NOW + 10 * MINUTE), undefined);
    assert.equal(await storeAt(0).takePending('p', NOW), undefined, 'an old command is gone once it was asked for');
  });

  it('renews its ten minutes with a newer command', async () => {
    await storeAt(0).keepPending('p', sampleCommand());
    await storeAt(0).keepPending('p', sampleCommand({ keptAt: NOW + 5 * MINUTE }));
    assert.notEqual(await storeAt(0).takePending('p', NOW + 12 * MINUTE), undefined);
  });

  it('forgets the old commands of people who never signed in', async () => {
    await storeAt(0).keepPending('never', sampleCommand());
    await storeAt(0).keepPending('lately', sampleCommand({ keptAt: NOW + 5 * MINUTE }));
    await storeAt(0).keepPending('p', sampleCommand({ keptAt: NOW + 10 * MINUTE }));
    assert.equal(await storeAt(0).takePending('never', NOW), undefined);
    assert.notEqual(await storeAt(0).takePending('lately', NOW + 10 * MINUTE), undefined);
  });
}
