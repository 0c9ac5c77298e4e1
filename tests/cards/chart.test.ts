import assert from 'node:assert/strict';
import { decode } from 'fast-png';
import { barChart } from '../../src/cards/chart.ts';

type Rgb = readonly [number, number, number];

/** The picture behind a data: URL, as the colours of its pixels; undefined where it is transparent. */
function pixelsOf(url: string): (Rgb | undefined)[][] {
  const [, base64 = ''] = /^data:image\/png;base64,(.+)$/.exec(url) ?? [];
  const { width, height, depth, data, palette } = decode(Buffer.from(base64, 'base64'));
  const perByte = 8 / depth;
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const at = row * width + column;
      const byte = data[Math.floor(at / perByte)] ?? 0;
      const index = (byte >> (8 - depth - (at % perByte) * depth)) & (2 ** depth - 1);
      const [red = 0, green = 0, blue = 0, alpha = 255] = palette?.[index] ?? [];
      return alpha === 0 ? undefined : [red, green, blue];
    }),
  );
}

/** How high each bar stands on the line, from left to right, and whether it is full. */
function barsOf(url: string): { height: number; isFull: boolean }[] {
  const rows = pixelsOf(url).slice(0, -3);
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, x) => rows.map(row => row[x]));
  const bars: { height: number; isFull: boolean }[] = [];
  const isIn = (x: number) => columns[x]?.some(each => each !== undefined) === true;
  for (let x = 0; x < width; x++) {
    if (!isIn(x) || isIn(x - 1)) continue;
    const end = columns.findIndex((_, each) => each > x && !isIn(each));
    const top = columns[x]?.findIndex(each => each !== undefined) ?? 0;
    const middle = columns[Math.floor((x + end) / 2)]?.slice(top) ?? [];
    bars.push({ height: rows.length - top, isFull: middle.every(each => each !== undefined) });
  }
  return bars;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Web Content Accessibility Guidelines 2.2, "relative luminance". */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('barChart', () => {
  it('has a bar for each day, as high as what was done, hollow for the days before', () => {
    const bars = barsOf(barChart({ past: [1, 2, 3, 4, 5, 6, 7], present: [14, 1, 2, 3, 4, 5, 6] }));
    assert.equal(bars.length, 14);
    assert.deepEqual(
      bars.map(({ isFull }) => isFull),
      [...Array(7).fill(false), ...Array(7).fill(true)],
    );
    const [highest] = bars.toSorted((one, other) => other.height - one.height);
    assert.deepEqual([highest, bars[3]?.height], [bars[7], Math.round(((highest?.height ?? 0) * 4) / 14)]);
  });

  it('has no bar where nothing was done, and one that is seen for the least', () => {
    const bars = barsOf(barChart({ past: [0, 0, 0, 0, 0, 0, 0], present: [0, 0, 0, 1, 0, 0, 10_000] }));
    assert.equal(bars.length, 2);
    assert.ok((bars[0]?.height ?? 0) >= 6);
    assert.deepEqual(barsOf(barChart({ past: Array(7).fill(0), present: Array(7).fill(0) })), []);
  });

  it('is read on the cards of Teams: light, dark and high-contrast', () => {
    const seen = new Map(
      pixelsOf(barChart({ past: [1], present: [1] }))
        .flat()
        .filter(pixel => pixel !== undefined)
        .map(pixel => [String(pixel), pixel]),
    );
    assert.equal(seen.size, 2);
    for (const color of seen.values()) {
      for (const card of [255, 245, 41, 31, 0]) {
        assert.ok(contrast(color, [card, card, card]) >= 3, `${color} on ${card}`);
      }
    }
  });

  it('is small, whatever was done', () => {
    for (let seed = 1; seed < 50; seed++) {
      const days = (n: number) => Array.from({ length: 7 }, (_, day) => (seed * 7919 * (day + n)) % 997);
      assert.ok(barChart({ past: days(1), present: days(3) }).length < 1_000);
    }
  });
});
