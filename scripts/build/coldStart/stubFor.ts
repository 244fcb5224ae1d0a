/** Stands for cold.js in what the plugin writes. */
export const coldFile = 'cold:';

/**
 * What stays in index.js of a module whose code is in cold.js: it gives that code the module to
 * fill, and imports that lead to the modules of index.js.
 */
export function stubFor(name: string, source: string): string {
  const required = source.matchAll(/\brequire\((['"])(.+?)\1\)/g);
  const imports = [...new Set([...required].map(([, , path]) => JSON.stringify(path)))];
  return `const imports = {${imports.map((path) => `${path}: () => require(${path})`).join(', ')}};
require('${coldFile}')[${JSON.stringify(name)}](module, exports, (path) => imports[path]());`;
}
