import { runProcess } from './cli/runProcess';
import { screenshotCommand } from './preview/cli/screenshotCommand';

runProcess('npm run screenshot --', screenshotCommand);
