import { createContext, Script } from 'node:vm';

/** Real time: what takes longer would hold up every other function and the page. */
const limitMs = 2_000;

const script = new Script('work()');
const context = createContext({});

/**
 * Runs `work`, and breaks it off where it does not come to an end: a regular expression that
 * backtracks for ever, a stage that multiplies documents.
 *
 * @throws Error with code ERR_SCRIPT_EXECUTION_TIMEOUT, or whatever `work` throws
 */
export function withTimeLimit<Result>(work: () => Result): Result {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: limitMs });
  } finally {
    context.work = undefined;
  }
}
