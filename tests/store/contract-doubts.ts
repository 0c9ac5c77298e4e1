import assert from 'node:assert/strict';
import type { Doubt } from '../../src/desk/request/doubt.ts';
import { conversationOf } from '../../src/desk/request/place.ts';
import type { StoreAt } from './contract.ts';
import { ASKER, MINUTE, NOW, PLACE, sampleDoubt, sampleErrand } from './samples.ts';

const of = { personId: ASKER.id, conversationId: conversationOf(PLACE) };

/** The part of the contract about what people were asked about their messages. */
export function describeDoubts(storeAt: StoreAt): void {
  it('gives back what was kept, by its id, until it is taken', async () => {
    const errand = sampleErrand({ ticket: 'INC1', note: 'åäö "\u2028' });
    const doubt = { ...sampleDoubt(), about: 'wish' as const, errand };
    await storeAt(0).doubts.keep(doubt);
    assert.deepEqual(await storeAt(1).doubts.get('d1'), doubt);
    assert.deepEqual(await storeAt(0).doubts.take('d1'), doubt);
    assert.equal(await storeAt(1).doubts.get('d1'), undefined);
    assert.equal(await storeAt(1).doubts.take('d1'), undefined);
    assert.equal(await storeAt(1).doubts.latest(of), undefined);
  });

  it('gives back what was offered', async () => {
    const { action, ...errand } = sampleErrand();
    const offered = [action, 'temporary-access-pass'] as const;
    const doubt = { ...sampleDoubt(), about: 'which' as const, offered, errand };
    await storeAt(0).doubts.keep(doubt);
    assert.deepEqual(await storeAt(1).doubts.get('d1'), doubt);
    assert.deepEqual(await storeAt(1).doubts.latest(of), doubt);
  });

  it('reads one of an earlier version, which asked of a reset alone whose it is', async () => {
    const { errand: _, ...asked } = { ...sampleDoubt(), errand: undefined };
    const earlier = { ...asked, about: 'whose', typedPassword: false } as unknown as Doubt;
    await storeAt(0).doubts.keep(earlier);
    const today = { ...earlier, offered: ['reset-password'] };
    assert.deepEqual(await storeAt(1).doubts.latest(of), today);
    assert.deepEqual(await storeAt(1).doubts.take('d1'), today);
  });

  it('gives it to exactly one of 20 takers', async () => {
    await storeAt(0).doubts.keep(sampleDoubt());
    const taken = await Promise.all(Array.from({ length: 20 }, (_, turn) => storeAt(turn).doubts.take('d1')));
    assert.equal(taken.filter(doubt => doubt !== undefined).length, 1);
  });

  it('finds what one person was asked last in one conversation, whatever its thread', async () => {
    const kept = [
      sampleDoubt({ id: 'b', askedAt: NOW + 1 }),
      sampleDoubt({ id: 'c', askedAt: NOW, place: { ...PLACE, conversationId: `${of.conversationId};messageid=7` } }),
      sampleDoubt({ id: 'a', askedAt: NOW + 2, asker: { ...ASKER, id: "o'brien" } }),
      sampleDoubt({ id: 'd', askedAt: NOW + 3, place: { ...PLACE, conversationId: "19:it's@thread.v2" } }),
    ];
    for (const [turn, doubt] of kept.entries()) await storeAt(turn).doubts.keep(doubt);
    const latest = async (changes = {}) => (await storeAt(1).doubts.latest({ ...of, ...changes }))?.id;
    assert.equal(await latest(), 'b');
    assert.equal(await latest({ personId: "o'brien" }), 'a');
    assert.equal(await latest({ conversationId: "19:it's@thread.v2" }), 'd');
    assert.equal(await latest({ personId: 'nobody' }), undefined);
    await storeAt(0).doubts.take('b');
    assert.equal(await latest(), 'c');
  });

  it('finds an offer by its id alone: nobody was asked anything with it', async () => {
    const offer = { ...sampleDoubt({ id: 'o', askedAt: NOW + 1 }), about: 'offer' as const, errand: sampleErrand() };
    await storeAt(0).doubts.keep(offer);
    assert.equal(await storeAt(1).doubts.latest(of), undefined);
    await storeAt(0).doubts.keep(sampleDoubt());
    assert.equal((await storeAt(1).doubts.latest(of))?.id, 'd1');
    assert.deepEqual(await storeAt(1).doubts.take('o'), offer);
  });

  it('is written again where it is still there, and nowhere else', async () => {
    await storeAt(0).doubts.keep(sampleDoubt());
    const noted = sampleDoubt({ place: { ...PLACE, cardId: 'card-7' } });
    await storeAt(1).doubts.replace(noted);
    assert.deepEqual(await storeAt(0).doubts.latest(of), noted);
    await storeAt(0).doubts.take('d1');
    await storeAt(1).doubts.replace(noted);
    assert.equal(await storeAt(0).doubts.get('d1'), undefined);
  });

  it('is kept after its time, until another one is', async () => {
    await storeAt(0).doubts.keep(sampleDoubt());
    assert.notEqual(await storeAt(1).doubts.get('d1'), undefined);
    await storeAt(0).doubts.keep(sampleDoubt({ id: 'd2', askedAt: NOW + 10 * MINUTE - 1 }));
    assert.notEqual(await storeAt(1).doubts.get('d1'), undefined);
    await storeAt(0).doubts.keep(sampleDoubt({ id: 'd3', askedAt: NOW + 10 * MINUTE }));
    assert.equal(await storeAt(1).doubts.get('d1'), undefined);
    assert.notEqual(await storeAt(1).doubts.get('d2'), undefined);
  });
}
