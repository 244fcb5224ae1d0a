import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What came of loading a built function once. */
export type Loaded =
  | { outcome: 'hasMain' }
  /** `names`: what it exports instead. */
  | { outcome: 'noMain'; names: string[] }
  | { outcome: 'notCallable'; main: 'class' | 'promise' | 'other' }
  | { outcome: 'throws'; message: string }
  | { outcome: 'ends' }
  | { outcome: 'hangs' };

/** Longer than any function should need; the platform itself gives it 3 s with the first call. */
const defaultLimitMs = 10_000;

/**
 * Runs in the process of its own. Connections are begun and never made, so that nothing leaves this
 * machine, and no other process is started. What it does right after it was loaded is waited for:
 * where that throws, the process in the cloud ends before its first call.
 */
const program = `
const { stat, writeSync } = require('node:fs');
const report = (loaded) => {
  writeSync(3, JSON.stringify(loaded));
  process.kill(process.pid, 'SIGKILL');
};
const idle = function () { return this; };
const net = require('node:net'), dgram = require('node:dgram'), dns = require('node:dns');
net.Socket.prototype.connect = net.Server.prototype.listen = idle;
dgram.Socket.prototype.send = dgram.Socket.prototype.bind = idle;
for (const name of Object.keys(dns).filter((it) => /^(?:lookup|resolve|reverse)/.test(it))) {
  dns[name] = () => {};
  dns.promises[name] = () => new Promise(() => {});
}
const processes = require('node:child_process');
const refuse = () => {
  throw new Error('no process can be started while the build loads a function');
};
processes.ChildProcess.prototype.spawn = refuse;
processes.spawnSync = processes.execFileSync = processes.execSync = refuse;
const fail = (error) => {
  const isError = error instanceof Error;
  report({ outcome: 'throws', message: isError ? error.name + ': ' + error.message : String(error) });
};
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    // The function may deal with it itself.
    if (process.listenerCount(event) === 1) fail(error);
  });
}
const judge = (loaded) => {
  const main = loaded?.main;
  if (main === undefined) {
    const names = loaded !== null && typeof loaded === 'object' ? Object.keys(loaded) : [];
    return { outcome: 'noMain', names };
  }
  if (typeof main?.then === 'function') return { outcome: 'notCallable', main: 'promise' };
  if (typeof main !== 'function') return { outcome: 'notCallable', main: 'other' };
  const isClass = /^class\\b/.test(Function.prototype.toString.call(main));
  return isClass ? { outcome: 'notCallable', main: 'class' } : { outcome: 'hasMain' };
};
try {
  const found = judge(require(process.argv[1]));
  let turns = 3;
  const turn = () => stat('.', () => setImmediate(turns-- > 0 ? turn : () => report(found)));
  turn();
} catch (error) {
  fail(error);
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
