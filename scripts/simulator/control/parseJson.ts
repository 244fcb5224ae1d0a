/** Deeper JSON would break whoever walks through it, a log or a page, long after it was let in. */
const maxDepth = 1_000;

/**
 * `JSON.parse` for what comes from outside.
 * @throws SyntaxError where it is not JSON or is nested too deeply
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`nested more than ${maxDepth} levels deep`);
  return JSON.parse(text);
}

/** Looks at brackets only, outside of texts, so that nothing is built first. */
function isTooDeep(text: string): boolean {
  // Most texts cannot be.
  if (text.length <= maxDepth) return false;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}
