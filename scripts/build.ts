import { buildCommand } from './build/buildCommand';
import { runCommand } from './cli/runCommand';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

void runCommand('npm run build --', buildCommand({ stop: stop.signal })).then((code) => {
  process.exitCode = code;
});
