import type { Failure } from './runner/messages';
import { maxResult } from './runner/messages';

/** What wx.cloud.callFunction rejects with. */
export interface InvokeError {
  errCode: number;
  errMsg: string;
}

/** The platform's own words for its codes, in its errMsg. */
const codes = {
  [-501000]: 'function not found',
  [-501007]: 'invalid parameters',
  [-504001]: 'functions call fail',
  [-504002]: 'functions execute fail',
  [-504003]: '',
  [-604001]: 'response size exceeds the limit',
} as const;

function invokeError(errCode: keyof typeof codes, reason: string): InvokeError {
  return {
    errCode,
    errMsg: `cloud.callFunction:fail Error: errCode: ${[errCode, codes[errCode]].filter(Boolean).join(' ')} | errMsg: ${reason}`,
  };
}

const seconds = (ms: number) => `${ms / 1000} second${ms === 1000 ? '' : 's'}`;
const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KB`;

/** A thrown text may be of any length; nobody reads more than this of it. */
const maxReason = 2_000;
const cut = (text: string) => (text.length > maxReason ? `${text.slice(0, maxReason)}…` : text);

/** Every way in which a call can go wrong without a result, in the form of the platform. */
export const invokeErrors = {
  /** @param why what the folder of that name lacks, if there is one */
  noSuchFunction: (name: string, names: readonly string[], why?: string) =>
    invokeError(
      -501000,
      `FunctionName parameter could not be found: ${JSON.stringify(cut(name))}${why ? ` (${why})` : ''}; there is ${names.join(', ') || 'no function'}`,
    ),
  recycled: () =>
    invokeError(-504002, 'the instance was recycled by the simulator while it was working'),
  eventNotJson: (reason: string) =>
    invokeError(-501007, `data of callFunction cannot be sent as JSON: ${reason}`),
  eventTooLarge: (bytes: number, limit: number) =>
    invokeError(
      -501007,
      `data of callFunction is ${kilobytes(bytes)} as JSON; at most ${kilobytes(limit)} are accepted`,
    ),
  environmentTooLarge: (bytes: number, limit: number) =>
    invokeError(
      -504001,
      `environment variables of the function are ${bytes} bytes, names and values together; at most ${limit} are accepted`,
    ),
  noInstance: (reason: string) => invokeError(-504001, reason),
  cannotStart: (reason: string) =>
    invokeError(-504001, `the process of the function could not be started: ${cut(reason)}`),
  // Word for word as in public logs.
  timedOut: (limitMs: number) =>
    invokeError(
      -504003,
      `invoking task timed out after ${seconds(limitMs)} FUNCTIONS_TIME_LIMIT_EXCEEDED`,
    ),
  loadTimedOut: (limitMs: number) =>
    invokeError(
      -504002,
      `Initialization timed out: index.js was still loading after ${seconds(limitMs)} of real time`,
    ),
  blocked: (limitMs: number) =>
    invokeError(
      -504003,
      `FUNCTIONS_TIME_LIMIT_EXCEEDED, ended by the simulator: the function blocked its event loop for ${seconds(limitMs)} of real time while the simulator's clock stood still`,
    ),
  outOfMemory: (limitMb: number) =>
    invokeError(-504002, `Memory usage exceeded the limit of ${limitMb} MB`),
  exited: (code: number | null, signal: string | null) =>
    invokeError(
      -504002,
      signal
        ? `the function's process was ended by ${signal} before it answered`
        : `the function's process exited with code ${code} before it answered`,
    ),
  uncaught: (message: string) =>
    invokeError(-504002, `the function's process ended, nobody caught: ${cut(message)}`),
} satisfies Record<string, (...details: never[]) => InvokeError>;

/** The same for what the process itself reports. */
export function failureError(failure: Failure): InvokeError {
  switch (failure.kind) {
    case 'load':
      return invokeError(-504002, `index.js could not be loaded: ${cut(failure.message)}`);
    case 'threw':
      return invokeError(-504002, cut(failure.message));
    case 'notJson':
      return invokeError(-504002, `the result cannot be sent as JSON: ${cut(failure.message)}`);
    case 'tooLarge':
      return invokeError(
        -604001,
        `the result is ${kilobytes(failure.bytes)} as JSON; at most ${kilobytes(maxResult)} are handed on`,
      );
  }
}
