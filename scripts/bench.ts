import { benchCommand } from './bench/benchCommand';
import { runProcess } from './cli/runProcess';

runProcess('npm run bench --', benchCommand);
