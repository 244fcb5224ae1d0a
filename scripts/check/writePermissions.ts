import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/**
 * The text of a config.json with `names` as its permissions. Only these change; they are written as
 * the text has them, or else as its other parts: in one line or several, with its indentation and
 * line ends. `text` undefined: a new file.
 */
export function writePermissions(text: string | undefined, names: readonly string[]): string {
  const root = text === undefined ? undefined : parseTree(text);
  if (text === undefined || !root?.children?.length) {
    return `${JSON.stringify({ permissions: { openapi: names } }, null, 2)}\n`;
  }
  const list = findNodeAtLocation(root, ['permissions', 'openapi']);
  if (list) return replaced(text, list, listText(text, list, names));
  const permissions = findNodeAtLocation(root, ['permissions']);
  if (!permissions) return withProperty(text, root, 'permissions', { openapi: names });
  if (permissions.children?.length) return withProperty(text, permissions, 'openapi', names);
  return replaced(
    text,
    permissions,
    json({ openapi: names }, text, breakBefore(text, permissions)),
  );
}

function listText(text: string, list: Node, names: readonly string[]): string {
  if (names.length === 0) return '[]';
  const inner = text.slice(list.offset + 1, end(list) - 1);
  const [first, second] = list.children ?? [];
  const last = list.children?.at(-1);
  const close = last
    ? text.slice(end(last), end(list) - 1)
    : (/\r?\n[ \t]*$/.exec(inner)?.[0] ?? '');
  const open = first ? text.slice(list.offset + 1, first.offset) : close && close + unitOf(text);
  const usual = open.includes('\n') ? `,${open}` : `,${spaceOf(text)}`;
  const gap = first && second ? text.slice(end(first), second.offset) : usual;
  return `[${open}${names.map((name) => JSON.stringify(name)).join(gap)}${close}]`;
}

/** `text` with one more property behind the others of `object`. */
function withProperty(text: string, object: Node, key: string, value: unknown): string {
  const [first = object] = object.children ?? [];
  const last = object.children?.at(-1) ?? first;
  const between = text.slice(object.offset + 1, first.offset);
  const gap = between.includes('\n') ? between : spaceOf(text);
  const space = gap.includes('\n') ? ' ' : spaceOf(text);
  const property = `${JSON.stringify(key)}:${space}${json(value, text, gap)}`;
  return `${text.slice(0, end(last))},${gap}${property}${text.slice(end(last))}`;
}

/** In several lines where `before`, which goes before the property, begins a line; else in one. */
function json(value: unknown, text: string, before: string): string {
  const lineBreak = /\r?\n[ \t]*$/.exec(before)?.[0];
  if (lineBreak === undefined) {
    return spaceOf(text)
      ? JSON.stringify(value, null, 1).replace(/\n */g, ' ')
      : JSON.stringify(value);
  }
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', lineBreak);
}

/** What begins the line in which `node` stands; nothing where that is the first. */
const breakBefore = (text: string, { offset }: Node) =>
  /\r?\n[ \t]*(?=[^\n]*$)/.exec(text.slice(0, offset))?.[0] ?? '';

const unitOf = (text: string) => /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
const spaceOf = (text: string) => /":( ?)/.exec(text)?.[1] ?? '';

const end = ({ offset, length }: Node) => offset + length;
const replaced = (text: string, node: Node, by: string) =>
  text.slice(0, node.offset) + by + text.slice(end(node));
