import ts from 'typescript';
import { readNames } from '../check/readNames';

/** A source by itself: its syntax, and what its names stand for. */
export interface Source {
  file: ts.SourceFile;
  /** Where a name that is used is declared; undefined for one that Node or nobody gives. */
  declarationOf(name: ts.Identifier): ts.Declaration | undefined;
  /** Whether a variable gets another value somewhere than where it is declared. */
  isAssigned(name: string): boolean;
}

export function readSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const names = readNames([path], () => file);
  const assigned = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isAssignment =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
    if (isAssignment) assigned.add(node.left.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return {
    file,
    declarationOf(name) {
      // To know a property, the checker would work out types, which nobody needs here.
      const isDeclared = ts.isVariableDeclaration(name.parent) && name.parent.name === name;
      if (!isDeclared && !isUse(name)) return undefined;
      // In JavaScript `module` and `exports` are declared by being used.
      return names
        .symbolOf(name)
        ?.declarations?.find(
          (it) =>
            !ts.isExpression(it) && !(ts.getCombinedModifierFlags(it) & ts.ModifierFlags.Ambient),
        );
    },
    isAssigned: (name) => assigned.has(name),
  };
}

/** A name that stands for a value: no property's name, no declaration, no type. */
export function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  const isOnlyAName =
    ('name' in parent && parent.name === name) ||
    ('propertyName' in parent && parent.propertyName === name);
  return !isOnlyAName && !ts.isTypeNode(parent) && !ts.isQualifiedName(parent);
}
