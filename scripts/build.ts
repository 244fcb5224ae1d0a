import { buildCommand } from './build/buildCommand';
import { runProcess } from './cli/runProcess';

runProcess('npm run build --', buildCommand());
