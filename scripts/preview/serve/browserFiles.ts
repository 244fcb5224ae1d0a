import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** The preview's own files for the browser, by the name under which they are served. */
export type BrowserFiles = Record<string, Buffer | string>;

const browserFolder = join(__dirname, '..', 'browser');

/** Bundles the shell (the page around) and the phone (the mini program's screen): scripts and styles. */
export async function bundleBrowser(): Promise<BrowserFiles> {
  const { outputFiles } = await build({
    entryPoints: {
      shell: join(browserFolder, 'shell', 'index.ts'),
      phone: join(browserFolder, 'phone', 'index.ts'),
      'shell-style': join(browserFolder, 'shell', 'shell.css'),
      'phone-style': join(browserFolder, 'phone', 'phone.css'),
    },
    outdir: 'preview',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    // Else esbuild takes settings from whichever tsconfig.json it finds.
    tsconfigRaw: {},
    minify: true,
    legalComments: 'none',
    external: ['/preview/*'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Object.fromEntries(
    outputFiles.map(({ path, contents }) => [
      path.split(/[\\/]/).at(-1) ?? '',
      Buffer.from(contents),
    ]),
  );
}

const fontPackage = dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));

/**
 * Noto Sans SC in all its weights, cut into pieces of which a browser loads the few that it needs, and
 * none where the machine has a Chinese font of its own (it comes last in --font).
 */
export async function fontStyles(): Promise<string> {
  const sheet = await readFile(join(fontPackage, 'index.css'), 'utf8');
  return sheet
    .replaceAll('Noto Sans SC Variable', 'Noto Sans SC')
    .replaceAll('url(./files/', 'url(/preview/fonts/');
}

/** Where the pieces lie. */
export const fontFolder = join(fontPackage, 'files');
