import assert from 'node:assert/strict';
import type { Doubt } from '../../../src/desk/request/doubt.ts';
import { fromStoredDoubt, type StoredDoubt } from '../../../src/store/requests/earlier-doubt.ts';
import { sampleDoubt, sampleErrand } from '../samples.ts';

const { about: _, ...asked } = sampleDoubt();
const { action, ...errand } = sampleErrand();

/** As it comes out of a store. */
const read = (stored: object): Doubt => fromStoredDoubt(JSON.parse(JSON.stringify(stored)) as StoredDoubt);

describe('store: what somebody was asked', () => {
  it('whose it is was asked of a reset alone in earlier versions', () => {
    const earlier = { ...asked, about: 'whose', ticket: 'INC1', typedPassword: true };
    assert.deepEqual(read(earlier), { ...earlier, offered: ['reset-password'] });
  });

  it('whether it is wished is read as it was', () => {
    const earlier = { ...asked, about: 'wish', errand: { ...errand, action } };
    assert.deepEqual(read(earlier), earlier);
  });

  it('which is wished, and of whose account, keeps what was offered', () => {
    for (const offered of [['temporary-access-pass'], ['reset-password', 'temporary-access-pass']]) {
      const whose = { ...asked, about: 'whose', offered, typedPassword: false };
      const which = { ...asked, about: 'which', offered, errand };
      assert.deepEqual([read(whose), read(which)], [whose, which]);
    }
  });
});
