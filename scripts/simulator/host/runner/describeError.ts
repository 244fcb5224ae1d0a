import { inspect } from 'node:util';

/** One line on what was thrown, which may be anything, with the place where it happened. */
export function describeError(thrown: unknown, folder: string): string {
  if (!isError(thrown)) return shown(thrown);
  const stack = String(thrown.stack ?? '').split('\n');
  // Node puts the place of a syntax error before everything else, the rest after "at".
  const place =
    thrown.name === 'SyntaxError' && stack[0]?.startsWith(folder)
      ? stack[0]
      : stack.find((line) => line.trimStart().startsWith('at ') && line.includes(folder));
  const where = place?.trim().replaceAll(`${folder}/`, '');
  return where ? `${titleOf(thrown)} (${where})` : titleOf(thrown);
}

/** Errors may come from another realm, such as node:vm, where instanceof does not know them. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

/** Only the first line: the rest of a missing module's message is the list of who required it. */
function titleOf(error: Error): string {
  return `${error.name}: ${error.message}`.split('\n')[0] ?? '';
}

/** A CloudBase error is a plain object with errCode and errMsg; a user looks for these. */
function shown(thrown: unknown): string {
  return inspect(thrown, { depth: 2, breakLength: Number.POSITIVE_INFINITY });
}
