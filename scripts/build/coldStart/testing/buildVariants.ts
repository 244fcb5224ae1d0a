import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compileValidators } from '../../compileValidators';
import { projectRoot } from '../../projectRoot';
import { coldStart } from '../coldStart';

/** Optimised as it is deployed, bundled plainly, and with the SDK as npm installed it. */
export const variants = ['optimised', 'plain', 'unbundled'] as const;
export type Variant = (typeof variants)[number];

/**
 * Builds one function in each way.
 * @param built the optimised one, where there is one already, such as what is deployed
 * @returns each one's index.js
 */
export async function buildVariants(
  entry: string,
  to: string,
  built?: string,
): Promise<Record<Variant, string>> {
  const one = async (variant: Variant, plugins: Plugin[], external: string[]) => {
    const outfile = join(to, variant, 'index.js');
    await build({
      entryPoints: [entry],
      outfile,
      absWorkingDir: projectRoot,
      bundle: true,
      platform: 'node',
      target: 'node16',
      tsconfigRaw: {},
      // Where two modules have a class of one name, esbuild renames one of them.
      keepNames: variant === 'plain',
      logLevel: 'silent',
      plugins: [compileValidators(), ...plugins],
      external,
    });
    return outfile;
  };
  return {
    optimised: built ?? (await one('optimised', [coldStart()], [])),
    plain: await one('plain', [], []),
    unbundled: await one('unbundled', [], ['wx-server-sdk']),
  };
}
