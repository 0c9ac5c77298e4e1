import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'fast-png';

/**
 * Draws the two icons of the app package: a key, as shapes rather than as a picture, so that it can be redrawn at any
 * size. Everything is plain arithmetic and the PNG is compressed in JavaScript, so every machine writes the same bytes.
 */

type Color = readonly [red: number, green: number, blue: number];
type Box = { left: number; right: number; top: number; bottom: number; radius: number };
/** A key that lies on its side, in pixels from the middle of the icon: the bow is on the right, the teeth point down. */
type Key = { bow: { x: number; outer: number; inner: number }; boxes: readonly Box[] };

/** The calm green-blue of the color icon; the manifest's accentColor is the same. */
export const ACCENT_COLOR = '#1F6470';
const BACKGROUND: Color = [0x1f, 0x64, 0x70];
const KEY_COLOR: Color = [0xff, 0xf6, 0xe3];
const WHITE: Color = [0xff, 0xff, 0xff];

/** Points per pixel and axis that decide how much of a pixel the key covers. */
const SAMPLES = 8;

const COLOR_KEY: Key = {
  bow: { x: 36, outer: 33, inner: 15.5 },
  boxes: [
    { left: -69, right: 12, top: -8, bottom: 8, radius: 5 },
    { left: -58, right: -43, top: -4, bottom: 29, radius: 4 },
    { left: -33, right: -18, top: -4, bottom: 22, radius: 4 },
  ],
};

const OUTLINE_KEY: Key = {
  bow: { x: 7.4, outer: 7.4, inner: 4.2 },
  boxes: [
    { left: -16.6, right: 1.4, top: -1.6, bottom: 1.6, radius: 1.2 },
    { left: -14.2, right: -11, top: -1, bottom: 6.2, radius: 1 },
    { left: -8.2, right: -5, top: -1, bottom: 5, radius: 1 },
  ],
};

/** The full-bleed color icon, 192x192 RGB, as PNG bytes (Microsoft Teams, app icons: color icon). */
export function drawColorIcon(): Uint8Array {
  return draw(192, 3, coverage => BACKGROUND.map((channel, i) => mix(channel, KEY_COLOR[i] ?? 0, coverage)), COLOR_KEY);
}

/** The outline icon, 32x32, white on transparent RGBA, as PNG bytes (Microsoft Teams, app icons: outline icon). */
export function drawOutlineIcon(): Uint8Array {
  return draw(32, 4, coverage => [...WHITE, Math.round(coverage * 255)], OUTLINE_KEY);
}

function draw(size: number, channels: 3 | 4, paint: (coverage: number) => number[], key: Key): Uint8Array {
  const data = new Uint8Array(size * size * channels);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      data.set(paint(coverageOf(key, column - size / 2, row - size / 2)), (row * size + column) * channels);
    }
  }
  return encode({ width: size, height: size, depth: 8, channels, data }, { zlib: { level: 9 } });
}

/** The share (0 to 1) of the pixel with this upper left corner that lies inside the key. */
function coverageOf(key: Key, left: number, top: number): number {
  let inside = 0;
  for (let i = 0; i < SAMPLES; i++) {
    for (let j = 0; j < SAMPLES; j++) {
      if (isInside(key, left + (i + 0.5) / SAMPLES, top + (j + 0.5) / SAMPLES)) inside++;
    }
  }
  return inside / (SAMPLES * SAMPLES);
}

function isInside(key: Key, x: number, y: number): boolean {
  // Turned by 45 degrees, so that the bow is at the upper right.
  const along = (x - y) * Math.SQRT1_2;
  const across = (x + y) * Math.SQRT1_2;
  const fromBow = Math.sqrt((along - key.bow.x) ** 2 + across ** 2);
  if (fromBow < key.bow.inner) return false;
  return fromBow < key.bow.outer || key.boxes.some(box => isInsideBox(box, along, across));
}

function isInsideBox({ left, right, top, bottom, radius }: Box, x: number, y: number): boolean {
  const beyondX = Math.max(left + radius - x, x - (right - radius), 0);
  const beyondY = Math.max(top + radius - y, y - (bottom - radius), 0);
  return beyondX ** 2 + beyondY ** 2 < radius ** 2;
}

function mix(from: number, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}

if (import.meta.main) {
  const folder = path.resolve(import.meta.dirname, '../appPackage');
  writeFileSync(path.join(folder, 'color.png'), drawColorIcon());
  writeFileSync(path.join(folder, 'outline.png'), drawOutlineIcon());
}
