/** Stands before the name of a cold file in what the plugin writes. */
export const coldFilePrefix = 'cold:';

/** What stays in index.js of a package that is in a cold file. */
export function stubForPackage(name: string, coldFile: string): string {
  return `module.exports = require('${coldFilePrefix}${coldFile}')[${JSON.stringify(name)}];`;
}

/**
 * What stays in index.js of a module whose code is in a cold file: it gives that code the module to
 * fill, and imports that lead to the modules of index.js.
 */
export function stubForModule(name: string, source: string, coldFile: string): string {
  const required = source.matchAll(/\brequire\((['"])(.+?)\1\)/g);
  const imports = [...new Set([...required].map(([, , path]) => JSON.stringify(path)))];
  return `const imports = {${imports.map((path) => `${path}: () => require(${path})`).join(', ')}};
require('${coldFilePrefix}${coldFile}')[${JSON.stringify(name)}](module, exports, (path) => imports[path]());`;
}
