import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import { ACCENT_COLOR, drawColorIcon, drawOutlineIcon } from '../../scripts/draw-icons.ts';

const read = (name: string) =>
  new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../appPackage', name)));

type Pixel = { x: number; y: number; channels: number[] };
function pixelsOf(name: string): Pixel[] {
  const { width, channels, data } = decode(read(name));
  return Array.from({ length: data.length / channels }, (_, i) => ({
    x: i % width,
    y: Math.floor(i / width),
    channels: [...data.slice(i * channels, (i + 1) * channels)],
  }));
}

const hexOf = ({ channels }: Pixel) => `#${Buffer.from(channels).toString('hex').toUpperCase()}`;
const alphaOf = ({ channels }: Pixel) => channels[3] ?? 255;

describe('appPackage icons', () => {
  it('are what scripts/draw-icons.ts draws, byte for byte', () => {
    assert.deepEqual(read('color.png'), drawColorIcon());
    assert.deepEqual(read('outline.png'), drawOutlineIcon());
  });

  describe('color.png', () => {
    const pixels = pixelsOf('color.png');

    it('is 192x192, opaque, 8 bits a channel', () => {
      const { width, height, depth, channels } = decode(read('color.png'));
      assert.deepEqual({ width, height, depth, channels }, { width: 192, height: 192, depth: 8, channels: 3 });
    });

    it('is filled with the accent colour to its edges, so that Teams can round the corners', () => {
      const edge = pixels.filter(({ x, y }) => x === 0 || y === 0 || x === 191 || y === 191);
      assert.equal(edge.length, 4 * 191);
      assert.deepEqual([...new Set(edge.map(hexOf))], [ACCENT_COLOR]);
    });

    it('keeps the key inside the circle to which Teams cuts the picture of a bot', () => {
      const key = pixels.filter(pixel => hexOf(pixel) !== ACCENT_COLOR);
      assert.ok(key.length > 192 * 192 * 0.08, 'there is a key to see');
      const farthest = Math.max(...key.map(({ x, y }) => Math.hypot(x + 0.5 - 96, y + 0.5 - 96)));
      assert.ok(farthest < 80, `the key reaches ${farthest} pixels from the middle`);
    });

    it('stands out: the key has a contrast of at least 4.5 to 1', () => {
      const lightest = Math.max(...pixels.map(luminance));
      assert.ok((lightest + 0.05) / (luminance(pixels[0]) + 0.05) >= 4.5);
    });
  });

  describe('outline.png', () => {
    const pixels = pixelsOf('outline.png');

    it('is 32x32 with transparency, 8 bits a channel', () => {
      const { width, height, depth, channels } = decode(read('outline.png'));
      assert.deepEqual({ width, height, depth, channels }, { width: 32, height: 32, depth: 8, channels: 4 });
    });

    it('is white wherever it is not transparent', () => {
      const visible = pixels.filter(pixel => alphaOf(pixel) > 0);
      assert.ok(visible.length > 100, 'there is a key to see');
      assert.deepEqual([...new Set(visible.map(({ channels }) => channels.slice(0, 3).join()))], ['255,255,255']);
    });

    it('has solid, soft and empty pixels, with empty corners and an empty hole in the bow', () => {
      const alphas = pixels.map(alphaOf);
      assert.ok(alphas.includes(255));
      assert.ok(alphas.some(alpha => alpha > 0 && alpha < 255));
      assert.ok(alphas.filter(alpha => alpha === 0).length > 512, 'more than half is transparent');
      const at = (x: number, y: number) => alphas[y * 32 + x];
      assert.deepEqual([at(0, 0), at(31, 0), at(0, 31), at(31, 31), at(21, 10)], [0, 0, 0, 0, 0]);
    });
  });
});

/** Relative luminance, WCAG 2. */
function luminance(pixel: Pixel | undefined): number {
  const [red = 0, green = 0, blue = 0] = (pixel?.channels ?? []).map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
