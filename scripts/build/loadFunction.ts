import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What came of loading a built function once. */
export type Loaded =
  | { outcome: 'hasMain' }
  /** `names`: what it exports instead. */
  | { outcome: 'noMain'; names: string[] }
  | { outcome: 'throws'; message: string }
  | { outcome: 'ends' }
  | { outcome: 'hangs' };

/** Longer than any function should need; the platform itself gives it 3 s with the first call. */
const defaultLimitMs = 10_000;

/**
 * Runs in the process of its own. Connections are begun and never made, so that nothing leaves this
 * machine, and no other process is started.
 */
const program = `
const { writeSync } = require('node:fs');
const report = (loaded) => {
  writeSync(3, JSON.stringify(loaded));
  process.kill(process.pid, 'SIGKILL');
};
const idle = function () { return this; };
require('node:net').Socket.prototype.connect = idle;
require('node:dgram').Socket.prototype.send = idle;
require('node:dns').lookup = () => {};
require('node:child_process').ChildProcess.prototype.spawn = () => {
  throw new Error('no process can be started while the build loads a function');
};
process.on('unhandledRejection', () => {});
try {
  const loaded = require(process.argv[1]);
  if (typeof loaded?.main === 'function') report({ outcome: 'hasMain' });
  const names = loaded !== null && typeof loaded === 'object' ? Object.keys(loaded) : [];
  report({ outcome: 'noMain', names });
} catch (error) {
  const isError = error instanceof Error;
  report({ outcome: 'throws', message: isError ? error.name + ': ' + error.message : String(error) });
}
`;

/**
 * Loads a built function as CloudBase does before its first call, in a process of its own, and looks
 * whether there is a `main`. Does nothing but load it: no call, no network.
 * @param folder with the built index.js
 */
export async function loadFunction(folder: string, limitMs = defaultLimitMs): Promise<Loaded> {
  const child = spawn(process.execPath, ['-e', program, `${folder}/index.js`], {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, limitMs);
  const [report] = await Promise.all([
    text(child.stdio[3] as Readable),
    new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    }),
  ]);
  clearTimeout(timer);
  if (report !== '') return JSON.parse(report);
  return { outcome: isLate ? 'hangs' : 'ends' };
}

/** What this process has, so that a variable can be given to the build, and what the platform sets. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...own } = process.env;
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'build',
    TENCENTCLOUD_SECRETKEY: 'build',
    SCF_NAMESPACE: 'build',
    TCB_ENV: 'build',
    ...own,
  };
}
