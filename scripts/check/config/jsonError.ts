/** Where a text stops being JSON, and why, where the reason is one that people often meet. */
export interface JsonError {
  offset: number;
  reason: 'comment' | 'comma' | 'quotes' | 'mark' | 'end' | 'empty' | 'other';
}

class Stop {
  constructor(readonly offset: number) {}
}

/**
 * Finds the first place at which `text` is not JSON; undefined for JSON. Needed because JSON.parse
 * says where only in some of its messages, and not the same from one Node to the next.
 */
export function jsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const offset = stopOf(text);
    return { offset, reason: reasonOf(text, offset) };
  }
}

function reasonOf(text: string, offset: number): JsonError['reason'] {
  const next = text[offset];
  if (text.trim() === '') return 'empty';
  if (next === undefined) return 'end';
  if (next === '\uFEFF') return 'mark';
  if (next === '/') return 'comment';
  if (next === "'") return 'quotes';
  if (/[}\]]/.test(next) && /,\s*$/.test(text.slice(0, offset))) return 'comma';
  return 'other';
}

function stopOf(text: string): number {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    const sticky = new RegExp(pattern, `${pattern.flags}y`);
    sticky.lastIndex = at;
    if (!sticky.test(text)) return false;
    at = sticky.lastIndex;
    return true;
  };
  const space = () => take(/[ \t\r\n]*/);
  const need = (pattern: RegExp) => {
    if (!take(pattern)) throw new Stop(at);
    space();
  };
  const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/u;
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
  const list = (close: RegExp, item: () => void) => {
    space();
    if (take(close)) return;
    do {
      space();
      item();
    } while (take(/,/));
    need(close);
  };
  const value = (): void => {
    if (take(/\{/)) {
      list(/\}/, () => {
        need(string);
        need(/:/);
        value();
      });
    } else if (take(/\[/)) list(/\]/, value);
    else if (!take(string)) need(scalar);
    space();
  };
  try {
    space();
    value();
    return at;
  } catch (stop) {
    if (stop instanceof Stop) return stop.offset;
    // So deeply nested that the stack ran out: nothing that anybody wrote by hand.
    return at;
  }
}
