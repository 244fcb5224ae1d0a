import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * What our functions need at times only, and require where they need it: a regular expression of a
 * rule, an answer in Markdown. V8 would read them with every cold start.
 */
const packages: readonly string[] = ['marked', 're2js'];

const isAsking = Symbol('isAsking');

/** An esbuild plugin that puts each of these into a file of its own beside index.js. */
export function coldPackages(): Plugin {
  return {
    name: 'cold-packages',
    setup({ initialOptions, onStart, onResolve, onEnd, resolve }) {
      const met = new Map<string, string>();
      onStart(() => met.clear());
      onResolve(
        { filter: new RegExp(`^(?:${packages.join('|')})$`) },
        async ({ path, kind, resolveDir, pluginData }) => {
          if (kind !== 'require-call' || pluginData === isAsking) return undefined;
          // esbuild itself says best that it is not installed.
          const { errors } = await resolve(path, { kind, resolveDir, pluginData: isAsking });
          if (errors.length > 0) return undefined;
          met.set(path, resolveDir);
          return { path: `./cold.${path}.js`, external: true };
        },
      );
      onEnd(async ({ errors }) => {
        if (errors.length > 0) return;
        const { outfile = '', target, absWorkingDir } = initialOptions;
        for (const [name, resolveDir] of met) {
          await build({
            stdin: { contents: `module.exports = require('${name}');`, resolveDir },
            outfile: join(dirname(outfile), `cold.${name}.js`),
            ...(absWorkingDir !== undefined && { absWorkingDir }),
            bundle: true,
            platform: 'node',
            format: 'cjs',
            ...(target !== undefined && { target }),
            charset: 'utf8',
            legalComments: 'none',
            logLevel: 'silent',
            minifyWhitespace: true,
            minifySyntax: true,
          });
        }
      });
    },
  };
}
