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
