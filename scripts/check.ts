import { checkCommand } from './check/checkCommand';
import { runCommand } from './cli/runCommand';

void runCommand('npm run check --', checkCommand).then((code) => {
  process.exitCode = code;
});
