import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Brake, callerOf } from '../../src/http/brake.ts';
import { runs } from '../support/runs.ts';

/** Refusals until an address is held back. */
const BURST = 1_000;

describe('the brake', () => {
  let now: number;
  let brake: Brake;
  beforeEach(() => {
    now = 0;
    brake = new Brake(() => now);
  });

  function refuse(address: string | undefined, times: number): void {
    for (let each = 0; each < times; each += 1) brake.refused(address);
  }

  it('holds an address after a thousand refusals, and no other', () => {
    refuse('192.0.2.1', BURST - 1);
    assert.equal(brake.holds('192.0.2.1'), false);
    refuse('192.0.2.1', 1);
    assert.deepEqual([brake.holds('192.0.2.1'), brake.holds('192.0.2.2')], [true, false]);
  });

  it('lets an address go again, ten refusals a second', () => {
    refuse('192.0.2.1', 10 * BURST);
    now += 1_000;
    assert.equal(brake.holds('192.0.2.1'), false);
    refuse('192.0.2.1', 10);
    assert.equal(brake.holds('192.0.2.1'), true);
    now += 99_000;
    refuse('192.0.2.1', BURST - 11);
    assert.equal(brake.holds('192.0.2.1'), false);
  });

  it('holds everybody when all together are refused too often, from however many addresses', () => {
    for (let n = 0; n < 5_000; n += 1) brake.refused(`10.0.${n >> 8}.${n & 255}`);
    assert.equal(brake.holds('192.0.2.1'), true);
    now += 1_000;
    assert.equal(brake.holds('192.0.2.1'), false);
  });

  it('keeps a bounded number of addresses in mind, whatever they are (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 50 }), addresses => {
        for (const address of addresses) brake.refused(address);
        assert.ok(brake.size <= 10_000);
      }),
      { numRuns: runs(50), seed: 20261128 },
    );
    for (let n = 0; n < 20_000; n += 1) brake.refused(`2001:db8:${n.toString(16)}::1`);
    assert.equal(brake.size, 10_000);
  });

  it('forgets who was refused longest ago first', () => {
    refuse('192.0.2.1', BURST);
    for (let n = 0; n < 9_999; n += 1) brake.refused(`10.0.${n >> 8}.${n & 255}`);
    refuse('192.0.2.1', 1);
    brake.refused('198.51.100.1');
    now += 60_000;
    refuse('192.0.2.1', 600);
    assert.equal(brake.holds('192.0.2.1'), true);
  });

  it('counts what has no address', () => {
    refuse(undefined, BURST);
    assert.equal(brake.holds(undefined), true);
  });
});

describe('one caller', () => {
  for (const [name, addresses] of [
    ['an IPv4 address', ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:192.0.2.1', '0:0:0:0:0:ffff:192.0.2.1']],
    [
      '64 bits of IPv6',
      ['2001:db8::1', '2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:0DB8:0000:0000::', '2001:db8::192.0.2.1'],
    ],
    ['an address of a link, with or without its zone', ['fe80::1', 'fe80::1%eth0', 'fe80::2%en1']],
    ['the host itself', ['::1', '::2', '0:0:0:0:1::']],
  ] as const) {
    it(`is ${name}`, () => assert.equal(new Set(addresses.map(callerOf)).size, 1, addresses.map(callerOf).join()));
  }

  it('is not the neighbour', () => {
    const others = ['192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8:0:1::1', '2001:db9::1', '::1', 'fe80::1', ''];
    assert.equal(new Set(others.map(callerOf)).size, others.length);
  });

  it('is the same for each address of a prefix, however it is written (property)', () => {
    const groups = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (prefix, one, other) => {
        const text = (rest: number[]) => [...prefix, ...rest].map(group => group.toString(16)).join(':');
        const padded = [...prefix, ...other].map(group => group.toString(16).toUpperCase().padStart(4, '0')).join(':');
        assert.equal(callerOf(text(one)), callerOf(padded));
      }),
    );
  });
});
