import { runCommand } from '../../../cli/runCommand';
import { startCommand } from '../startCommand';

/** `npm start` for folders that a test names: the JSON in the environment variable START_IN. */
const folders = JSON.parse(process.env.START_IN ?? '{}');

void runCommand('npm start --', (context) => startCommand(context, folders)).then((code) => {
  process.exitCode = code;
});
