import { writeSync } from 'node:fs';
import { keptOutput } from './messages';

const pause = new Int32Array(new SharedArrayBuffer(4));

export interface Output {
  /** Sets off what the call printed from what comes after, and starts counting anew. */
  endCall(id: string): void;
}

/**
 * Makes all printing synchronous and both streams one, so that what a function printed has left
 * the process in its order even when it is killed in the middle of a loop. What goes beyond what is
 * kept of a call is only counted: a function that prints without end keeps nobody else busy.
 */
export function takeOverOutput(mark: string): Output {
  let lines = 0;
  let bytes = 0;
  let dropped = 0;
  /** Whom to tell that it is written, and how often: console.log gives the same one each time. */
  const toCall = new Map<() => void, number>();

  /** One tick for all: a loop that prints without end would fill the memory with them. */
  function callLater(callback: () => void): void {
    if (toCall.size === 0) {
      process.nextTick(() => {
        const due = [...toCall];
        toCall.clear();
        for (const [call, times] of due) for (let time = 0; time < times; time += 1) call();
      });
    }
    toCall.set(callback, (toCall.get(callback) ?? 0) + 1);
  }

  function print(chunk: unknown, encoding: unknown): void {
    const data = toBytes(chunk, encoding);
    const inData = countLines(data);
    if (lines >= keptOutput.lines || bytes >= keptOutput.bytes) {
      dropped += inData;
      return;
    }
    lines += inData;
    bytes += data.length;
    writeAll(data);
  }

  for (const name of ['stdout', 'stderr'] as const) {
    // Only made when asked for: that costs a cold start some milliseconds.
    const getter = Object.getOwnPropertyDescriptor(process, name)?.get;
    let stream: NodeJS.WriteStream | undefined;
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get() {
        if (!stream) {
          stream = getter?.call(process) as NodeJS.WriteStream;
          stream.write = (chunk: unknown, encoding?: unknown, done?: unknown) => {
            print(chunk, encoding);
            const callback = typeof encoding === 'function' ? encoding : done;
            if (typeof callback === 'function') callLater(callback as () => void);
            return true;
          };
        }
        return stream;
      },
    });
  }

  return {
    endCall(id) {
      writeAll(Buffer.from(`\0${mark} ${id} ${dropped}\n`));
      lines = 0;
      bytes = 0;
      dropped = 0;
    },
  };
}

function toBytes(chunk: unknown, encoding: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(
    String(chunk),
    typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8',
  );
}

function countLines(data: Uint8Array): number {
  let lines = 0;
  for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function writeAll(data: Uint8Array): void {
  let written = 0;
  while (written < data.length) {
    try {
      written += writeSync(1, data, written);
    } catch (error) {
      // The other side has not caught up yet; whatever else it is, nobody is left to read.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
