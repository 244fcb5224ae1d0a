import { join } from 'node:path';
import { beforeBuild, isBuilt } from './buildStamp';
import { projectRoot } from './projectRoot';

/**
 * Builds into `dist`, unless that holds just what these sources make already.
 * @param root the folder with cloudfunctions/ and miniprogram/; this project unless given
 * @returns whether it had to
 * @throws BuildError that names every problem found
 */
export async function buildWhereNeeded(root = projectRoot): Promise<boolean> {
  const folders = { root, outDir: join(root, 'dist') };
  if (await isBuilt(folders)) return false;
  const remember = await beforeBuild(folders);
  // Required here: loading what builds takes a while, and mostly nobody needs it.
  const { buildAll }: typeof import('./buildAll') = require('./buildAll');
  await buildAll(folders);
  await remember();
  return true;
}
