import ts from 'typescript';

/** What each `require(…)` and `import(…)` of a file is given; a lowered one has no other imports. */
export function importsOf(javascript: string): ts.Expression[] {
  const found: ts.Expression[] = [];
  const nodes: ts.Node[] = [
    ts.createSourceFile('', javascript, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS),
  ];
  for (const node of nodes) {
    if (ts.isCallExpression(node) && isLoader(node.expression)) {
      found.push(...node.arguments.slice(0, 1));
    }
    ts.forEachChild(node, (child) => void nodes.push(child));
  }
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

const otherLoaders = /\bcreateRequire\)?$|\.require$|odule.*\._(load|compile)$/;
const textRunners =
  /\b(eval|(Async|Generator)*Function|runIn(New|This)?Context|compileFunction)\)?$/;
const mayLoad = /\b(require|import|module|process)\b/;

/** Whether a call loads code by another way, or runs a text as code; `Function('return this')` does not. */
export function loadsOtherwise(call: ts.CallExpression | ts.NewExpression): boolean {
  const callee = call.expression.getText();
  const isHarmless = (it: ts.Expression) => ts.isStringLiteralLike(it) && !mayLoad.test(it.text);
  return (
    otherLoaders.test(callee) || (textRunners.test(callee) && !call.arguments?.every(isHarmless))
  );
}

/** Whether a name is `require`, which goes somewhere and may there load under another name. */
export function handsOnRequire(name: ts.Identifier): boolean {
  const { parent } = name;
  if (name.text !== 'require' || ts.isTypeOfExpression(parent)) return false;
  // `require.main`, `require.resolve` and the like load nothing.
  if (ts.isPropertyAccessExpression(parent)) return /^(call|apply|bind)$/.test(parent.name.text);
  return !(ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name));
}
