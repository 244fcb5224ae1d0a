import { runProcess } from './cli/runProcess';
import { startCommand } from './preview/cli/startCommand';

runProcess('npm start --', startCommand);
