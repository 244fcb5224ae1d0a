import type { RuntimeName } from './runtimes';

/** What passes between the host and the process of an instance: a JSON text a line. */
export const channelFd = 3;

/** An event of 6 MB as JSON within JSON, and what goes with it. */
const maxLine = 32 * 1024 * 1024;

/** Puts what comes in together to lines. Calls `broken` where one has no end. */
export function createLineReader(
  take: (line: string) => void,
  broken: () => void,
): (text: string) => void {
  let parts: string[] = [];
  let length = 0;
  return (text) => {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      take(parts.join('') + text.slice(from, end));
      parts = [];
      length = 0;
      from = end + 1;
    }
    parts.push(text.slice(from));
    length += text.length - from;
    if (length > maxLine) {
      parts = [];
      length = 0;
      broken();
    }
  };
}

/** The simulator's clock: standing at a moment, or so many milliseconds off real time. */
export type Time = { stoppedAt: number } | { offset: number };

/** What the process is told on its command line, before anything else. */
export interface RunnerOptions {
  /** The function's folder, absolute. */
  folder: string;
  /** Where wx-server-sdk is looked for when the function does not bring its own. */
  lendsSdk: string;
  /** Sets the host's lines in the output apart from what a function prints. */
  mark: string;
  time: Time;
  runtime: RuntimeName;
}

/** Everything that a function finds in its second argument, as public logs of functions show it. */
export interface FunctionContext {
  callbackWaitsForEmptyEventLoop: boolean;
  memory_limit_in_mb: number;
  time_limit_in_ms: number;
  request_id: string;
  function_name: string;
  function_version: string;
  namespace: string;
  environment: string;
  environ: string;
}

export interface Invoke {
  type: 'invoke';
  id: string;
  /** JSON. */
  event: string;
  env: Record<string, string>;
  context: FunctionContext;
}

export type ToRunner =
  | Invoke
  | ({ type: 'time' } & { time: Time })
  | { type: 'settle'; id: number; gatewayPort: number };

/** What the process does at the present moment of the clock. */
export interface Activity {
  /** When its next timer falls due; null where it has none. */
  next: number | null;
  /** Something that goes on by itself in real time: a file being read, an address looked up. */
  busy: boolean;
  /** Connections to the simulator on which something is under way: the port of each on this side. */
  toGateway: number[];
  /** The same to anybody else, with how far each has got. */
  elsewhere: string;
}

/** Why a call has no result. The host words it. */
export type Failure =
  | { kind: 'load'; message: string }
  | { kind: 'threw'; message: string }
  | { kind: 'notJson'; message: string }
  | { kind: 'tooLarge'; bytes: number };

export type FromRunner =
  /** The function's code is loaded; its main is being called. */
  | { type: 'started'; id: string }
  | { type: 'answer'; id: string; json: string }
  | { type: 'failure'; id: string; failure: Failure }
  /** The process is about to end by an exception that nobody caught. */
  | { type: 'dying'; message: string }
  | ({ type: 'settled'; id: number } & { activity: Activity });

/** How much of what a call prints is kept. */
export const keptOutput = { lines: 1_000, bytes: 256 * 1024 };

/** The largest result that callFunction hands on, in bytes of JSON. */
export const maxResult = 1024 * 1024;
