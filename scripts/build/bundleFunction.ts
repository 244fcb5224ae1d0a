import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { readCompilerOptions } from '../check/compilerOptions';
import { functionEntry } from '../check/functionFolders';
import { copyAssets } from './assets';
import { fromEsbuild, type Problem, toProblems } from './buildError';
import { type BuildTexts, buildTexts } from './buildTexts';
import { coldPackages } from './coldStart/coldPackages';
import { coldStart } from './coldStart/coldStart';
import { compileValidators } from './compileValidators';
import { dropCodeTexts } from './dropCodeTexts';
import { readJson } from './files';
import { functionSources } from './functionSources';
import { asCompiled, type Named } from './keepPlaces';
import { listUploads } from './uploads';

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
  const { to, texts = buildTexts.en, warn = () => {}, quick = false } = options;
  // esbuild names files by where links lead.
  const [from, root] = await Promise.all([realpath(options.from), realpath(options.root)]);
  const compilerOptions = readCompilerOptions(from, [from, root]);
  await mkdir(to, { recursive: true });
  const problems = new Set<Problem>();
  const named: (Named & { file: string })[] = [];
  const packaged = new Map<string, string>();
  const bundle = async (entry: string, outfile: string, fast: readonly Plugin[]) => {
    const folder = relative(to, dirname(outfile));
    const built = await fromEsbuild(
      build({
        entryPoints: [entry],
        outfile,
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
          functionSources({
            from,
            root,
            compilerOptions,
            folder,
            warn: (problem) => void problems.add(problem),
            named: (path) => void named.push(path),
            packaged: (file, as) => void packaged.set(as, file),
            texts,
          }),
        ],
      }),
      texts.hints,
    );
    await resolveAsNode(outfile);
    return built;
  };
  const entry = functionEntry(from) ?? join(from, 'index.ts');
  const index = join(to, 'index.js');
  let built = await bundle(entry, index, quick ? [] : [coldPackages(), coldStart()]);
  // The SDK's packages without the SDK, such as @cloudbase/node-sdk: they are bundled as they are.
  if (!quick && isSdkOnlyInPart(built.metafile)) {
    problems.clear();
    named.length = 0;
    built = await bundle(entry, index, [coldPackages()]);
  }
  const inputs = new Set<string>();
  const take = ({ metafile, warnings }: typeof built) => {
    for (const problem of toProblems(warnings, texts.hints)) problems.add(problem);
    for (const path of Object.keys(metafile.inputs)) {
      if (!path.includes('node_modules/')) inputs.add(resolve(root, path));
    }
  };
  take(built);
  // A script that is run by its path, and may name others.
  const scripts = new Set<string>();
  let uploads = await listUploads(from, inputs, named);
  for (;;) {
    const next = uploads.find(({ file, how }) => how === 'bundle' && !scripts.has(file));
    if (next === undefined) break;
    scripts.add(next.file);
    take(await bundleScript(join(from, next.file), join(to, asCompiled(next.file)), bundle));
    uploads = await listUploads(from, inputs, named);
  }
  const incomplete = await copyAssets(from, to, uploads, target);
  for (const { file, missing } of incomplete) {
    problems.add({ file: relative(root, join(from, file)), text: texts.incomplete(missing) });
  }
  for (const [as, file] of packaged) {
    await mkdir(dirname(join(to, as)), { recursive: true });
    await copyFile(file, join(to, as));
  }
  const uploaded = new Set(uploads.map(({ file }) => join(from, file)));
  for (const it of named) {
    const path = resolve(it.isWhole ? it.start : dirname(`${it.start}.`));
    if (!isLeftOut(path, from, uploaded)) continue;
    const text = texts.notUploaded(relative(join(root, dirname(it.file)), path));
    problems.add({ file: it.file, ...it.position, text });
  }
  for (const problem of problems) warn(problem);
  const config = await readJson(join(from, 'config.json'), root);
  if (config !== undefined) await writeFile(join(to, 'config.json'), config);
  const manifest = await readJson(join(from, 'package.json'), root);
  await writeFile(join(to, 'package.json'), asBuilt(manifest ?? '{}'));
  return [...inputs];
}

/** Beside the code and not in the upload, for it is hidden or lies outside of the function's folder. */
function isLeftOut(path: string, from: string, uploaded: ReadonlySet<string>): boolean {
  if (!existsSync(path) || uploaded.has(path)) return false;
  const inside = relative(from, path);
  if (inside.startsWith('..')) return true;
  return statSync(path).isFile() && !/^(?:index\.js|package\.json|config\.json)$/.test(inside);
}

/** A bundle is CommonJS: one of a `.mjs` lies beside it. */
async function bundleScript<T>(
  entry: string,
  outfile: string,
  bundle: (entry: string, outfile: string, fast: readonly Plugin[]) => Promise<T>,
): Promise<T> {
  if (!outfile.endsWith('.mjs')) return bundle(entry, outfile, []);
  const built = await bundle(entry, `${outfile}.cjs`, []);
  await writeFile(outfile, `import './${basename(outfile)}.cjs';\n`);
  return built;
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
      `${found}=[${path},${path}.replace(/\\.([cm]?)js$/,".$1ts")].flatMap(path=>${JSON.stringify(tried)}.map(end=>${table}[path+end])).find(Boolean);${rest}`,
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
