import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { projectRoot } from '../build/projectRoot';
import { compilerOnly } from './compilerOnly';
import { writeTypes } from './writeTypes';

const packageFolder = path.join(projectRoot, 'dist', 'package');

/** What the package's `exports` name, by file. Also copied by hand, so they stay readable. */
const library = {
  simulator: 'scripts/simulator/testApi/startSimulator.ts',
  'with-typing': 'cloudfunctions/shared/withTyping/index.ts',
  'https-transport': 'cloudfunctions/shared/transport/httpsTransport.ts',
};

/** What stands behind them. Each file is there once: `engine` serves the command and the test API. */
const inside = {
  engine: 'scripts/simulator/index.ts',
  check: 'scripts/check/checkCommand.ts',
  bin: 'scripts/package/bin.ts',
  simulatorProcess: 'scripts/simulator/testApi/simulatorProcess.ts',
  // Where the simulator looks for them: beside itself.
  runner: 'scripts/simulator/host/runner/main.ts',
  processReaper: 'scripts/simulator/host/runner/processReaper.ts',
};

/** Files of `inside` that others load at run time instead of bundling them again. */
const shared = new Map([
  [path.join(projectRoot, 'scripts/simulator'), './engine.js'],
  [path.join(projectRoot, inside.check.replace(/\.ts$/, '')), './check.js'],
]);

const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  metafile: true,
  absWorkingDir: projectRoot,
  legalComments: 'none',
  logLevel: 'silent',
  // Only where the sources run unbuilt.
  external: ['esbuild', 'tsx'],
  logOverride: { 'require-resolve-not-external': 'silent' },
  // Its CommonJS build hides its requires from bundlers.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/**
 * Writes dist/package: the command, the test API, withTyping and the HTTPS way, bundled so that
 * nothing has to be installed beside them, with types and the licences of what is bundled.
 */
export async function buildPackage(): Promise<void> {
  await rm(packageFolder, { recursive: true, force: true });
  await mkdir(packageFolder, { recursive: true });
  const built = await Promise.all([
    ...Object.entries(library).map(([name, source]) =>
      bundle(name, source, { target: 'node16', minify: false }),
    ),
    ...Object.entries(inside).map(([name, source]) =>
      bundle(name, source, { target: 'node18', minify: true }),
    ),
  ]);
  const inputs = new Set(built.flatMap((metafile) => Object.keys(metafile.inputs)));
  await writeFile(path.join(packageFolder, 'LICENSES.txt'), await collectLicences([...inputs]));
  for (const name of Object.keys(library)) await writeModule(name);
  await writeTypes(packageFolder, library);
}

async function bundle(name: string, source: string, more: BuildOptions) {
  const entry = path.join(projectRoot, source);
  const { metafile, warnings } = await build({
    ...options,
    ...more,
    ...(name === 'check' ? { mangleProps: /^[A-Z]\w*_[a-z]\w*$/ } : {}),
    entryPoints: [entry],
    outfile: path.join(packageFolder, `${name}.js`),
    plugins: [loadShared(entry), nameCommand, leaveOut, compilerOnly],
  });
  const [warning] = warnings;
  if (warning) throw new Error(`${source}: ${warning.text} (${warning.location?.file})`);
  if (!metafile) throw new Error(`${source}: esbuild gave no metafile`);
  return metafile;
}

function loadShared(entry: string): Plugin {
  return {
    name: 'load-shared',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path: asked, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        const stem = path.resolve(resolveDir, asked).replace(/\/index$/, '');
        const file = shared.get(stem);
        return file && !entry.startsWith(`${stem}.`) ? { path: file, external: true } : undefined;
      });
    },
  };
}

/** Texts name a command as whoever reads them calls it. */
const nameCommand: Plugin = {
  name: 'name-command',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](scripts|cloudfunctions)[\\/].*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const contents = source
        .replace(
          /npm run (?:--silent )?(simulate|invoke|check)(?: --(?= ))?/g,
          'npx wechat-typing $1',
        )
        // As a namespace, so that what is not used of it can be left out.
        .replace("import ts from 'typescript'", "import * as ts from 'typescript'");
      return { contents, loader: 'ts' };
    });
  },
};

/** Of fastify: JSON schemas, which no route of ours has, and requests without a network, for tests. */
const leftOut = /^(@fastify\/(ajv|fast-json-stringify)-compiler|light-my-request)$/;

const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: leftOut }, ({ path: name }) => ({ path: name, namespace: 'left-out' }));
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path: name }) => ({
      contents: `module.exports = () => () => { throw new Error('${name} is not packed'); };`,
    }));
  },
};

/** The same as an ES module. One copy of the code serves both, so that there is one of each class. */
async function writeModule(name: string): Promise<void> {
  const exported = Object.keys(require(path.join(packageFolder, `${name}.js`)));
  await writeFile(
    path.join(packageFolder, `${name}.mjs`),
    `import library from './${name}.js';\nexport const { ${exported.join(', ')} } = library;\n`,
  );
}

/**
 * The licences of the packages whose files were bundled, each text once with all that it covers.
 *
 * @param inputs files from the project's root, as esbuild's metafile names them
 */
async function collectLicences(inputs: readonly string[]): Promise<string> {
  const folders = [...new Set(inputs.map(packageOf).filter((folder) => folder !== undefined))];
  const covered = new Map<string, string[]>();
  for (const folder of folders.sort()) {
    const { name, version, license, author } = JSON.parse(
      readFileSync(path.join(projectRoot, folder, 'package.json'), 'utf8'),
    );
    const text = licenceText(folder) ?? `License: ${license}\nAuthor: ${author?.name ?? author}`;
    if (!license && !licenceText(folder)) throw new Error(`${name} names no licence`);
    covered.set(text, [...(covered.get(text) ?? []), `${name} ${version}`]);
  }
  return [...covered]
    .map(([text, names]) => `${names.join(', ')}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`);
}

/** The folder of the installed package that a file belongs to; undefined for one of our own. */
function packageOf(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function licenceText(folder: string): string | undefined {
  const whole = path.join(projectRoot, folder);
  const file = readdirSync(whole).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const found = file && path.join(whole, file);
  return found && existsSync(found) ? readFileSync(found, 'utf8') : undefined;
}
