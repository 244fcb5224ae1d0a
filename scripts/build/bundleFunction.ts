import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { fromEsbuild } from './fromEsbuild';
import { functionPlugins } from './functionPlugins';
import { readJson } from './readJson';

/** The oldest Node.js of CloudBase that functions may still run on. */
const target = 'node16';

interface BundleOptions {
  /** The function's folder, with its index.ts, package.json and, where it has permissions, config.json. */
  from: string;
  to: string;
  /** The project's folder; errors name files relative to it. */
  root: string;
  plugins?: Plugin[];
}

/**
 * Builds one cloud function as it is uploaded: index.js with everything inside, its config.json,
 * and a package.json without dependencies, so that nothing is installed in the cloud.
 * @throws BuildError
 */
export async function bundleFunction(options: BundleOptions): Promise<void> {
  const { from, to, root, plugins = functionPlugins() } = options;
  await mkdir(to, { recursive: true });
  await fromEsbuild(
    build({
      entryPoints: [join(from, 'index.ts')],
      outfile: join(to, 'index.js'),
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
      // Else esbuild takes settings from whichever tsconfig.json it finds.
      tsconfigRaw: {},
      plugins,
    }),
  );
  const config = await readJson(join(from, 'config.json'), root);
  if (config !== undefined) await writeFile(join(to, 'config.json'), config);
  const manifest = await readJson(join(from, 'package.json'), root);
  await writeFile(join(to, 'package.json'), withoutDependencies(manifest ?? '{}'));
}

function withoutDependencies(manifest: string): string {
  const { dependencies: _, devDependencies: __, ...rest } = JSON.parse(manifest);
  return `${JSON.stringify({ ...rest, main: 'index.js' }, null, 2)}\n`;
}
