import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * For `jest.mock('marked', …)`: Jest loads no ES modules, and the package brings the same code in a
 * form that can be evaluated.
 */
export function loadMarked(): unknown {
  const folder = dirname(require.resolve('marked/package.json'));
  const module = { exports: {} };
  const code = readFileSync(join(folder, 'lib/marked.umd.js'), 'utf8');
  new Function('module', 'exports', code)(module, module.exports);
  return module.exports;
}
