import type { Config } from './config';
import type { Problem } from './problem';
import { readConfig } from './readConfig';

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
