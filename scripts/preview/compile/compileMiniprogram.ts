import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { bundleScripts } from './bundleScripts';
import { compileStyles } from './compileStyles';
import { compileTemplates, withoutEnding } from './compileTemplates';
import type { Problem } from './problem';
import { hasScript, readConfigs } from './readConfigs';

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
