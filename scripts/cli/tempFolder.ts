import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Those that are not removed yet. */
const left = new Set<string>();
let isListening = false;

/**
 * A new folder `<prefix>XXXXXX`. It goes when the process ends if `removeTempFolder` does not come to
 * it before: a process may end anywhere, also by Ctrl-C (see `leaveOnSignals`).
 * @throws Error of the file system, with `code` and `path`
 */
export function makeTempFolder(prefix: string, parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, prefix));
  left.add(folder);
  if (!isListening)
    process.once('exit', () => {
      for (const one of left) removeTempFolder(one);
    });
  isListening = true;
  return folder;
}

export function removeTempFolder(folder: string): void {
  left.delete(folder);
  // What a process of ours that is still ending writes there, it writes once more at most.
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
