import { benchCommand } from './bench/benchCommand';
import { runCommand } from './cli/runCommand';

void runCommand('bench', benchCommand).then((code) => {
  process.exitCode = code;
});
