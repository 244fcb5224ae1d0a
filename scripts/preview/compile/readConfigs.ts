import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { isBuildFailure, type Problem } from './problem';

/** A JSON file of the mini program: app.json, or that of a page or component. */
export type Config = Record<string, unknown>;

export interface Configs {
  /** Paths of the pages, the first one being the first to be shown. */
  pages: string[];
  /** By path without `.json`: `app`, and the pages and components that have one. */
  configs: Record<string, Config>;
  /** theme.json, where app.json names it: `light` and `dark`. */
  theme: Config;
  problems: Problem[];
}

/** Reads app.json, what it points to, and the JSON of each page and component. */
export async function readConfigs(
  folder: string,
  tree: string[],
  units: string[],
): Promise<Configs> {
  const read = await Promise.all(
    ['app', ...units]
      .filter((unit) => tree.includes(`${unit}.json`))
      .map(async (unit) => ({ unit, ...(await readConfig(folder, `${unit}.json`)) })),
  );
  const configs = Object.fromEntries(read.map(({ unit, config }) => [unit, config]));
  const theme = await readTheme(folder, tree, configs.app);
  const pages = pagesOf(configs.app);
  const problems = [...read.flatMap((one) => one.problems), ...theme.problems];
  return {
    pages,
    configs,
    theme: theme.config,
    problems: problems.length > 0 ? problems : missingFiles(pages, tree),
  };
}

async function readTheme(folder: string, tree: string[], app: Config | undefined) {
  const file = app?.themeLocation;
  if (typeof file !== 'string' || !tree.includes(file)) return { config: {}, problems: [] };
  return readConfig(folder, file);
}

function pagesOf(app: Config | undefined): string[] {
  const pages = app?.pages;
  return Array.isArray(pages) ? pages.filter((page) => typeof page === 'string') : [];
}

function missingFiles(pages: string[], tree: string[]): Problem[] {
  if (pages.length === 0) return [wrong('"pages" must name at least one page')];
  return pages.flatMap((page) => {
    const problems: Problem[] = [];
    if (!tree.includes(`${page}.wxml`)) problems.push(absent(page, '.wxml'));
    if (!hasScript(tree, page)) problems.push(absent(page, '.ts or .js'));
    return problems;
  });
}

function absent(page: string, ending: string): Problem {
  return wrong(`"pages" names ${page}, but there is no ${page}${ending}`);
}

function wrong(message: string): Problem {
  return { file: 'app.json', line: null, column: null, message, severity: 'error', source: '' };
}

export function hasScript(tree: string[], unit: string): boolean {
  return tree.includes(`${unit}.ts`) || tree.includes(`${unit}.js`);
}

/** Reads a JSON file of the mini program; an object, or the problem with it. */
async function readConfig(
  folder: string,
  file: string,
): Promise<{ config: Config; problems: Problem[] }> {
  const text = await readFile(join(folder, file), 'utf8');
  try {
    const config: unknown = JSON.parse(text);
    if (isConfig(config)) return { config, problems: [] };
    return { config: {}, problems: [notAnObject(file, text)] };
  } catch (error) {
    return { config: {}, problems: [await notJson(file, text, error)] };
  }
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnObject(file: string, text: string): Problem {
  const message = 'a JSON object { … } is expected';
  return { ...at(file, text, 1, 1), message };
}

/** JSON.parse names a position on some Node versions only; esbuild's JSON reader always does. */
async function notJson(file: string, text: string, error: unknown): Promise<Problem> {
  const message = error instanceof Error ? error.message : String(error);
  try {
    await transform(text, { loader: 'json', logLevel: 'silent' });
  } catch (failure) {
    const place = isBuildFailure(failure) ? failure.errors[0] : undefined;
    if (place?.location) {
      const { line, column } = place.location;
      return { ...at(file, text, line, column + 1), message: place.text };
    }
  }
  return { ...at(file, text, 1, 1), message };
}

function at(file: string, text: string, line: number, column: number) {
  const source = text.split('\n')[line - 1] ?? '';
  return { file, line, column, severity: 'error' as const, source };
}
