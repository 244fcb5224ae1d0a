import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/** What changes a file, and which of its arguments are the paths that it changes. */
const changing: Readonly<Record<string, readonly number[]>> = {
  appendFile: [0],
  chmod: [0],
  chown: [0],
  copyFile: [1],
  cp: [1],
  createWriteStream: [0],
  lchown: [0],
  link: [1],
  lutimes: [0],
  mkdir: [0],
  mkdtemp: [0],
  rename: [0, 1],
  rm: [0],
  rmdir: [0],
  symlink: [1],
  truncate: [0],
  unlink: [0],
  utimes: [0],
  writeFile: [0],
};

type Call = (...parts: unknown[]) => unknown;

/**
 * The function's own folder can only be read, as /var/user in the cloud: what would change it fails
 * with EROFS. Only /tmp may be written there.
 */
export function makeReadOnly(folder: string): void {
  const inside = (target: unknown): boolean => {
    if (typeof target !== 'string' && !(target instanceof URL)) return false;
    const file = target instanceof URL ? target.pathname : path.resolve(target);
    return file === folder || file.startsWith(`${folder}${path.sep}`);
  };
  const refusal = (name: string, target: unknown) =>
    Object.assign(new Error(`EROFS: read-only file system, ${name} '${String(target)}'`), {
      errno: -30,
      code: 'EROFS',
      syscall: name,
      path: String(target),
    });

  /** @param hit finds the argument that would be changed in the folder */
  function guard(name: string, hit: (parts: unknown[]) => unknown): void {
    const wrap = (
      object: object,
      key: string,
      fail: (error: Error, parts: unknown[]) => unknown,
    ) => {
      const original: unknown = Reflect.get(object, key);
      if (typeof original !== 'function') return;
      const guarded: Call = function (this: unknown, ...parts) {
        const target = hit(parts);
        if (target !== undefined) return fail(refusal(name, target), parts);
        return Reflect.apply(original, this, parts);
      };
      Reflect.set(object, key, Object.assign(guarded, original));
    };
    const throwIt = (error: Error) => {
      throw error;
    };
    wrap(fs, `${name}Sync`, throwIt);
    wrap(fs.promises, name, (error) => Promise.reject(error));
    wrap(fs, name, (error, parts) => {
      const done = parts.at(-1);
      if (typeof done !== 'function') throw error;
      process.nextTick(() => done(error));
      return undefined;
    });
  }

  for (const [name, places] of Object.entries(changing)) {
    guard(name, (parts) => places.map((place) => parts[place]).find(inside));
  }
  // Opened to read it is fine.
  guard('open', ([target, flags]) => (inside(target) && writes(flags) ? target : undefined));
  syncBuiltinESMExports();
}

function writes(flags: unknown): boolean {
  if (typeof flags === 'number')
    return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
  return typeof flags === 'string' && /[wa+]/.test(flags);
}
