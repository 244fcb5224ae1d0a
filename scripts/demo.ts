import { runProcess } from './cli/runProcess';
import { demoCommand } from './demo/demoCommand';

runProcess('npm run demo --', demoCommand());
