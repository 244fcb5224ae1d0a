import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const weights = [400, 600] as const;
const folder = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'));

/**
 * Noto Sans SC, cut into pieces of which a browser loads the few that it needs, and none where the
 * machine has a Chinese font of its own (it comes last in --font).
 */
export async function fontStyles(): Promise<string> {
  const sheets = weights.map((weight) => readFile(join(folder, `${weight}.css`), 'utf8'));
  return (await Promise.all(sheets)).join('\n').replaceAll('url(./files/', 'url(/preview/fonts/');
}

/** Where the pieces lie. */
export const fontFolder = join(folder, 'files');
