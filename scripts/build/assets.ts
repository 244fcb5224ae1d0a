import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { asCompiled } from './keepPlaces';
import { missingFor, type Upload } from './uploads';

/** A script that is uploaded as it is, and what it requires that is not there then. */
export interface Incomplete {
  file: string;
  missing: string[];
}

/**
 * Copies what lies beside a function's code. What has a bundle of its own is there already.
 * @returns which of it will not run as it stands
 */
export async function copyAssets(
  from: string,
  to: string,
  uploads: readonly Upload[],
  target: string,
): Promise<Incomplete[]> {
  const uploaded = new Set(
    uploads.map(({ file, how }) => (how === 'copy' ? file : asCompiled(file))),
  );
  const incomplete: Incomplete[] = [];
  for (const { file, how, isLoaded } of uploads) {
    if (how === 'bundle') continue;
    const source = join(from, file);
    const output = join(to, how === 'copy' ? file : asCompiled(file));
    await mkdir(dirname(output), { recursive: true });
    if (how === 'copy') await copyFile(source, output);
    else {
      const text = await readFile(source, 'utf8');
      const loader = file.endsWith('x') ? 'tsx' : 'ts';
      await writeFile(output, (await transform(text, { loader, format: 'cjs', target })).code);
    }
    if (!isLoaded) continue;
    const missing = missingFor(file, await readFile(output, 'utf8'), uploaded);
    if (missing.length > 0) incomplete.push({ file, missing });
  }
  return incomplete;
}
