import { benchCommand } from './bench/benchCommand';
import { runCommand } from './cli/runCommand';

// Leaving through exit lets the folder of what is measured be removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

void runCommand('npm run bench --', benchCommand).then((code) => {
  process.exitCode = code;
});
