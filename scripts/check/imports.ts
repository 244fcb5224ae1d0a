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

/**
 * What a path begins with, whatever is put in: `./do/` of './do/' + name, and of a template or
 * `join(__dirname, 'do', name)` alike.
 */
export function startOf(path: ts.Expression): string {
  return beginning(path).text;
}

interface Beginning {
  text: string;
  isWhole: boolean;
}

function beginning(node: ts.Expression | ts.TemplateLiteralLikeNode): Beginning {
  if (ts.isTemplateExpression(node)) {
    return joined([node.head, ...node.templateSpans.flatMap((it) => [it.expression, it.literal])]);
  }
  if ('text' in node && !ts.isIdentifier(node)) return { text: node.text, isWhole: true };
  if (ts.isParenthesizedExpression(node)) return beginning(node.expression);
  if (isDirname(node)) return { text: '.', isWhole: true };
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (isSum) return joined([node.left, node.right]);
  const isPath =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(join|resolve)$/.test(node.expression.name.text);
  const [first, ...others] = isPath ? node.arguments : [];
  return first && isDirname(first) ? joined([first, ...others], '/') : { text: '', isWhole: false };
}

function joined(parts: readonly Parameters<typeof beginning>[0][], by = ''): Beginning {
  const [first, ...others] = parts;
  if (!first) return { text: '', isWhole: true };
  const start = beginning(first);
  if (!start.isWhole || others.length === 0) return start;
  const rest = joined(others, by);
  return { ...rest, text: start.text + by + rest.text };
}

const isDirname = (node: ts.Node) => ts.isIdentifier(node) && node.text === '__dirname';

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
