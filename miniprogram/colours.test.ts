import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sheet = readFileSync(join(__dirname, 'app.wxss'), 'utf8');
const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme: dark)');

function palette(part: string): Record<string, string> {
  const found = part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g);
  return Object.fromEntries(Array.from(found, ([, name, colour]) => [name, colour]));
}

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Which text stands on which ground, as pages/typing/index.wxss has it. */
const pairs = [
  ['text', 'ground'],
  ['quiet', 'ground'],
  ['text', 'card'],
  ['quiet', 'card'],
  ['text', 'sunken'],
  ['quiet', 'sunken'],
  ['brand-text', 'card'],
  ['brand-text', 'sunken'],
  ['wrong-text', 'card'],
  ['wait-text', 'card'],
  ['on-brand', 'brand'],
  ['needs-text', 'needs'],
] as const;

describe.each([
  ['light', palette(light)],
  ['dark', palette(dark)],
])('in the %s theme', (_theme, colours) => {
  test.each(pairs)('%s on %s has a contrast of 4.5:1 or more', (text, ground) => {
    expect(contrast(colours[text] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});

test('both themes name the same colours', () => {
  expect(Object.keys(palette(dark))).toEqual(Object.keys(palette(light)));
});

test('the page takes every colour from there', () => {
  const page = readFileSync(join(__dirname, 'pages/typing/index.wxss'), 'utf8');
  expect(page.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
  const used = Array.from(page.matchAll(/var\(--([\w-]+)\)/g), ([, name]) => name ?? '');
  expect(used.filter((name) => !(name in palette(light)))).toEqual([]);
});
