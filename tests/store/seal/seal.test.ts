import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Seal } from '../../../src/desk/ports.ts';
import { ErrorCode, SealError } from '../../../src/errors.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';

const RUNS = { numRuns: runs(300), seed: 20260302 };
const KEY = createHash('sha256').update('a key for tests').digest();
const OTHER_KEY = createHash('sha256').update('another key for tests').digest();
const PLAIN = 'T4kx-7pfn-c93d-vh5j';
const CONTEXT = 'request-1';
const text = anyText({ maxLength: 60 });

/** The error of opening, with the check that neither its message nor its causes quote what they must not. */
function refusal(seal: Seal, sealed: string, context = CONTEXT): SealError {
  try {
    seal.unseal(sealed, context);
  } catch (error) {
    assert.ok(error instanceof SealError);
    assert.equal(error.code, ErrorCode.SealBroken);
    const told = `${error.message} ${error.cause}`;
    const parts = sealed.split('.').filter(part => part.length >= 12);
    for (const content of [PLAIN, ...parts]) assert.ok(!told.includes(content), told);
    return error;
  }
  return assert.fail('the seal was opened');
}

function bytesOf(part: string | undefined): Buffer {
  return Buffer.from(part ?? '', 'base64url');
}

describe('store/seal', () => {
  const seal = createSeal(KEY);

  it('opens what it sealed, for any text and context', () => {
    fc.assert(
      fc.property(text, text, (plain, context) => {
        assert.equal(createSeal(KEY).unseal(seal.seal(plain, context), context), plain);
      }),
      RUNS,
    );
  });

  it('writes v1, the key id, a nonce of 96 bits and the ciphertext with its tag', () => {
    const [version, keyId, nonce, body, ...more] = seal.seal(PLAIN, CONTEXT).split('.');
    assert.equal(version, 'v1');
    assert.equal(keyId, createHash('sha256').update(KEY).digest().subarray(0, 6).toString('base64url'));
    assert.equal(bytesOf(nonce).length, 12);
    assert.equal(bytesOf(body).length, PLAIN.length + 16);
    assert.deepEqual(more, []);
  });

  it('seals the same text differently every time', () => {
    assert.equal(new Set(Array.from({ length: 200 }, () => seal.seal(PLAIN, CONTEXT).split('.')[2])).size, 200);
  });

  it('notices any change of any single character', () => {
    const sealed = seal.seal(PLAIN, CONTEXT);
    const index = fc.integer({ min: 0, max: sealed.length - 1 });
    const character = fc.oneof(
      fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \u00e5'),
      fc.string({ minLength: 0, maxLength: 2 }),
    );
    fc.assert(
      fc.property(index, character, (at, other) => {
        fc.pre(other !== sealed[at]);
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
        fc.pre(changed !== sealed);
        refusal(seal, changed);
      }),
      { ...RUNS, numRuns: runs(2000) },
    );
  });

  it('notices any change of any single byte of the nonce, the ciphertext and the tag', () => {
    const parts = seal.seal(PLAIN, CONTEXT).split('.');
    for (const part of [2, 3]) {
      const bytes = bytesOf(parts[part]);
      for (const at of bytes.keys()) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
        const sealed = parts.with(part, changed.toString('base64url')).join('.');
        assert.match(refusal(seal, sealed).message, /was changed or belongs to another context/);
      }
    }
  });

  it('notices spare bits of base64url that stand for the same bytes', () => {
    const sealed = seal.seal('12', CONTEXT);
    assert.equal(sealed.split('.')[3]?.length, 24, '18 bytes leave no spare bits');
    const spare = seal.seal('1', CONTEXT);
    const last = spare.at(-1) ?? '';
    const twin = String.fromCharCode(last.charCodeAt(0) + 1);
    const changed = spare.slice(0, -1) + twin;
    const bytes = (each: string) => bytesOf(each.split('.')[3]).toString('hex');
    assert.equal(bytes(changed), bytes(spare), 'the decoder sees no difference');
    assert.match(refusal(seal, changed).message, /its ciphertext is not base64url/);
  });

  it('opens for no other context', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one !== other);
        refusal(seal, seal.seal(PLAIN, one), other);
      }),
      RUNS,
    );
  });

  it('does not open when two sealed texts swap their contexts', () => {
    const [first, second] = [seal.seal(PLAIN, 'request-1'), seal.seal('other', 'request-2')];
    assert.match(refusal(seal, first, 'request-2').message, /belongs to another context/);
    assert.match(refusal(seal, second, 'request-1').message, /belongs to another context/);
  });

  it('says so when the text was sealed with another key', () => {
    assert.match(refusal(createSeal(OTHER_KEY), seal.seal(PLAIN, CONTEXT)).message, /sealed with another key/);
  });

  it('does not open with another key that wears the right key id', () => {
    const parts = createSeal(OTHER_KEY).seal(PLAIN, CONTEXT).split('.');
    const disguised = parts.with(1, seal.seal(PLAIN, CONTEXT).split('.')[1] ?? '').join('.');
    assert.match(refusal(seal, disguised).message, /was changed/);
  });

  const good = seal.seal(PLAIN, CONTEXT).split('.');
  const short = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64url');
  const malformed: readonly [what: string, sealed: string, message: RegExp][] = [
    ['nothing', '', /does not begin with v1/],
    ['plain text', PLAIN, /does not begin with v1/],
    ['a later version', good.with(0, 'v2').join('.'), /does not begin with v1/],
    ['too few parts', good.slice(0, 3).join('.'), /four parts/],
    ['too many parts', [...good, 'AAAA'].join('.'), /four parts/],
    ['a short key id', good.with(1, short(3)).join('.'), /key id does not have 6 bytes/],
    ['a key id that is not base64url', good.with(1, '********').join('.'), /key id is not base64url/],
    ['a short nonce', good.with(2, short(9)).join('.'), /nonce does not have 12 bytes/],
    ['no nonce', good.with(2, '').join('.'), /nonce does not have 12 bytes/],
    ['a nonce in base64', good.with(2, '++++++++++++++++').join('.'), /nonce is not base64url/],
    ['a ciphertext shorter than its tag', good.with(3, short(15)).join('.'), /cut off/],
    ['no ciphertext', good.with(3, '').join('.'), /cut off/],
    ['a shortened tag', good.with(3, bytesOf(good[3]).subarray(0, -1).toString('base64url')).join('.'), /was changed/],
  ];
  for (const [what, sealed, message] of malformed) {
    it(`refuses ${what}`, () => assert.match(refusal(seal, sealed).message, message));
  }

  it('throws nothing but a SealError at any text', () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.constantFrom(...good)), { maxLength: 5 });
    fc.assert(
      fc.property(parts, each => {
        fc.pre(each.join('.') !== good.join('.'));
        refusal(seal, each.join('.'));
      }),
      RUNS,
    );
  });

  for (const length of [0, 16, 31, 33]) {
    it(`refuses a key of ${length} bytes`, () => {
      assert.throws(
        () => createSeal(randomBytes(length)),
        new SealError(`The sealing key has ${length} bytes and must have 32`),
      );
    });
  }

  describe('while SEAL_KEY is being changed', () => {
    const changed = createSeal(OTHER_KEY, KEY);

    it('opens what either key sealed, and seals with the new one alone', () => {
      assert.equal(changed.unseal(seal.seal(PLAIN, CONTEXT), CONTEXT), PLAIN);
      const sealed = changed.seal(PLAIN, CONTEXT);
      assert.equal(createSeal(OTHER_KEY).unseal(sealed, CONTEXT), PLAIN);
      assert.equal(changed.unseal(sealed, CONTEXT), PLAIN);
      assert.match(refusal(seal, sealed).message, /sealed with another key/);
    });

    it('opens nothing of a third key, nor what was changed or belongs elsewhere', () => {
      const third = createSeal(createHash('sha256').update('a third key').digest());
      assert.match(refusal(changed, third.seal(PLAIN, CONTEXT)).message, /sealed with another key/);
      const parts = seal.seal(PLAIN, CONTEXT).split('.');
      const ownId = changed.seal(PLAIN, CONTEXT).split('.')[1] ?? '';
      assert.match(refusal(changed, parts.with(1, ownId).join('.')).message, /was changed/);
      assert.match(refusal(changed, parts.join('.'), 'request-2').message, /another context/);
    });

    it('refuses a key of before that is too short', () => {
      assert.throws(() => createSeal(KEY, randomBytes(31)), /has 31 bytes and must have 32/);
    });
  });

  it('keeps its key when the buffer that it was given is wiped', () => {
    const buffer = Buffer.from(KEY);
    const wiped = createSeal(buffer);
    buffer.fill(0);
    assert.equal(seal.unseal(wiped.seal(PLAIN, CONTEXT), CONTEXT), PLAIN);
  });
});
