const { AsyncLocalStorage } = require('node:async_hooks');

/**
 * jest-circus runs the tests of each file in an AsyncLocalStorage of its own, and leaves that enabled
 * when the file is done. Before Node 24 each promise of a process passes through all that are
 * enabled: the more files there were, the slower is the next. So each file begins by disabling those
 * of the files before it.
 */
const key = Symbol.for('storages of the test files');
AsyncLocalStorage[key] ??= collectUsed();
for (const storage of AsyncLocalStorage[key]) storage.disable();
AsyncLocalStorage[key].clear();

function collectUsed() {
  const used = new Set();
  const { run } = AsyncLocalStorage.prototype;
  AsyncLocalStorage.prototype.run = function (...args) {
    used.add(this);
    return run.apply(this, args);
  };
  return used;
}
