import { runCommand } from './cli/runCommand';
import { demoCommand } from './demo/demoCommand';

void runCommand('npm run demo --', demoCommand()).then((code) => {
  process.exitCode = code;
});
