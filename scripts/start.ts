import { runCommand } from './cli/runCommand';
import { startCommand } from './preview/cli/startCommand';

void runCommand('npm start --', startCommand).then((code) => {
  process.exitCode = code;
});
