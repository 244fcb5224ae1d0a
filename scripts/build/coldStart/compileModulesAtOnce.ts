import ts from 'typescript';
import { type Edit, withEdits } from '../edits';

/** As esbuild calls the function that makes a module. */
const maker = '__commonJS';

/**
 * Gives local variables names of a letter or two: a quarter less for V8 to read. Names of functions
 * and classes stay, for a log should say TcbError, and nothing else is changed. (esbuild would keep
 * the names by a call for each function, which costs more than it saves.)
 */
export async function mangleNames(bundle: string): Promise<string> {
  const { minify } = await import('terser');
  // esbuild writes `class A` as `var A = class`, whose name is the variable's.
  const classes = [...bundle.matchAll(/\b([\w$]+) ?= ?class\b/g)].map(([, name = '']) => name);
  const { code } = await minify(bundle, {
    compress: false,
    mangle: {
      toplevel: true,
      keep_fnames: true,
      keep_classnames: true,
      reserved: [maker, ...classes],
    },
    format: { ascii_only: true, comments: false },
    ecma: 2020,
  });
  if (code === undefined) throw new Error('terser gave no code');
  return code;
}

/**
 * V8 skims a function to find its end and reads it again when it is called, but compiles at once
 * one that stands in parentheses. esbuild writes each module as `__commonJS({ "name"(…) {…} })`;
 * nearly all that are left in index.js run, so each becomes `"name": (function (…) {…})`; what
 * seldom runs does not.
 *
 * @param seldomRun what stands in a module that is not to be compiled at once
 * @throws where esbuild writes its modules in another way
 */
export function compileModulesAtOnce(bundle: string, seldomRun: readonly string[] = []): string {
  const file = ts.createSourceFile('index.js', bundle, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      const module = initializer && moduleIn(initializer);
      if (!module?.body) continue;
      const text = module.getText();
      if (seldomRun.some((name) => text.includes(name))) continue;
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
  if (!ts.isCallExpression(value) || value.expression.getText() !== maker) return undefined;
  const [table] = value.arguments;
  const [method] = table && ts.isObjectLiteralExpression(table) ? table.properties : [];
  return method && ts.isMethodDeclaration(method) ? method : undefined;
}
