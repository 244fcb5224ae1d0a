import { runCommand } from './cli/runCommand';
import { invokeCommand } from './invoke/invokeCommand';

void runCommand('npm run invoke --', invokeCommand()).then((code) => {
  process.exitCode = code;
});
