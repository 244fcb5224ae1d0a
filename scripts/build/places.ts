import { posix } from 'node:path';
import ts from 'typescript';
import { isUse, type Source } from './readSource';

/** What is known of a text before the code runs: its parts in order, undefined for what is not. */
type Parts = readonly (string | undefined)[];

/** A path that code puts together. */
export interface Path {
  parts: Parts;
  /** What it begins with. Absolute, where the code begins with the place of its own file. */
  start: string;
  /** All of it is known. */
  isWhole: boolean;
}

/** What asks for a file's own place. */
const ownFolder = new Set(['__dirname', 'import.meta.dirname', 'module.path']);
const ownFile = new Set([
  '__filename',
  'import.meta.filename',
  'import.meta.url',
  'module.filename',
]);
const mayAsk = /\b__(?:dir|file)name\b|\bimport\.meta\b|\bmodule\.(?:path|filename)\b/;

/** Whether a source asks for its own place, or for what it loads in a way that takes reading it. */
export function hasPlaces(text: string): boolean {
  return mayAsk.test(text) || /\brequire\.resolve\b|\b(?:require|import)\s*\(\s*[^\s'"]/.test(text);
}

export type OwnPlace = 'folder' | 'file' | 'url';

/** Whether an expression asks for the place of the file that it stands in. */
export function ownPlace(node: ts.Node, { declarationOf }: Source): OwnPlace | undefined {
  if (ts.isIdentifier(node)) {
    if (!isUse(node)) return undefined;
  } else if (!ts.isPropertyAccessExpression(node)) return undefined;
  const text = ts.isIdentifier(node) ? node.text : node.getText();
  const place = ownFolder.has(text) ? 'folder' : ownFile.has(text) ? 'file' : undefined;
  if (place === undefined) return undefined;
  const root = ts.isPropertyAccessExpression(node) ? node.expression : node;
  if (ts.isIdentifier(root) && declarationOf(root)) return undefined;
  return text === 'import.meta.url' ? 'url' : place;
}

/** Follows the path that an expression comes to as far as reading can. */
export function pathOf(node: ts.Expression, source: Source): Path {
  const parts = joined(partsOf(node, source, 0));
  const start = parts[0] ?? '';
  return { parts, start, isWhole: parts.length === 1 && parts[0] !== undefined };
}

/** Neighbours that are known become one; the first is freed of `..`. */
function joined(parts: Parts): Parts {
  const found: (string | undefined)[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part !== undefined && last !== undefined) found[found.length - 1] = last + part;
    else found.push(part);
  }
  const [start, ...rest] = found;
  return start?.startsWith('/') || /^\w:/.test(start ?? '')
    ? [posix.normalize(start ?? ''), ...rest]
    : found;
}

const unknown: Parts = [undefined];
/** Names may lead to names; nobody writes more than this. */
const maxDepth = 20;

function partsOf(node: ts.Expression, source: Source, depth: number): Parts {
  if (depth > maxDepth) return unknown;
  const parts = (inner: ts.Expression) => partsOf(inner, source, depth + 1);
  const place = ownPlace(node, source);
  const own = source.file.fileName;
  if (place !== undefined) return [place === 'folder' ? posix.dirname(own) : own];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap((it) => [...parts(it.expression), it.literal.text]);
    return [node.head.text, ...spans];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return [...parts(node.left), ...parts(node.right)];
  }
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  ) {
    return parts(node.expression);
  }
  // What Rollup makes of import.meta.url for Node.
  if (ts.isConditionalExpression(node) && /^typeof document\b/.test(node.condition.getText())) {
    return parts(node.whenTrue);
  }
  if (ts.isIdentifier(node)) {
    const value = initialValue(node, source);
    return value ? parts(value) : unknown;
  }
  if (ts.isPropertyAccessExpression(node) && /^(?:href|pathname)$/.test(node.name.text)) {
    return parts(node.expression);
  }
  if (ts.isNewExpression(node) && calleeName(node) === 'URL') {
    const [to, base] = node.arguments ?? [];
    if (!to || !base) return to ? parts(to) : unknown;
    const from = joined(parts(base));
    return from.length === 1 && from[0] !== undefined
      ? [`${from[0].replace(/[^/]*$/, '')}`, ...parts(to)]
      : unknown;
  }
  return ts.isCallExpression(node) ? partsOfCall(node, parts) : unknown;
}

function partsOfCall(node: ts.CallExpression, parts: (inner: ts.Expression) => Parts): Parts {
  const [first, ...rest] = node.arguments;
  if (!first) return unknown;
  switch (calleeName(node)) {
    case 'fileURLToPath':
    case 'pathToFileURL':
    case 'normalize':
      return parts(first);
    case 'dirname': {
      const [whole, more] = joined(parts(first));
      return whole !== undefined && more === undefined ? [posix.dirname(whole)] : unknown;
    }
    case 'join':
    case 'resolve': {
      const start = parts(first);
      // A list of words may be joined, too.
      return /^(?:\/|\w:)/.test(start[0] ?? '')
        ? [...start, ...rest.flatMap((it) => ['/', ...parts(it)])]
        : unknown;
    }
    default:
      return unknown;
  }
}

/** What a name stands for, where it is declared with a value and never given another. */
export function initialValue(name: ts.Identifier, source: Source): ts.Expression | undefined {
  const declared = source.declarationOf(name);
  return declared &&
    ts.isVariableDeclaration(declared) &&
    ts.isIdentifier(declared.name) &&
    !source.isAssigned(declared.name.text)
    ? declared.initializer
    : undefined;
}

/** Whether a path is written as a URL. */
export function isUrl(node: ts.Expression, source: Source): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'href' || ownPlace(node, source) === 'url';
  }
  if (ts.isIdentifier(node)) {
    const value = initialValue(node, source);
    return value !== undefined && isUrl(value, source);
  }
  const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
  return isCall && /^(?:URL|pathToFileURL)$/.test(calleeName(node));
}

/** The last name of what is called: `join` of `path.join(…)`. */
export function calleeName({ expression }: ts.CallExpression | ts.NewExpression): string {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) ? name.text : '';
}
