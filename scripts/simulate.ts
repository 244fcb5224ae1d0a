import { runCommand } from './cli/runCommand';
import { describeSimulate } from './simulate/describeSimulate';

void runCommand('npm run simulate --', describeSimulate).then((code) => {
  process.exitCode = code;
});
