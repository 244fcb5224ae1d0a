import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { functionEntry } from '../check/functionFolders';
import { copyAssets } from './assets';
import { fromEsbuild, type Problem, toProblems } from './buildError';
import { type BuildTexts, buildTexts } from './buildTexts';
import { coldPackages } from './coldStart/coldPackages';
import { coldStart } from './coldStart/coldStart';
import { compileValidators } from './compileValidators';
import { dropCodeTexts } from './dropCodeTexts';
import { readJson } from './files';
import { functionSources, readCompilerOptions } from './functionSources';

/** The oldest Node.js of CloudBase that functions may still run on. */
const target = 'node16';

interface BundleOptions {
  /** The function's folder, with its code, package.json and, where it has permissions, config.json. */
  from: string;
  to: string;
  /** The project's folder; errors name files relative to it. */
  root: string;
  /** English unless given. */
  texts?: BuildTexts;
  /** Told of what can be built and may be wrong all the same. */
  warn?(problem: Problem): void;
  /** Leaves out what makes a cold start fast, for somebody who waits for the bundle. */
  quick?: boolean;
}

/**
 * Builds one cloud function as it is uploaded: index.js with everything inside, the files beside it
 * that it may read, its config.json, and a package.json without dependencies, so that nothing is
 * installed in the cloud.
 * @returns the files of the project that it is made of, absolute
 * @throws BuildError
 */
export async function bundleFunction(options: BundleOptions): Promise<string[]> {
  const { from, to, root, texts = buildTexts.en, warn = () => {}, quick = false } = options;
  const compilerOptions = readCompilerOptions(from, root);
  await mkdir(to, { recursive: true });
  const problems = new Set<Problem>();
  const bundle = (fast: readonly Plugin[]) => {
    problems.clear();
    const tell = (problem: Problem) => void problems.add(problem);
    return fromEsbuild(
      build({
        entryPoints: [functionEntry(from) ?? join(from, 'index.ts')],
        outfile: join(to, 'index.js'),
        absWorkingDir: root,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target,
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'silent',
        metafile: true,
        // Of tsconfig.json only what changes what code does; esbuild would take other settings too.
        tsconfigRaw: { compilerOptions: codeOptions(compilerOptions) },
        plugins: [
          compileValidators(),
          dropCodeTexts(),
          ...fast,
          functionSources({ from, root, compilerOptions, warn: tell, texts }),
        ],
      }),
      texts.hints,
    );
  };
  let built = await bundle(quick ? [] : [coldPackages(), coldStart()]);
  // The SDK's packages without the SDK, such as @cloudbase/node-sdk: they are bundled as they are.
  if (!quick && isSdkOnlyInPart(built.metafile)) built = await bundle([coldPackages()]);
  const { metafile, warnings } = built;
  await resolveAsNode(join(to, 'index.js'));
  for (const problem of problems) warn(problem);
  for (const problem of toProblems(warnings, texts.hints)) warn(problem);
  const inputs = Object.keys(metafile.inputs)
    .filter((path) => !path.includes('node_modules/'))
    .map((path) => resolve(root, path));
  const own = inputs.map((path) => relative(from, path).split(sep).join('/'));
  await copyAssets(from, to, new Set(own));
  const config = await readJson(join(from, 'config.json'), root);
  if (config !== undefined) await writeFile(join(to, 'config.json'), config);
  const manifest = await readJson(join(from, 'package.json'), root);
  await writeFile(join(to, 'package.json'), asBuilt(manifest ?? '{}'));
  return inputs;
}

/** What Node tries after a path that is no file by itself, here of the names that sources have. */
const tried = ['', '.js', '.json', '.cjs', '.mjs', '.ts', '.cts', '.mts'].flatMap((end) =>
  end === '' ? [end] : [end, `/index${end}`],
);

/**
 * Of `require('./handlers/' + name)` esbuild makes a table by whole file names and looks the path up
 * as it is, where Node would try extensions and a folder's index.
 */
async function resolveAsNode(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const looksUp =
    /(\w+)\s*=\s*(\w+)\[(\w+)\];(\s*if\s*\(\1\)\s*return \1\(\);\s*throw new Error\("Module not found in bundle: ")/;
  const mended = text.replace(
    looksUp,
    (_, found, table, path, rest) =>
      `${found}=${JSON.stringify(tried)}.map(end=>${table}[${path}+end]).find(Boolean);${rest}`,
  );
  if (mended !== text) await writeFile(file, mended);
}

function isSdkOnlyInPart({ inputs }: Metafile): boolean {
  const paths = Object.keys(inputs);
  return (
    paths.some((path) => path.includes('node_modules/@cloudbase/')) &&
    !paths.some((path) => /node_modules\/wx-server-sdk\//.test(path))
  );
}

function codeOptions(options: ReturnType<typeof readCompilerOptions>) {
  const { experimentalDecorators, jsxFactory, jsxFragmentFactory, jsxImportSource } = options;
  // The compiler's own default: from ES2022 on as the language does it.
  const isOld = options.target !== undefined && options.target < /* ES2022 */ 9;
  const { useDefineForClassFields = isOld ? false : undefined } = options;
  const wanted = {
    experimentalDecorators,
    useDefineForClassFields,
    jsx: jsxOf(options),
    jsxFactory,
    jsxFragmentFactory,
    jsxImportSource,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** No other tool comes after this one to translate what should be preserved. */
function jsxOf({ jsx, jsxFactory }: ReturnType<typeof readCompilerOptions>) {
  const isClassic = jsx === undefined || jsx === /* React */ 2 || jsxFactory !== undefined;
  return isClassic ? undefined : 'react-jsx';
}

/** The bundle is CommonJS, whatever its sources are, and holds what they depend on. */
function asBuilt(manifest: string): string {
  const gone = 'type exports imports module types files scripts dependencies devDependencies';
  const kept = Object.entries(JSON.parse(manifest)).filter(
    ([key]) => !gone.split(' ').includes(key) && !/Dependencies$/.test(key),
  );
  return `${JSON.stringify({ ...Object.fromEntries(kept), main: 'index.js' }, null, 2)}\n`;
}
