import { runCommand } from './cli/runCommand';
import { screenshotCommand } from './preview/screenshotCommand';

void runCommand('npm run screenshot --', screenshotCommand).then((code) => {
  process.exitCode = code;
});
