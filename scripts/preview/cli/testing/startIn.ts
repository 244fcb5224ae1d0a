import { runProcess } from '../../../cli/runProcess';
import { startCommand } from '../startCommand';

/** `npm start` for folders that a test names: the JSON in the environment variable START_IN. */
const folders = JSON.parse(process.env.START_IN ?? '{}');

runProcess('npm start --', (context) => startCommand(context, folders));
