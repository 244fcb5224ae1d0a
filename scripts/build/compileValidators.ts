import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { build as bundle, type Plugin } from 'esbuild';
import { isFailure } from './buildError';

/**
 * An esbuild plugin that puts ajv's standalone code in the place of each `*.validator.ts`. Such a
 * file exports `ajv`, made with `code: {source: true, esm: true}`, and the functions that it
 * compiled; the bundle gets functions of the same names, and nothing of ajv.
 */
export function compileValidators(): Plugin {
  return {
    name: 'compile-validators',
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? process.cwd();
      build.onLoad({ filter: /\.validator\.ts$/ }, async ({ path }) => {
        try {
          const contents = standalone(evaluate(await compile(path, root), path));
          return { contents, loader: 'js', resolveDir: dirname(path) };
        } catch (error) {
          if (isFailure(error)) return { errors: error.errors };
          const text = `the validator cannot be compiled: ${error instanceof Error ? error.message : error}`;
          return { errors: [{ text, location: { file: relative(root, path), line: 1 } }] };
        }
      });
    },
  };
}

async function compile(path: string, root: string): Promise<string> {
  const { outputFiles } = await bundle({
    entryPoints: [path],
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs the file with Node's own require, so that its ajv is the one that we know. */
function evaluate(code: string, path: string): Record<string, unknown> {
  const module: { exports: Record<string, unknown> } = { exports: {} };
  new Function('module', 'exports', 'require', code)(module, module.exports, createRequire(path));
  return module.exports;
}

function standalone({ ajv, ...validators }: Record<string, unknown>): string {
  if (!(ajv instanceof Ajv)) throw new Error('it exports no ajv');
  const names: Record<string, string> = {};
  for (const [name, validate] of Object.entries(validators)) {
    if (typeof validate !== 'function' || !('schema' in validate)) continue;
    const { schema } = validate;
    if (typeof schema !== 'object' || schema === null) continue;
    ajv.addSchema(schema, name);
    names[name] = name;
  }
  return standaloneCode(ajv, names);
}
