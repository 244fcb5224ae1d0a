import { runCommand } from './cli/runCommand';
import { invokeCommand } from './simulator/cli/invokeCommand';

void runCommand('npm run invoke --', invokeCommand()).then((code) => {
  process.exitCode = code;
});
