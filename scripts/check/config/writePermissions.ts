import { entryOf, jsonTree } from './jsonTree';

const defaultIndent = '  ';

/**
 * The text of a config.json with `names` as its permissions: everything else stays, and so do
 * indentation and line ends. `text` undefined: a new file.
 */
export function writePermissions(text: string | undefined, names: readonly string[]): string {
  if (text === undefined) return rewritten({}, names, defaultIndent, '\n');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? defaultIndent;
  const list = entryOf(entryOf(jsonTree(text), 'permissions'), 'openapi');
  if (!list) return rewritten(JSON.parse(text), names, unit, eol);
  const lineStart = text.lastIndexOf('\n', list.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const inOneLine = names.length === 0 || !text.slice(list.start, list.end).includes('\n');
  const quoted = names.map((name) => JSON.stringify(name));
  const after = inOneLine
    ? `[${quoted.join(', ')}]`
    : `[${quoted.map((name) => `${eol}${indent}${unit}${name}`).join(',')}${eol}${indent}]`;
  return text.slice(0, list.start) + after + text.slice(list.end);
}

function rewritten(config: object, names: readonly string[], unit: string, eol: string): string {
  const permissions = 'permissions' in config ? Object(config.permissions) : {};
  const whole = { ...config, permissions: { ...permissions, openapi: names } };
  return `${JSON.stringify(whole, null, unit).replaceAll('\n', eol)}${eol}`;
}
