import { calibrateCommand } from './calibrate/calibrateCommand';
import { runProcess } from './cli/runProcess';

runProcess('npm run calibrate --', calibrateCommand());
