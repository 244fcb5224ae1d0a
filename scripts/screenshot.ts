import { runCommand } from './cli/runCommand';
import { screenshotCommand } from './preview/cli/screenshotCommand';

void runCommand('npm run screenshot --', screenshotCommand).then((code) => {
  process.exitCode = code;
});
