import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ZipFile } from 'yazl';

/** Kilobytes of a folder as it is uploaded. */
export async function zipSizeKb(folder: string): Promise<number> {
  const zip = new ZipFile();
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) zip.addFile(file, relative(folder, file).split(sep).join('/'));
  zip.end();
  let bytes = 0;
  for await (const chunk of zip.outputStream) bytes += Buffer.byteLength(chunk);
  return bytes / 1024;
}
