import { runCommand } from './cli/runCommand';
import { describeSimulate } from './simulate/describeSimulate';

void runCommand('simulate', describeSimulate).then((code) => {
  process.exitCode = code;
});
