import type { BuiltFile } from './replaceTree';

/** One line a file, sizes in KB aligned at the right. */
export function sizeTable(files: readonly BuiltFile[]): string {
  const rows = files.map(({ path, bytes }) => [path, `${(bytes / 1024).toFixed(1)} KB`] as const);
  const pathWidth = Math.max(0, ...rows.map(([path]) => path.length));
  const sizeWidth = Math.max(0, ...rows.map(([, size]) => size.length));
  return rows
    .map(([path, size]) => `  ${path.padEnd(pathWidth)}  ${size.padStart(sizeWidth)}\n`)
    .join('');
}
