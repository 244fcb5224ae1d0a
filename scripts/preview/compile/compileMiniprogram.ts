import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compileTemplates, withoutEnding } from './compileTemplates';
import { esbuildProblems, isBuildFailure, type Problem } from './problem';
import { hasScript, readConfigs } from './readConfigs';
import { rpxToVw } from './rpx';

/** A mini program as the phone in the preview runs it: files for a browser, and what is wrong. */
export interface Compiled {
  problems: Problem[];
  /** Defines `miniprogram`: pages, configs, theme, templates, problems. */
  templates: string;
  /** Adds `miniprogram.scripts`. */
  scripts: string;
  css: string;
}

/**
 * Compiles a mini program's folder: WXML, WXSS, WXS, TypeScript or JavaScript, JSON. What is wrong
 * in a file is a problem in the result; it rejects only where the folder cannot be read.
 */
export async function compileMiniprogram(folder: string): Promise<Compiled> {
  const tree = await readTree(folder);
  const units = tree.filter((file) => file.endsWith('.wxml')).map(withoutEnding);
  const withApp = ['app', ...units];
  const [configs, templates, styles, scripts] = await Promise.all([
    readConfigs(folder, tree, units),
    compileTemplates(
      folder,
      tree.filter((file) => /\.(wxml|wxs)$/.test(file)),
    ),
    compileStyles(
      folder,
      withApp.map((unit) => `${unit}.wxss`).filter((file) => tree.includes(file)),
    ),
    bundleScripts(
      folder,
      withApp.filter((unit) => hasScript(tree, unit)),
    ),
  ]);
  const problems = [configs, templates, styles, scripts].flatMap((part) => part.problems);
  const facts = { ...configs, problems };
  return {
    problems,
    templates: `var miniprogram = ${JSON.stringify(facts)};\nminiprogram.templates = ${templates.code};\n`,
    scripts: scripts.code,
    css: styles.css,
  };
}

async function readTree(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}

/**
 * Bundles the scripts of app, pages and components. Each becomes a function that runs its file when
 * called, since a mini program runs them one by one with `Page`, `App` or `Component` in scope.
 */
async function bundleScripts(
  folder: string,
  paths: string[],
): Promise<{ code: string; problems: Problem[] }> {
  const entry = paths.map((path) => `"${path}": () => require("./${path}"),`).join('\n');
  try {
    const result = await build({
      stdin: { contents: `miniprogram.scripts = {${entry}};`, resolveDir: folder },
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2020',
      charset: 'utf8',
      // Else esbuild takes settings from whichever tsconfig.json it finds.
      tsconfigRaw: {},
      sourcemap: 'inline',
      logLevel: 'silent',
      absWorkingDir: folder,
    });
    const code = result.outputFiles[0]?.text ?? '';
    return { code, problems: esbuildProblems(result) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { code: '', problems: esbuildProblems(error) };
  }
}

/** Compiles WXSS files, in this order and with what they import, to one CSS file. */
async function compileStyles(
  folder: string,
  files: string[],
): Promise<{ css: string; problems: Problem[] }> {
  try {
    const result = await build({
      stdin: {
        contents: files.map((file) => `@import "./${file}";`).join('\n'),
        resolveDir: folder,
        loader: 'css',
      },
      bundle: true,
      write: false,
      // Else esbuild takes settings from whichever tsconfig.json it finds.
      tsconfigRaw: {},
      logLevel: 'silent',
      absWorkingDir: folder,
      plugins: [wxss(folder)],
    });
    const css = result.outputFiles[0]?.text ?? '';
    return { css: rpxToVw(css), problems: esbuildProblems(result) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { css: '', problems: esbuildProblems(error) };
  }
}

/** WXSS is CSS with another name; a path that starts with `/` starts at the mini program's folder. */
function wxss(folder: string): Plugin {
  return {
    name: 'wxss',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\/.*\.wxss$/ }, ({ path }) => ({ path: join(folder, path) }));
      onResolve({ filter: /^(https?:|data:)/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /\.wxss$/ }, async ({ path }) => ({
        contents: await readFile(path, 'utf8'),
        loader: 'css',
      }));
    },
  };
}
