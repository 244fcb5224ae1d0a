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

/** The page around: phone, conversation and what shows why. */
export const shellDocument = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>对方正在输入…</title>
<link rel="icon" href="/preview/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/preview/fonts.css">
<link rel="stylesheet" href="/preview/shell-style.css">
<body></body>
<script src="/preview/shell.js"></script>
</html>
`;

/** The mini program's screen: its own document, so that WXSS and the page around leave each other alone. */
export const phoneDocument = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>小程序</title>
<link rel="icon" href="/preview/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/preview/fonts.css">
<link rel="stylesheet" href="/preview/phone-style.css">
<link rel="stylesheet" href="/preview/miniprogram.css">
<body></body>
<script src="/preview/miniprogram-templates.js"></script>
<script src="/preview/miniprogram-scripts.js"></script>
<script src="/preview/phone.js"></script>
</html>
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path fill="#07c160" d="M16 4C8.8 4 3 8.7 3 14.6c0 3.4 2 6.4 5 8.3L7 27l4.8-2.5c1.3.4 2.7.6 4.2.6 7.2 0 13-4.7 13-10.5S23.2 4 16 4z"/>
<g fill="#fff"><circle cx="10" cy="14.6" r="2"/><circle cx="16" cy="14.6" r="2"/><circle cx="22" cy="14.6" r="2"/></g>
</svg>
`;

/**
 * Sent with every file of the preview: nothing comes from outside, no script or style stands in a
 * page's text, and no other page may show the preview in a frame.
 */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
