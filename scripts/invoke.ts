import { join } from 'node:path';
import { explainCode } from '../cloudfunctions/shared/codes/codes';
import { buildWhereNeeded } from './build/buildWhereNeeded';
import { projectRoot } from './build/projectRoot';
import { runProcess } from './cli/runProcess';
import { invokeCommand } from './simulator/cli/invokeCommand';

async function prepareFunctions(): Promise<string> {
  await buildWhereNeeded();
  return join(projectRoot, 'dist', 'cloudfunctions');
}

runProcess('npm run invoke --', invokeCommand({ explain: explainCode, prepareFunctions }));
