import { watch } from 'chokidar';

/** Editors write a file in several steps, and "save all" several files. */
const quietMs = 50;

/**
 * Calls `changed` after each change of a source, once for changes close together; never while it is
 * still at work on the one before. Resolves with the function that ends the watch.
 * @param root the folder with cloudfunctions/ and miniprogram/
 * @param changed gets the path that changed last and all that did, relative to root; must not reject
 */
export async function watchSources(
  root: string,
  changed: (path: string, all: readonly string[]) => Promise<void>,
): Promise<() => Promise<void>> {
  const watcher = watch(['cloudfunctions', 'miniprogram'], {
    cwd: root,
    ignoreInitial: true,
    ignored: (path) => path.endsWith('.test.ts'),
  });
  let pending: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let working = false;

  async function work(): Promise<void> {
    const all = pending;
    const last = all.at(-1);
    if (working || last === undefined) return;
    pending = [];
    working = true;
    await changed(last, all);
    working = false;
    await work();
  }

  watcher.on('all', (_event, path) => {
    pending.push(path);
    clearTimeout(timer);
    timer = setTimeout(work, quietMs);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
