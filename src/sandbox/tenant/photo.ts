import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BACKGROUND = 0;
const SKIN = 1;
const CLOTHES = 2;
const HAIR = 3;

const SKINS = ['f3d2b8', 'e0ac82', 'b97a50', '7d4f33'];
const HAIRS = ['2e1f17', '6d4423', 'c99b55', '8f8b88'];

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

/** Coordinates run from 0 to 1, from the upper left corner. */
function colourAt(x: number, y: number): number {
  const inEllipse = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
  if (inEllipse(0.5, 0.44, 0.19, 0.23)) return SKIN;
  if (inEllipse(0.5, 0.37, 0.24, 0.26)) return HAIR;
  if (inEllipse(0.5, 1.02, 0.4, 0.36)) return CLOTHES;
  return BACKGROUND;
}

function palette(seed: string): Buffer {
  const hash = createHash('sha256').update(seed).digest();
  const [background, clothes] = [hash.subarray(0, 3), hash.subarray(3, 6)];
  const skin = SKINS[hash.readUInt8(6) % SKINS.length] ?? '';
  const hair = HAIRS[hash.readUInt8(7) % HAIRS.length] ?? '';
  const pastel = background.map(value => 160 + value / 3);
  return Buffer.concat([pastel, Buffer.from(skin, 'hex'), clothes.map(value => value / 2), Buffer.from(hair, 'hex')]);
}

/** A square PNG portrait, drawn from a seed: the same seed and width give the same bytes. `pixels` is its width. */
export function drawPhoto(seed: string, pixels: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc(pixels * (pixels + 1));
  for (let row = 0; row < pixels; row += 1) {
    for (let column = 0; column < pixels; column += 1) {
      rows[row * (pixels + 1) + column + 1] = colourAt((column + 0.5) / pixels, (row + 0.5) / pixels);
    }
  }
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette(seed)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
