import { describeError } from './describeError';
import type { FromRunner, RunnerOptions, ToRunner } from './messages';
import { takeOverOutput } from './output';
import { becomeRuntime } from './runtimes';
import { serve } from './serve';
import { setTime, takeOverTime } from './time';
import { takeOverTimers } from './timers';

/** The process of one instance: it gets its function's folder as JSON, and its calls from the host. */
const options: RunnerOptions = JSON.parse(process.argv[2] ?? '');
process.argv.splice(1, 2, `${options.folder}/index.js`);

const post = process.send?.bind(process);
const send = (message: FromRunner) => {
  post?.(message);
};
// The host's line is not the function's: without these it is a process like any other.
Object.assign(process, { send: undefined, disconnect: undefined });
process.once('disconnect', () => process.exit());

// Only looks on: what Node does about it stays as it is.
process.on('uncaughtExceptionMonitor', (error) => {
  send({ type: 'dying', message: describeError(error, options.folder) });
});

becomeRuntime(options.runtime);
setTime(options.time);
takeOverTime();
const timers = takeOverTimers();
timers.moveTo(options.time);
const handle = serve(options, timers, takeOverOutput(options.mark), send);
process.on('message', (message: ToRunner) => handle(message));
