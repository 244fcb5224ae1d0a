import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { build as bundle, type Plugin } from 'esbuild';

/**
 * An esbuild plugin that puts ajv's standalone code in the place of each `*.validator.ts`. Such a
 * file exports `ajv`, made with `code: {source: true, esm: true}`, and the functions that it
 * compiled; the bundle gets functions of the same names, and nothing of ajv.
 */
export function compileValidators(): Plugin {
  return {
    name: 'compile-validators',
    setup(build) {
      build.onLoad({ filter: /\.validator\.ts$/ }, async ({ path }) => {
        const { code, inputs } = await evaluate(path);
        return { contents: code, loader: 'js', resolveDir: dirname(path), watchFiles: inputs };
      });
    },
  };
}

async function evaluate(path: string): Promise<{ code: string; inputs: string[] }> {
  const { outputFiles, metafile } = await bundle({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(module, module.exports, createRequire(path));
  const { ajv, ...validators } = module.exports;
  if (!(ajv instanceof Ajv)) throw new Error(`${path} exports no ajv`);
  // A schema without an $id of its own gets the name of its validator.
  const ids: Record<string, string> = {};
  for (const [name, validate] of Object.entries(validators)) {
    if (typeof validate !== 'function' || !('schema' in validate)) continue;
    const { schema } = validate;
    if (typeof schema !== 'object' || schema === null) continue;
    ajv.addSchema(schema, name);
    ids[name] = name;
  }
  return { code: standaloneCode(ajv, ids), inputs: Object.keys(metafile.inputs) };
}
