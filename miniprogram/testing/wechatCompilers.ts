import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { wxmlToJs } from 'miniprogram-compiler';
import wcsc from 'miniprogram-compiler/src/wcsc';

const sources = join(__dirname, '..');

/** The machines that the package has programs for; there they have to run. */
const built = ['linux x64', 'darwin x64', 'win32 x64'];
const here = `${process.platform} ${process.arch}`;

/** Why WeChat's own compilers can't run on this machine; '' where they do, or have to. */
export function whyNoCompilers(): string {
  if (built.includes(here)) return '';
  try {
    compileWxml(sources);
    return '';
  } catch (reason) {
    const isSpawnError = reason instanceof Error && 'syscall' in reason;
    return isSpawnError ? `${here}: ${reason.message}` : '';
  }
}

/** One node of what a page's WXML makes of its data. Tags are WeChat's: `wx-view`, `wx-button`. */
export interface WxmlNode {
  tag: string;
  attr?: Record<string, unknown>;
  children: Array<WxmlNode | string>;
}

/**
 * Compiles every .wxml below a folder.
 * @returns what renders a page, named as in app.json, with its data
 * @throws Error that names file, line and column of what DevTools would refuse
 */
export function compileWxml(folder: string): (page: string, data: object) => WxmlNode {
  const source = wxmlToJs(folder);
  const $gwx = runInNewContext(`(function () {${source}})()`, { window: {}, console });
  return (page, data) => $gwx(`${page}.wxml`)(JSON.parse(JSON.stringify(data)));
}

/**
 * Compiles style sheets, named without `.wxss`.
 * @throws Error that names file, line and column of what DevTools would refuse
 */
export function compileWxss(folder: string, files: string[]): void {
  const compiled = wcsc(folder, files);
  if (compiled instanceof Error) throw compiled;
}

/** Runs `use` on a copy of the mini program that may be damaged. */
export function withCopy(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'miniprogram-'));
  try {
    cpSync(sources, folder, { recursive: true });
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
