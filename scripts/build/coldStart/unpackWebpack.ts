import ts from 'typescript';

/**
 * wx-server-sdk is published as one webpack bundle, and every module in its table stands in
 * parentheses, which makes V8 compile all of them whether they run or not. Taken out of the table
 * they are modules like any other: esbuild bundles them, and each is compiled when it is loaded.
 *
 * @returns each module's body by its name in the table, its `__webpack_require__("name")` written
 *   as `require("<prefix>name")`
 * @throws where the file is not such a bundle
 */
export function unpackWebpack(source: string, place: string, prefix: string): Map<string, string> {
  const file = ts.createSourceFile(place, source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const modules = new Map<string, string>();
  for (const property of tableIn(file)?.properties ?? []) {
    const run = property.getChildren().find(ts.isParenthesizedExpression)?.expression;
    if (!property.name || !ts.isStringLiteral(property.name) || !run) continue;
    if (!ts.isFunctionExpression(run)) continue;
    const body = run.body.getText().slice(1, -1);
    modules.set(
      property.name.text,
      body.replace(/__webpack_require__\((?:\/\*.*?\*\/ *)?"/g, `require("${prefix}`),
    );
  }
  const strange = [...modules].find(([, body]) => body.includes('__webpack_require__'));
  if (modules.size === 0 || strange) {
    throw new Error(
      `${place} is not the webpack bundle that it was: ${strange?.[0] ?? 'no table'}`,
    );
  }
  return modules;
}

/** The argument of `module.exports = (function (modules) {…})({…})`. */
function tableIn(file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const [statement] = file.statements;
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  const assigned = statement.expression;
  if (!ts.isBinaryExpression(assigned) || !ts.isCallExpression(assigned.right)) return undefined;
  const [argument] = assigned.right.arguments;
  const table = argument && ts.isParenthesizedExpression(argument) ? argument.expression : argument;
  return table && ts.isObjectLiteralExpression(table) ? table : undefined;
}
