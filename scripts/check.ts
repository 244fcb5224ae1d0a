import { checkCommand } from './check/checkCommand';
import { runProcess } from './cli/runProcess';

runProcess('npm run check --', checkCommand, true);
