import ts from 'typescript';
import { type Edit, withEdits } from '../edits';

interface Import {
  name: ts.Identifier;
  /** The whole right side, with any `__importDefault` around it: evaluated once, at the first use. */
  value: ts.Expression;
  statement: ts.VariableStatement;
}

/**
 * Makes each top-level `const x = require('y')` of a CommonJS module load y at the first use of x,
 * by writing every x as `(x ??= require('y'))`. What a module exports stays the same; only the
 * moment at which its imports are evaluated moves.
 *
 * @param place how errors name the module
 * @throws where a name that is imported is declared or assigned once more in the module, for then
 *   its uses cannot be told apart
 */
export function lazyRequires(source: string, place: string): string {
  const known = made.get(source);
  if (known !== undefined) return known;
  const lazy = makeLazy(source, place);
  made.set(source, lazy);
  return lazy;
}

/** Every function of a project bundles the same modules of the SDK. */
const made = new Map<string, string>();

function makeLazy(source: string, place: string): string {
  const file = ts.createSourceFile(place, source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const imports = new Map<string, Import>();
  for (const statement of file.statements) {
    const found = importIn(statement);
    if (found) imports.set(found.name.text, found);
  }

  const edits: Edit[] = [...imports.values()].map(({ name, statement }) => ({
    start: statement.getStart(),
    end: statement.end,
    text: `var ${name.text};`,
  }));
  forEachIdentifier(file, (identifier) => {
    const imported = imports.get(identifier.text);
    if (!imported || identifier === imported.name || isOnlyAName(identifier)) return;
    if (isBinding(identifier)) {
      throw new Error(
        `${place}: "${identifier.text}" is more than an import, so it cannot be lazy`,
      );
    }
    edits.push({
      start: identifier.getStart(),
      end: identifier.end,
      text: `(${identifier.text} ??= ${imported.value.getText()})`,
    });
  });
  return withEdits(source, edits);
}

function importIn(statement: ts.Statement): Import | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, another] = statement.declarationList.declarations;
  if (!declaration?.initializer || another || !ts.isIdentifier(declaration.name)) return undefined;
  const { name, initializer: value } = declaration;
  return isRequire(withoutWrapping(value)) ? { name, value, statement } : undefined;
}

/** `__importStar(require('y'))` and `require('y').z` come down to `require('y')`. */
function withoutWrapping(value: ts.Expression): ts.Expression {
  if (ts.isPropertyAccessExpression(value)) return value.expression;
  const isHelper = ts.isCallExpression(value) && /^__import\w+$/.test(value.expression.getText());
  return (isHelper && value.arguments[0]) || value;
}

function isRequire(value: ts.Expression): boolean {
  return (
    ts.isCallExpression(value) &&
    ts.isIdentifier(value.expression) &&
    value.expression.text === 'require' &&
    value.arguments.length === 1
  );
}

function forEachIdentifier(node: ts.Node, visit: (identifier: ts.Identifier) => void): void {
  if (ts.isIdentifier(node)) visit(node);
  ts.forEachChild(node, (child) => forEachIdentifier(child, visit));
}

/** A property's or method's name, which has nothing to do with the variable. */
function isOnlyAName(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  return (
    (ts.isPropertyAccessExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isAccessor(parent)) &&
    parent.name === identifier
  );
}

/** A declaration of the same name, an assignment to it, or `{ x }`, which would need rewriting. */
function isBinding(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === identifier && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  return 'name' in parent && parent.name === identifier;
}
