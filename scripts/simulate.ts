import { runProcess } from './cli/runProcess';
import { simulateCommand } from './simulator/cli/simulateCommand';

runProcess('npm run simulate --', simulateCommand);
