import { existsSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Copies a package and everything that it needs at run time out of `root`'s node_modules into those
 * of `to`, each at the place where npm put it: what `npm install` in the cloud would give.
 */
export async function copyDependencies(name: string, root: string, to: string): Promise<void> {
  const found = new Set<string>();
  const visit = (dependency: string, from: string): void => {
    const dir = findPackage(dependency, from, root);
    if (dir === undefined || found.has(dir)) return;
    found.add(dir);
    const { dependencies = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const next of Object.keys(dependencies)) visit(next, dir);
  };
  visit(name, root);
  for (const dir of found) {
    const nested = join(dir, 'node_modules');
    await cp(dir, join(to, relative(root, dir)), {
      recursive: true,
      filter: (path) => path !== nested,
    });
  }
}

/** As Node looks for it: in each node_modules from `from` up to `root`. */
function findPackage(name: string, from: string, root: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dir === root) return undefined;
  }
}
