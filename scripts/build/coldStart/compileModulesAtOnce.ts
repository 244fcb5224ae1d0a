import ts from 'typescript';
import { type Edit, withEdits } from '../edits';

/**
 * V8 skims a function to find its end and reads it again when it is called, but compiles at once
 * one that stands in parentheses. esbuild writes each module as `__commonJS({ "name"(…) {…} })`;
 * nearly all that are left in index.js run, so each becomes `"name": (function (…) {…})`.
 *
 * @throws where esbuild writes its modules in another way
 */
export function compileModulesAtOnce(bundle: string): string {
  const file = ts.createSourceFile('index.js', bundle, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      const module = initializer && moduleIn(initializer);
      if (!module?.body) continue;
      edits.push(
        { start: module.name.end, end: module.name.end, text: ':(function' },
        { start: module.end, end: module.end, text: ')' },
      );
    }
  }
  if (edits.length === 0) throw new Error('esbuild writes modules otherwise than coldStart knows');
  return withEdits(bundle, edits);
}

function moduleIn(value: ts.Expression): ts.MethodDeclaration | undefined {
  if (!ts.isCallExpression(value) || value.expression.getText() !== '__commonJS') return undefined;
  const [table] = value.arguments;
  const [method] = table && ts.isObjectLiteralExpression(table) ? table.properties : [];
  return method && ts.isMethodDeclaration(method) ? method : undefined;
}
