import { calibrateCommand } from './calibrate/calibrateCommand';
import { runCommand } from './cli/runCommand';

void runCommand('npm run calibrate --', calibrateCommand()).then((code) => {
  process.exitCode = code;
});
