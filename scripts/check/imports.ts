import ts from 'typescript';

/** What each `require(…)` and `import(…)` of a file is given; a lowered one has no other imports. */
export function importsOf(javascript: string): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isLoader(node.expression)) {
      found.push(...node.arguments.slice(0, 1));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', javascript, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS));
  return found;
}

const isLoader = (node: ts.Node) =>
  node.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node) && node.text === 'require');

/** What a path begins with, whatever is put in: `./do/` of './do/' + name, and in a template alike. */
export function startOf(path: ts.Expression): string {
  if (ts.isStringLiteralLike(path)) return path.text;
  if (ts.isTemplateExpression(path)) return path.head.text;
  if (ts.isParenthesizedExpression(path)) return startOf(path.expression);
  const isJoined =
    ts.isBinaryExpression(path) && path.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isJoined ? startOf(path.left) : '';
}
