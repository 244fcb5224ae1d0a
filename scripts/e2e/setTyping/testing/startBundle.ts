import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Result } from '../../../../cloudfunctions/shared/contract';
import { within } from '../../../cli/testing/eventually';

/** Longer than any call of a function here takes, in real milliseconds. */
const limitMs = 60_000;

const built = join(__dirname, '../../../../dist/cloudfunctions');

const program = `
  const { main } = require(process.argv[1]);
  process.on('message', async ([id, event, context]) => {
    process.send([id, await main(event, context)]);
  });
  process.send(['ready']);`;

/** The built bundle in a process of its own, without a host around it. */
export interface Bundle {
  /** Rejects where the process ended, as an unhandled rejection would make it. */
  call(event: unknown, context?: unknown): Promise<Result>;
  /** All that it has printed so far. */
  printed(): string;
  end(): Promise<void>;
}

interface BundleOptions {
  /** Default: setTyping. */
  functionName?: string;
  /** The Node that runs it. Default: this one. */
  node?: string;
}

/** @param env all of its environment: what the platform gives a function */
export async function startBundle(
  env: Record<string, string>,
  { functionName = 'setTyping', node = process.execPath }: BundleOptions = {},
): Promise<Bundle> {
  const child = spawn(node, ['-e', program, join(built, functionName, 'index.js')], {
    env,
    // Structured clones, so that events may be cyclic, sparse or no JSON at all; other versions of
    // Node write them otherwise.
    serialization: node === process.execPath ? 'advanced' : 'json',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      printed += text;
    });
  }
  const waiting = new Map<unknown, { resolve(result: Result): void; reject(why: Error): void }>();
  const ready = new Promise<Result>((resolve, reject) => {
    waiting.set('ready', { resolve, reject });
  });
  child.on('message', ([id, result]: [unknown, Result]) => waiting.get(id)?.resolve(result));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      for (const { reject } of waiting.values()) reject(new Error(`the process ended: ${printed}`));
      resolve();
    });
  });
  try {
    await within('the bundle is loaded', ready, limitMs);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }

  let calls = 0;
  return {
    call(event, context) {
      calls += 1;
      const id = calls;
      const answered = new Promise<Result>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send([id, event, context]);
      });
      return within(() => `an answer, having printed: ${printed}`, answered, limitMs);
    },
    printed: () => printed,
    end() {
      child.kill('SIGKILL');
      return within('the end of the process', ended, limitMs);
    },
  };
}
