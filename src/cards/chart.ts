import { crc32, deflateSync } from 'node:zlib';

/** In pixels; a client draws it half as large, or larger where there is room. */
const WIDTH = 560;
const HEIGHT = 150;
const SLOT = 36;
const BAR = 24;
/** Between the two groups of bars. */
const GAP = 28;
const LINE = 3;
/** What is above nothing is seen. */
const LOWEST = 6;

const CLEAR = 0;
const ACCENT = 1;
const GREY = 2;
/** Red, green and blue of each. Both colours have a contrast of 3 and more to the cards of Teams, light, dark and high-contrast. */
const PALETTE = [0, 0, 0, 0x2a, 0x8c, 0x9c, 0x80, 0x80, 0x80];
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The days of two times beside each other, as bars on a line: hollow ones for the past, full ones for the present, so that nobody
 * has to tell the colours apart.
 * @returns a PNG with a transparent background, as a data: URL of some hundred bytes
 */
export function barChart({ past, present }: { past: readonly number[]; present: readonly number[] }): string {
  const pixels = Array.from({ length: HEIGHT }, () => new Uint8Array(WIDTH));
  const most = Math.max(1, ...past, ...present);
  const height = (count: number) => (count > 0 ? Math.max(LOWEST, Math.round((count / most) * (HEIGHT - LINE))) : 0);
  const begin = (WIDTH - (past.length + present.length) * SLOT - GAP) / 2 + (SLOT - BAR) / 2;
  fill(pixels, { left: 0, width: WIDTH, height: LINE, bottom: 0 }, GREY);
  past.forEach((count, day) => {
    const bar = { left: begin + day * SLOT, width: BAR, height: height(count), bottom: LINE };
    fill(pixels, bar, GREY);
    fill(pixels, { ...bar, left: bar.left + LINE, width: BAR - 2 * LINE, height: bar.height - LINE }, CLEAR);
  });
  present.forEach((count, day) => {
    const left = begin + GAP + (past.length + day) * SLOT;
    fill(pixels, { left, width: BAR, height: height(count), bottom: LINE }, ACCENT);
  });
  return `data:image/png;base64,${png(pixels).toString('base64')}`;
}

interface Box {
  left: number;
  width: number;
  height: number;
  /** Pixels below it. */
  bottom: number;
}

function fill(pixels: readonly Uint8Array[], { left, width, height, bottom }: Box, color: number): void {
  for (let row = 0; row < height; row++) pixels[HEIGHT - 1 - bottom - row]?.fill(color, left, left + width);
}

/** PNG (Third Edition), with a palette and two bits a pixel. */
function png(pixels: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([2, 3, 0, 0, 0], 8);
  const lines = pixels.map(row => Buffer.from([0, ...packed(row)]));
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(PALETTE)),
    chunk('tRNS', Buffer.from([0])),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Four pixels to a byte, the first in its highest bits. */
function packed(row: Uint8Array): number[] {
  return Array.from({ length: row.length / 4 }, (_, byte) =>
    row.subarray(4 * byte, 4 * byte + 4).reduce((bits, color) => bits * 4 + color, 0),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
