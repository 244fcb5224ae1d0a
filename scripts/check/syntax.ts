import ts from 'typescript';

/** `x.name` or `x[name]`. */
export type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;
export const isAccess = (node: ts.Node): node is Access =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** Where a call is told to be: at its last name. */
export function nameOf(node: ts.Node): ts.Node {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  return ts.isElementAccessExpression(node) ? node.argumentExpression : node;
}

/** The name that `root.a.b` begins with. */
export function rootOf(node: ts.Node): ts.Node {
  return isAccess(node) ? rootOf(node.expression) : node;
}

/** What sets the `this` of a node: a function that is no arrow, or a member of a class. */
export function thisSetter(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node.parent, (it) =>
    ts.isFunctionLike(it) ? !ts.isArrowFunction(it) : ts.isClassElement(it),
  );
}

/** Code much as a person wrote it: lowering makes `(0, x_1.name)` of a name that is imported from x. */
export function asWritten(node: ts.Node): string {
  return node
    .getText()
    .replace(/\(0, (\w+_\d+\.\w+)\)/g, '$1')
    .replace(/\b(\w+)_\d+\.default\b/g, '$1')
    .replace(/\b\w+_\d+\.(\w+)/g, '$1');
}
