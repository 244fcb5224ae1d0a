/** Finds out when a run of jest stands still, and says where. Told what the reporter sees. */
export interface SuitesWatch {
  suiteStarted(path: string): void;
  testStarted(path: string, name: string): void;
  testEnded(path: string): void;
  suiteEnded(path: string): void;
  /** All suites are done; jest should end now. */
  runEnded(): void;
  /** What to tell people, as soon as nothing has happened for too long; undefined before that. */
  overdue(): string | undefined;
}

export interface WatchOptions {
  /** So long may nothing happen: no suite and no test begins or ends. In milliseconds. */
  limitMs: number;
  /** So long may jest take to end once all suites are done. */
  endLimitMs: number;
  /** In milliseconds, from any moment on. */
  now(): number;
}

interface OpenSuite {
  since: number;
  /** The test under way, or the last one. */
  test?: string;
  testIsOpen: boolean;
}

export function watchSuites({ limitMs, endLimitMs, now }: WatchOptions): SuitesWatch {
  const open = new Map<string, OpenSuite>();
  let last = now();
  let done = false;
  const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;

  function happened(): void {
    last = now();
    done = false;
  }

  function where({ test, testIsOpen }: OpenSuite): string {
    if (test === undefined) return 'before its first test';
    return testIsOpen ? `in “${test}”` : `after “${test}”`;
  }

  return {
    suiteStarted(path) {
      happened();
      open.set(path, { since: now(), testIsOpen: false });
    },
    testStarted(path, name) {
      happened();
      const suite = open.get(path);
      if (suite) Object.assign(suite, { test: name, testIsOpen: true });
    },
    testEnded(path) {
      happened();
      const suite = open.get(path);
      if (suite) suite.testIsOpen = false;
    },
    suiteEnded(path) {
      happened();
      open.delete(path);
    },
    runEnded() {
      happened();
      open.clear();
      done = true;
    },
    overdue() {
      const ms = now() - last;
      if (ms < (done ? endLimitMs : limitMs)) return undefined;
      if (done) {
        return `All suites are done, but jest has not ended for ${seconds(ms)}: a timer, a server or a process of a test is still there. jest is ended. To find it: npx jest --detectOpenHandles`;
      }
      const suites = [...open].map(
        ([path, suite]) => `  ${path}, open for ${seconds(now() - suite.since)}, ${where(suite)}`,
      );
      return [
        `No test has begun or ended for ${seconds(ms)}: jest is ended. These suites were open:`,
        ...(suites.length > 0 ? suites : ['  none: the build before the tests, or jest itself']),
      ].join('\n');
    },
  };
}
