import { Socket } from 'node:net';
import {
  channelFd,
  createLineReader,
  type FromRunner,
  type RunnerOptions,
  type ToRunner,
} from './messages';
import { takeOverOutput } from './output';
import { makeReadOnly } from './readOnly';
import { becomeRuntime } from './runtimes';
import { describeError, serve } from './serve';
import { setTime, takeOverTime, takeOverTimers } from './simulatedTime';

/** The process of one instance: it gets its function's folder as JSON, and its calls from the host. */
const options: RunnerOptions = JSON.parse(process.argv[2] ?? '');
process.argv.splice(1, 2, `${options.folder}/index.js`);

const channel = new Socket({ fd: channelFd, readable: true, writable: true });
const send = (message: FromRunner) => {
  channel.write(`${JSON.stringify(message)}\n`);
};
// The simulator is gone, or has nothing more to say to a process that broke the line.
channel.on('error', () => process.exit()).on('close', () => process.exit());

// Only looks on: what Node does about it stays as it is.
process.on('uncaughtExceptionMonitor', (error) => {
  send({ type: 'dying', message: describeError(error, options.folder) });
});

becomeRuntime(options.runtime);
makeReadOnly(options.folder);
setTime(options.time);
takeOverTime();
const timers = takeOverTimers();
timers.moveTo(options.time);
const handle = serve(options, timers, takeOverOutput(options.mark), send);
const read = createLineReader(
  (line) => handle(JSON.parse(line) as ToRunner),
  () => process.exit(),
);
channel.setEncoding('utf8').on('data', read);
