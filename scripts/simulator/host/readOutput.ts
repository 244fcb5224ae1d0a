import { keptOutput } from './runner/messages';

/** Takes apart what an instance prints: lines, and the host's own marks between calls. */
export interface OutputReader {
  /** From here on it belongs to a new call. */
  begin(): void;
  feed(text: string): void;
  /** Resolves when everything that the call printed has come in. */
  ended(callId: string): Promise<void>;
  /** What the call printed so far, a line each, with a last one that says what was left out. */
  lines(): string[];
}

export function createOutputReader(mark: string): OutputReader {
  const opening = `\0${mark} `;
  // A mark that has only half come in must not be cut off with what is too long.
  const longestMark = opening.length + 100;
  let kept: string[] = [];
  let bytes = 0;
  let dropped = 0;
  let rest = '';
  let marked: string | undefined;
  let waiting: (() => void) | undefined;

  function keep(line: string): void {
    if (kept.length >= keptOutput.lines || bytes >= keptOutput.bytes) {
      dropped += 1;
      return;
    }
    const text = line.slice(0, keptOutput.bytes - bytes);
    kept.push(text);
    bytes += text.length;
  }

  function flush(text: string): void {
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) keep(line.replace(/\r$/, ''));
  }

  return {
    begin() {
      kept = [];
      bytes = 0;
      dropped = 0;
      rest = '';
      marked = undefined;
    },
    feed(text) {
      rest += text;
      for (;;) {
        const start = rest.indexOf(opening);
        const end = start === -1 ? -1 : rest.indexOf('\n', start);
        if (end === -1) break;
        flush(rest.slice(0, start));
        const [callId, more] = rest.slice(start + opening.length, end).split(' ');
        rest = rest.slice(end + 1);
        dropped += Number(more);
        marked = callId;
        waiting?.();
      }
      const start = rest.indexOf('\0');
      const whole = rest.lastIndexOf('\n', start === -1 ? undefined : start);
      if (whole !== -1) {
        flush(rest.slice(0, whole + 1));
        rest = rest.slice(whole + 1);
      }
      if (rest.length > keptOutput.bytes + longestMark) {
        rest = rest.slice(0, keptOutput.bytes) + rest.slice(-longestMark);
      }
    },
    async ended(callId) {
      while (marked !== callId) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
    },
    lines() {
      flush(rest);
      rest = '';
      if (dropped === 0) return kept;
      return [
        ...kept,
        `… ${dropped} more lines were left out: of each call ${keptOutput.lines} lines and ${keptOutput.bytes / 1024} KB are kept`,
      ];
    },
  };
}
