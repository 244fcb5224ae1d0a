import ts from 'typescript';

/** Stands before the name of a module inside wx-server-sdk, as in `wx-server-sdk:./src/index.ts`. */
export const sdkModulePrefix = 'wx-server-sdk:';

const protocol = './src/protobuf/openapi.js';

/** Takes wx-server-sdk's one file apart: each module's source by its name, without the prefix. */
export function unpackSdk(source: string, place: string): Map<string, string> {
  const modules = unpackWebpack(source, place, sdkModulePrefix);
  return new Map([
    ...modules,
    ...splitMessages(modules.get(protocol) ?? '', protocol, sdkModulePrefix),
  ]);
}

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

const message = /^\$root\.(\w+) = (\(function\(\) \{\n[\s\S]*?\n\}\)\(\);)\n/gm;
const comment = /\/\*[\s\S]*?\*\//g;

/**
 * A module that protobufjs generated defines every message of a protocol at once, each with a dozen
 * functions; a call uses five. Each becomes a module of its own, loaded when `$root.<message>` is
 * first read.
 *
 * @param name the module's own; the modules of its messages are called `<name>#<message>`
 * @param prefix before names in `require`
 * @throws where the module holds anything else between its messages
 */
export function splitMessages(source: string, name: string, prefix: string): Map<string, string> {
  const [header = '', ...gaps] = source.split(message).filter((_, index) => index % 3 === 0);
  const footer = gaps.pop();
  if (footer === undefined || gaps.some((gap) => gap.replace(comment, '').trim() !== '')) {
    throw new Error(`${name} does not define one protobuf message after the other as it did`);
  }
  const modules = new Map<string, string>();
  const getters: string[] = [];
  for (const [, title = '', definition = ''] of source.matchAll(message)) {
    const part = `${name}#${title}`;
    modules.set(part, `${header}\nmodule.exports = ${definition}`);
    getters.push(
      `Object.defineProperty($root, '${title}', { configurable: true, enumerable: true, get: () => require('${prefix}${part}') });`,
    );
  }
  return modules.set(name, [header, ...getters, footer].join('\n'));
}
