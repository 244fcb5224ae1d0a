const { writeSync } = require('node:fs');
const inspector = require('node:inspector');
const path = require('node:path');
const { isMainThread, parentPort, Worker, workerData } = require('node:worker_threads');

/**
 * A reporter that ends jest, with code 1, where it would hang, and says which suites were open. It
 * watches from a thread of its own: on two cores jest runs the tests in its own process, where a
 * test that never returns stops every timer.
 */
class OpenSuites {
  #config;
  #thread;

  /**
   * @param {{limitMs?: number, endLimitMs?: number}} options default: six minutes, longer than any
   *   test may take, and one minute
   */
  constructor(config, { limitMs = 360_000, endLimitMs = 60_000 } = {}) {
    this.#config = config;
    // A person at a breakpoint takes as long as they like.
    if (inspector.url()) return;
    // A longer --testTimeout allows that much to a test.
    const longer = Math.max(limitMs, 1.2 * (config.testTimeout ?? 0));
    this.#thread = new Worker(__filename, { workerData: { limitMs: longer, endLimitMs } });
    this.#thread.on('message', () => process.exit(1)).on('error', (error) => console.error(error));
    this.#thread.unref();
  }

  #tell(...event) {
    this.#thread?.postMessage(event);
  }

  onTestFileStart(test) {
    this.#tell('suiteStarted', this.#nameOf(test));
  }
  onTestCaseStart(test, { fullName }) {
    this.#tell('testStarted', this.#nameOf(test), fullName);
  }
  onTestCaseResult(test) {
    this.#tell('testEnded', this.#nameOf(test));
  }
  onTestFileResult(test) {
    this.#tell('suiteEnded', this.#nameOf(test));
  }
  onRunComplete() {
    // Watching, jest stays on purpose.
    if (!this.#config.watch && !this.#config.watchAll) this.#tell('runEnded');
    else void this.#thread?.terminate();
  }

  #nameOf({ path: file }) {
    return path.relative(this.#config.rootDir, file);
  }
}

/** The thread. */
function watch() {
  const tsx = require('tsx/cjs/api');
  const { watchSuites } = tsx.require('./scripts/testing/watchSuites.ts', __filename);
  const { killDescendants } = tsx.require('./scripts/testing/killDescendants.ts', __filename);
  const suites = watchSuites({ ...workerData, now: () => performance.now() });
  parentPort.on('message', ([event, ...args]) => suites[event](...args));
  const timer = setInterval(() => {
    const text = suites.overdue();
    if (text === undefined) return;
    clearInterval(timer);
    try {
      writeSync(2, `\n${text}\n`);
    } catch {
      // Nobody reads it.
    }
    // Jest's workers, and what tests started in them and here, would live on without it.
    killDescendants(process.pid);
    parentPort.postMessage('overdue');
    // A loop in this process never hears it.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5_000);
  }, 500);
}

if (isMainThread) module.exports = OpenSuites;
else watch();
