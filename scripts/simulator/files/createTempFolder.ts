import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeTempFolder, removeTempFolder } from '../../cli/tempFolder';

/**
 * The one folder that the simulator writes to. Its files have names of the simulator's own making,
 * so that no name that somebody sends can lead anywhere else.
 */
export interface TempFolder {
  /** The path of a file that is not there yet. */
  newFile(): string;
  /** Writes a file; returns its path. */
  write(bytes: Buffer): string;
  remove(file: string): void;
  /** Everything in it goes; the folder, too. */
  clear(): void;
}

export function createTempFolder(): TempFolder {
  let folder: string | undefined;

  const newFile = () => {
    folder ??= makeTempFolder('wechat-simulator-');
    return path.join(folder, randomBytes(16).toString('hex'));
  };

  return {
    newFile,
    write(bytes) {
      const file = newFile();
      writeFileSync(file, bytes);
      return file;
    },
    remove: (file) => rmSync(file, { force: true }),
    clear() {
      if (folder !== undefined) removeTempFolder(folder);
      folder = undefined;
    },
  };
}
