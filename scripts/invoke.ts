import { join } from 'node:path';
import { explainCode } from '../cloudfunctions/shared/codes/codes';
import { buildWhereNeeded } from './build/buildWhereNeeded';
import { projectRoot } from './build/projectRoot';
import { runCommand } from './cli/runCommand';
import { invokeCommand } from './simulator/cli/invokeCommand';

async function prepareFunctions(): Promise<string> {
  await buildWhereNeeded();
  return join(projectRoot, 'dist', 'cloudfunctions');
}

const command = invokeCommand({ explain: explainCode, prepareFunctions });

void runCommand('npm run invoke --', command).then((code) => {
  process.exitCode = code;
});
