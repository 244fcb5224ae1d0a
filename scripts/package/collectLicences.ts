import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../build/projectRoot';

/**
 * The licences of the packages whose files were bundled, each text once with all that it covers.
 *
 * @param inputs files from the project's root, as esbuild's metafile names them
 */
export async function collectLicences(inputs: readonly string[]): Promise<string> {
  const folders = [...new Set(inputs.map(packageOf).filter((folder) => folder !== undefined))];
  const covered = new Map<string, string[]>();
  for (const folder of folders.sort()) {
    const { name, version, license, author } = JSON.parse(
      readFileSync(path.join(projectRoot, folder, 'package.json'), 'utf8'),
    );
    const text = licenceText(folder) ?? `License: ${license}\nAuthor: ${author?.name ?? author}`;
    if (!license && !licenceText(folder)) throw new Error(`${name} names no licence`);
    covered.set(text, [...(covered.get(text) ?? []), `${name} ${version}`]);
  }
  return [...covered]
    .map(([text, names]) => `${names.join(', ')}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`);
}

/** The folder of the installed package that a file belongs to; undefined for one of our own. */
function packageOf(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function licenceText(folder: string): string | undefined {
  const whole = path.join(projectRoot, folder);
  const file = readdirSync(whole).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const found = file && path.join(whole, file);
  return found && existsSync(found) ? readFileSync(found, 'utf8') : undefined;
}
