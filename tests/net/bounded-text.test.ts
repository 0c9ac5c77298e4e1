import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { boundedText } from '../../src/net/bounded-text.ts';
import { startGraphStub } from '../support/graph-stub.ts';

const MOST = 1_024 * 1_024;

describe('net/bounded-text', () => {
  it('is the text, wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (text, size) => {
          const bytes = Buffer.from(text);
          const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
            bytes.subarray(n * size, (n + 1) * size),
          );
          const body = ReadableStream.from(parts);
          assert.equal(await boundedText(new Response(body), MOST), text.replace(/^\ufeff/, ''));
        },
      ),
    );
  });

  it('is empty without a body', async () => {
    assert.equal(await boundedText(new Response(null, { status: 204 }), MOST), '');
  });

  it('is exactly as long as it may be, and no longer', async () => {
    assert.equal((await boundedText(new Response('a'.repeat(100)), 100)).length, 100);
    await assert.rejects(boundedText(new Response('a'.repeat(101)), 100), { name: 'TooLargeError' });
    await assert.rejects(boundedText(new Response('ö'.repeat(51)), 100), { name: 'TooLargeError' });
  });

  it('counts what comes out of a compressed answer', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * MOST));
    assert.ok(bomb.length < MOST / 100);
    const stub = await startGraphStub(response => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    const answer = await fetch(stub.endpoint);
    await assert.rejects(boundedText(answer, MOST), { name: 'TooLargeError' });
    await stub.stop();
  });

  it('fails where the body breaks off', async () => {
    const stub = await startGraphStub(response => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('cut', () => response.destroy());
    });
    await assert.rejects(async () => boundedText(await fetch(stub.endpoint), MOST));
    await stub.stop();
  });
});
