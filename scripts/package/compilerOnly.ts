import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const exportsOpen = '__export(typescript_exports, {';
const exportsClose = 'module.exports = __toCommonJS(typescript_exports);';

/** Parts that serve editors and builds. */
const dropped =
  /^src\/(?!compiler\/|services\/(preProcess|services|transpile|utilities)\.)|^src\/compiler\/tsbuild/;

/** The doors to what `check` never asks for: types of what is written, and output for old engines. */
const closed = [
  'getDeclarationDiagnostics',
  'transform(?:Declarations|ES20\\w+|ESNext|ESDecorators|Generators|LegacyDecorators|SystemModule)',
];

/** `check` asks what names mean, and never whether types fit. */
const typeCheck =
  /^ {2}function (check(?:SourceElementWorker|Grammar\w*|\w*(?:Declaration|Statement|Signature)))\([\s\S]*?^ {2}\}$/gm;
/** Writes types out, for messages and declarations. */
const typePrinter = /^ {2}function createNodeBuilder\([\s\S]*?^ {2}\}$/m;

/**
 * Takes of TypeScript what reading code needs: 1.7 MB minified instead of 3.5. Its one file is made
 * of parts, each under a comment that names its source; the parts kept become an ES module, of
 * which esbuild drops what nothing uses. A function that is dropped says so when it is called.
 */
export const compilerOnly: Plugin = {
  name: 'compiler-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, async ({ path }) => {
      const [head, list, rest] = split(await readFile(path, 'utf8'));
      const parts = rest.split(/^(?=\/\/ src\/)/m).filter((part) => part.startsWith('// src/'));
      const kept = parts
        .filter((part) => !dropped.test(part.slice('// '.length)))
        .join('')
        // A message's key serves its translations only, which are not here.
        .replace(/(\bdiag\(\d+, [^"]*)"\w*"/g, '$1""')
        .replace(new RegExp(`^function (${closed.join('|')})\\([\\s\\S]*?^}$`, 'gm'), '')
        .replace(typeCheck, 'function $1() {}')
        .replace(typePrinter, 'function createNodeBuilder() { return {}; }');
      const declared = new Set(declarations(kept, 'var|let|const|function|class'));
      const missing = declarations(parts.join(''), 'function').filter(
        (name) => !declared.has(name),
      );
      const stubs = missing.map(
        (name) => `function ${name}() { throw new Error("TypeScript's ${name} is not packed"); }`,
      );
      const exported = [...list.matchAll(/(\w+): \(\) => (\w+)/g)]
        .filter(([, , local = '']) => declared.has(local))
        .map(([, name, local]) => `${local} as ${name}`);
      const contents = [head, kept, ...stubs, `export { ${exported.join(', ')} };`].join('\n');
      return { contents, loader: 'js' };
    });
  },
};

/** The names that a part declares at its outermost level. */
function declarations(text: string, kinds: string): string[] {
  const all = text.matchAll(new RegExp(`^(?:async )?(?:${kinds}) (\\w+)`, 'gm'));
  return [...all].map(([, name = '']) => name);
}

function split(text: string): [head: string, list: string, rest: string] {
  const from = text.indexOf('var __defProp');
  const open = text.indexOf(exportsOpen);
  const close = text.indexOf(exportsClose);
  const end = text.lastIndexOf('// Annotate the CommonJS export names');
  if (!(from > 0 && open > from && close > open && end > close)) {
    throw new Error('typescript.js has another form than scripts/package/compilerOnly.ts knows');
  }
  const head = text.slice(from, text.indexOf('// src/typescript/typescript.ts'));
  return [head, text.slice(open, close), text.slice(close + exportsClose.length, end)];
}
