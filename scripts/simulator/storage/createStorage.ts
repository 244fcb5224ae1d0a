import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config/configError';
import type { Answer } from '../conversation/answer';
import type { TempFolder } from '../files/createTempFolder';
import { cloudbaseError } from '../gateway/cloudbaseError';
import { cloudPathError, type FileIds } from './cloudPath';
import type { SignedUrls } from './signedUrls';

type Params = ReadonlyMap<string, unknown>;

/** One file as `GET /_sim/files` lists it. */
export interface FileView {
  path: string;
  fileID: string;
  /** Bytes. */
  size: number;
}

/** CloudBase's cloud storage: what lies in it, and each action of its wire. */
export interface Storage {
  /** Whatever a function sends, the answer is one of CloudBase's. */
  run(action: string, params: Params): Answer;
  list(): FileView[];
  /** Where the file lies on this machine; undefined: there is none. */
  find(cloudPath: string): string | undefined;
  /** Puts a file of the temporary folder under a cloud path, in place of what was there. */
  put(cloudPath: string, file: string): void;
  /** Back to what it held at the start. */
  reset(): void;
}

/** Each action of storage, and what answers it. */
type Action = (params: Params) => Answer;

/** "fileList 最多 50 个" */
const maxFiles = 50;
/** Seconds that an address is good for unless asked otherwise. */
const defaultMaxAge = 86_400;
const uploadMs = 15 * 60_000;

/** Every action that storage has. */
export const storageActions: readonly string[] = [
  'storage.getUploadMetadata',
  'storage.batchGetDownloadUrl',
  'storage.batchDeleteFile',
];

export interface StorageDeps {
  now: () => number;
  folder: TempFolder;
  ids: FileIds;
  urls: SignedUrls;
  /** Files of this machine that lie in storage at the start, by cloud path. */
  seeds: Readonly<Record<string, string>>;
}

/** @throws ConfigError where a file of `seeds` is not there, or its cloud path cannot be one. */
export function createStorage({ now, folder, ids, urls, seeds }: StorageDeps): Storage {
  const files = new Map<string, { file: string; seed: boolean }>();
  for (const [cloudPath, file] of Object.entries(seeds)) checkSeed(cloudPath, file);

  function drop(cloudPath: string): boolean {
    const there = files.get(cloudPath);
    if (there && !there.seed) folder.remove(there.file);
    return files.delete(cloudPath);
  }

  function reset(): void {
    for (const cloudPath of [...files.keys()]) drop(cloudPath);
    for (const [cloudPath, file] of Object.entries(seeds)) {
      files.set(cloudPath, { file: path.resolve(file), seed: true });
    }
  }

  /** What one of a list of files comes to, in the words that the SDK reads. */
  const missing = (fileID: unknown) => ({
    fileid: fileID,
    fileID,
    code: 'STORAGE_FILE_NONEXIST',
    message: `[ResourceNotFound] storage file not exists: ${typeof fileID === 'string' ? fileID.slice(0, 200) : 'no file id'}`,
  });

  const actions: Readonly<Record<string, Action>> = {
    'storage.getUploadMetadata'(params) {
      const cloudPath = params.get('path');
      // A path that cannot be is refused where the file is sent: here SDK 2 would not see the error.
      if (typeof cloudPath !== 'string') return invalid('path has to be a text');
      const fileId = ids.of(cloudPath);
      const url = urls.create({
        method: 'PUT',
        cloudPath,
        expiresAt: now() + uploadMs,
      });
      const data = { url, fileId, cosFileId: randomUUID(), token: 'simulated', authorization: url };
      return { requestId: randomUUID(), data };
    },

    'storage.batchGetDownloadUrl'(params) {
      const list = params.get('file_list');
      if (!isListOfFiles(list)) return invalid(`file_list has to be a list of at most ${maxFiles}`);
      const download_list = list.map((entry) => {
        const { fileid, max_age }: Record<string, unknown> =
          typeof entry === 'object' && entry !== null ? { ...entry } : {};
        const cloudPath = ids.read(fileid);
        if (cloudPath === undefined || !files.has(cloudPath)) return missing(fileid);
        const maxAge =
          Number.isInteger(max_age) && Number(max_age) > 0 ? Number(max_age) : defaultMaxAge;
        const url = urls.create({ method: 'GET', cloudPath, expiresAt: now() + maxAge * 1000 });
        return {
          fileid,
          fileID: fileid,
          code: 'SUCCESS',
          download_url: url,
          tempFileURL: url,
          maxAge,
        };
      });
      return { requestId: randomUUID(), data: { download_list } };
    },

    'storage.batchDeleteFile'(params) {
      const list = params.get('fileid_list');
      if (!isListOfFiles(list)) {
        return invalid(`fileid_list has to be a list of at most ${maxFiles}`);
      }
      const delete_list = list.map((fileID) => {
        const cloudPath = ids.read(fileID);
        const gone = cloudPath !== undefined && drop(cloudPath);
        return gone ? { fileid: fileID, fileID, code: 'SUCCESS' } : missing(fileID);
      });
      return { requestId: randomUUID(), data: { delete_list } };
    },
  };

  reset();
  return {
    run(action, params) {
      const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
      return run ? run(params) : invalid(`no action ${action}`);
    },
    list: () =>
      [...files].map(([cloudPath, { file }]) => ({
        path: cloudPath,
        fileID: ids.of(cloudPath),
        size: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
      })),
    find: (cloudPath) => files.get(cloudPath)?.file,
    put(cloudPath, file) {
      drop(cloudPath);
      files.set(cloudPath, { file, seed: false });
    },
    reset,
  };
}

const isListOfFiles = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= maxFiles;

const invalid = (message: string): Answer => cloudbaseError('INVALID_PARAM', message);

function checkSeed(cloudPath: string, file: string): void {
  const error = cloudPathError(cloudPath);
  if (error !== undefined) {
    throw new ConfigError(`"files.${cloudPath}": ${error.replace('cloudPath', 'a cloud path')}`);
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigError(`"files.${cloudPath}": no such file: ${path.resolve(file)}`);
  }
}
