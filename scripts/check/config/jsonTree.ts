import ts from 'typescript';

export interface JsonEntry {
  key: string;
  /** Where the key stands. */
  offset: number;
  value: JsonNode;
}

/** A value in a JSON text, and where it stands there. */
export type JsonNode = { start: number; end: number } & (
  | { shape: 'object'; entries: JsonEntry[] }
  | { shape: 'array'; elements: JsonNode[] }
  | { shape: 'string'; text: string }
  | { shape: 'number' | 'boolean' | 'null' }
);

/** `text`, which is JSON, with the place of each value. */
export function jsonTree(text: string): JsonNode {
  const file = ts.parseJsonText('config.json', text);
  const root = file.statements[0]?.expression;
  if (!root) throw new Error('an empty text is no JSON');
  return nodeOf(root, file);
}

/** The value under `key`, where `node` is an object that has it; of several the last one, as in JSON.parse. */
export function entryOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.shape !== 'object') return undefined;
  return node.entries.filter((entry) => entry.key === key).at(-1)?.value;
}

function nodeOf(node: ts.Expression, file: ts.JsonSourceFile): JsonNode {
  const place = { start: node.getStart(file), end: node.end };
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.flatMap((property): JsonEntry[] => {
      if (!ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.name)) return [];
      const { name, initializer } = property;
      return [{ key: name.text, offset: name.getStart(file), value: nodeOf(initializer, file) }];
    });
    return { ...place, shape: 'object', entries };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return { ...place, shape: 'array', elements: node.elements.map((it) => nodeOf(it, file)) };
  }
  if (ts.isStringLiteral(node)) return { ...place, shape: 'string', text: node.text };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { ...place, shape: 'null' };
  const isNumber = ts.isNumericLiteral(node) || ts.isPrefixUnaryExpression(node);
  return { ...place, shape: isNumber ? 'number' : 'boolean' };
}
