import { runCommand } from './cli/runCommand';
import { simulateCommand } from './simulator/cli/simulateCommand';

void runCommand('npm run simulate --', simulateCommand).then((code) => {
  process.exitCode = code;
});
