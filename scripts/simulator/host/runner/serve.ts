import { inspect } from 'node:util';
import { readActivity } from './activity';
import { loadMain, type Main } from './loadMain';
import {
  type Failure,
  type FromRunner,
  type Invoke,
  maxResult,
  type RunnerOptions,
  type ToRunner,
} from './messages';
import type { Output } from './output';
import type { Timers } from './simulatedTime';

type Send = (message: FromRunner) => void;

/** Does what the host tells it: one call after the other, and the clock in between. */
export function serve(options: RunnerOptions, timers: Timers, output: Output, send: Send) {
  let main: Main | undefined;
  let loading = false;
  let envBefore: string[] = [];

  async function invoke(call: Invoke): Promise<void> {
    const outcome = await run(call);
    output.endCall(call.id);
    send(outcome);
  }

  async function run(call: Invoke): Promise<FromRunner> {
    for (const name of envBefore) delete process.env[name];
    Object.assign(process.env, call.env);
    envBefore = Object.keys(call.env);
    const failed = (failure: Failure): FromRunner => ({ type: 'failure', id: call.id, failure });

    try {
      loading = true;
      main ??= await loadMain(options);
    } catch (error) {
      return failed({ kind: 'load', message: told(error) });
    } finally {
      loading = false;
    }

    send({ type: 'started', id: call.id });
    let result: unknown;
    try {
      result = await callMain(main, call);
    } catch (error) {
      return failed({ kind: 'threw', message: told(error) });
    }
    return answer(call.id, result, failed);
  }

  /** Says it for the caller, and all of it in the function's own output. */
  function told(error: unknown): string {
    console.error(error);
    return describeError(error, options.folder);
  }

  return (message: ToRunner): void => {
    if (message.type === 'invoke') void invoke(message);
    if (message.type === 'time') timers.moveTo(message.time);
    if (message.type === 'settle') {
      const { id, gatewayPort } = message;
      void readActivity(gatewayPort, timers.next, () => loading).then((activity) =>
        send({ type: 'settled', id, activity }),
      );
    }
  };
}

/** A main of three parameters may answer by its callback, as the first functions did. */
function callMain(main: Main, call: Invoke): unknown {
  return new Promise((resolve, reject) => {
    const returned = main(JSON.parse(call.event), call.context, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    if (main.length < 3 || returned !== undefined) resolve(returned);
  });
}

function answer(id: string, result: unknown, failed: (failure: Failure) => FromRunner): FromRunner {
  let json: string;
  try {
    // Nothing, and what JSON has no word for, reaches the caller as null.
    json = JSON.stringify(result) ?? 'null';
  } catch (error) {
    return failed({
      kind: 'notJson',
      message: error instanceof Error ? error.message : String(error),
    });
  }
  const bytes = Buffer.byteLength(json);
  return bytes > maxResult ? failed({ kind: 'tooLarge', bytes }) : { type: 'answer', id, json };
}

/** One line on what was thrown, which may be anything, with the place where it happened. */
export function describeError(thrown: unknown, folder: string): string {
  if (!isError(thrown)) return shown(thrown);
  const stack = String(thrown.stack ?? '').split('\n');
  // Node puts the place of a syntax error before everything else, the rest after "at".
  const place =
    thrown.name === 'SyntaxError' && stack[0]?.startsWith(folder)
      ? stack[0]
      : stack.find((line) => line.trimStart().startsWith('at ') && line.includes(folder));
  const where = place?.trim().replaceAll(`${folder}/`, '');
  return where ? `${titleOf(thrown)} (${where})` : titleOf(thrown);
}

/** Errors may come from another realm, such as node:vm, where instanceof does not know them. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

/** Only the first line: the rest of a missing module's message is the list of who required it. */
function titleOf(error: Error): string {
  return `${error.name}: ${error.message}`.split('\n')[0] ?? '';
}

/** A CloudBase error is a plain object with errCode and errMsg; a user looks for these. */
function shown(thrown: unknown): string {
  return inspect(thrown, { depth: 2, breakLength: Number.POSITIVE_INFINITY });
}
