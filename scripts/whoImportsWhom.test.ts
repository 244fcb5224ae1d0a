import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { projectRoot } from './build/projectRoot';

/**
 * Who may import whom; ARCHITECTURE.md draws it. `from` and `to` are matched against paths from the
 * project's root, `to` also against the names of packages.
 */
const rules: readonly Rule[] = [
  {
    name: 'what is deployed knows nothing of the tools, tests included',
    from: /^(cloudfunctions|miniprogram)\//,
    to: /^scripts\//,
  },
  {
    name: 'the mini program takes from the functions the table of codes and types only',
    from: /^miniprogram\//,
    to: /^cloudfunctions\/(?!shared\/codes\/)/,
    typesAllowed: true,
  },
  {
    name: 'the simulator takes no fact from the functions that it judges',
    from: /^scripts\/simulator\//,
    to: /^cloudfunctions\//,
  },
  {
    name: 'the simulator stands by itself; scripts/cli is common ground',
    from: /^scripts\/simulator\//,
    to: /^scripts\/(?!simulator(\/|$)|cli\/)/,
  },
  {
    name: 'scripts/cli knows none of its users',
    from: /^scripts\/cli\//,
    to: /^(scripts\/(?!cli\/)|cloudfunctions\/|miniprogram\/)/,
  },
  {
    name: 'withTyping can be copied: it imports nothing from outside itself',
    from: /^cloudfunctions\/shared\/withTyping\/(?!.*(\.test\.ts|testing\/))/,
    to: /^(?!cloudfunctions\/shared\/withTyping\/)/,
  },
  {
    name: 'the tests of withTyping take nothing of this project from outside it either',
    from: /^cloudfunctions\/shared\/withTyping\//,
    to: /^(cloudfunctions\/(?!shared\/withTyping\/)|miniprogram\/|scripts\/)/,
  },
  {
    name: 'shared/ knows no function',
    from: /^cloudfunctions\/shared\//,
    to: /^cloudfunctions\/(?!shared\/)/,
  },
  {
    name: 'a function imports no other function',
    from: /^cloudfunctions\/(?!shared\/)([^/]+\/)/,
    to: (own) => new RegExp(`^cloudfunctions/(?!shared/|${own})`),
  },
  {
    name: 'what stands under testing/ is for tests only',
    from: /^(?!.*(\.test\.ts$|\/testing\/|scripts\/e2e\/))/,
    to: /\/testing\//,
  },
];

interface Rule {
  name: string;
  from: RegExp;
  /** Given what `from` caught in brackets. */
  to: RegExp | ((caught: string) => RegExp);
  /** `import type` passes. */
  typesAllowed?: boolean;
}

interface Import {
  target: string;
  typesOnly: boolean;
}

const sources = ['cloudfunctions', 'miniprogram', 'scripts'].flatMap((root) =>
  readdirSync(join(projectRoot, root), { recursive: true, encoding: 'utf8' })
    .map((path) => join(root, path).replaceAll('\\', '/'))
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !/node_modules|\/fixtures\//.test(path)),
);

const known = new Set(sources);

test.each(rules)('$name ($from)', (rule) => {
  const found = sources.flatMap((path) => offences(path, importsOf(path), rule));
  expect(found).toEqual([]);
});

test.each([
  ['cloudfunctions/setTyping/a.test.ts', `import { x } from '../../scripts/cli/fill';`, 1],
  ['miniprogram/a.ts', `import { x } from '../cloudfunctions/shared/contract';`, 1],
  ['miniprogram/a.ts', `import type { x } from '../cloudfunctions/shared/contract';`, 0],
  ['miniprogram/a.ts', `import { type x } from '../cloudfunctions/shared/contract';`, 0],
  ['miniprogram/a.ts', `import { codes } from '../cloudfunctions/shared/codes/codes';`, 0],
  ['scripts/simulator/a/b.ts', `export * from '../../../cloudfunctions/shared/contract';`, 1],
  ['scripts/simulator/a.ts', `const x = require('../build/buildAll');`, 1],
  ['scripts/simulator/a.ts', `const x = await import('../demo/demo');`, 1],
  ['scripts/simulator/a.test.ts', `jest.mock('../preview/x');`, 1],
  ['scripts/simulator/a.ts', `let x: import('../../cloudfunctions/shared/contract').Result;`, 1],
  ['scripts/simulator/a.ts', `import { fill } from '../cli/fill';`, 0],
  ['cloudfunctions/shared/withTyping/a.ts', `import { join } from 'node:path';`, 1],
  ['cloudfunctions/shared/withTyping/a.test.ts', `import fc from 'fast-check';`, 0],
  ['cloudfunctions/shared/withTyping/a.test.ts', `import { x } from '../contract';`, 1],
  ['cloudfunctions/customerMessage/a.ts', `import { x } from '../setTyping/authorise';`, 1],
  ['cloudfunctions/oneMore/a.ts', `import { x } from '../setTyping/authorise';`, 1],
  ['cloudfunctions/oneMore/a.ts', `import { x } from '../oneMoreStill/a';`, 1],
  ['cloudfunctions/oneMore/a/b.ts', `import { x } from '../c'; import '../../shared/contract';`, 0],
  ['scripts/demo/a.ts', `import { x } from '../simulator/testing/startTestSimulator';`, 1],
])('seen in %s: %s', (path, source, count) => {
  const found = rules.flatMap((rule) => offences(path, importsIn(path, source), rule));
  expect(new Set(found).size).toBe(count);
});

test('no file is imported by what it imports, types included', () => {
  expect(circleIn(sources, (path) => filesOf(importsOf(path)))).toEqual([]);
});

test('a circle is seen, however long, and only a circle is', () => {
  const house: Record<string, string[]> = { a: ['b', 'c'], b: ['c'], c: ['d'], d: ['b'] };
  const importsOf = (path: string) => house[path] ?? [];
  expect(circleIn(['a'], importsOf)).toEqual(['b', 'c', 'd', 'b']);
  house.d = ['d'];
  expect(circleIn(['a'], importsOf)).toEqual(['d', 'd']);
  house.d = [];
  expect(circleIn(['a', 'b', 'c', 'd'], importsOf)).toEqual([]);
});

/** The sources among the imports, as files: `./x` may be x.ts or x/index.ts. */
function filesOf(imports: readonly Import[]): string[] {
  return imports.flatMap(({ target }) => {
    const file = ['', '.ts', '/index.ts']
      .map((end) => target + end)
      .find((path) => known.has(path));
    return file === undefined ? [] : [file];
  });
}

/** The first way from a file back to itself, each step an import; empty: there is none. */
function circleIn(paths: readonly string[], importsOf: (path: string) => string[]): string[] {
  const done = new Set<string>();
  const search = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    done.add(path);
    return firstOf(importsOf(path), (next) => search(next, [...way, path]));
  };
  return firstOf(paths, (path) => search(path, []));
}

function firstOf(paths: readonly string[], search: (path: string) => string[]): string[] {
  for (const path of paths) {
    const found = search(path);
    if (found.length > 0) return found;
  }
  return [];
}

function offences(path: string, imports: readonly Import[], rule: Rule): string[] {
  const matched = rule.from.exec(path);
  if (!matched) return [];
  const to = rule.to instanceof RegExp ? rule.to : rule.to(matched[1] ?? '');
  return imports
    .filter(({ target, typesOnly }) => to.test(target) && !(rule.typesAllowed && typesOnly))
    .map(({ target }) => `${path} → ${target}`);
}

const parsed = new Map<string, readonly Import[]>();

function importsOf(path: string): readonly Import[] {
  const known = parsed.get(path);
  if (known) return known;
  const imports = importsIn(path, readFileSync(join(projectRoot, path), 'utf8'));
  parsed.set(path, imports);
  return imports;
}

/** Whatever names a module: import, export … from, require, import(), import types, jest.mock. */
function importsIn(path: string, source: string): readonly Import[] {
  const imports: Import[] = [];
  const add = (name: ts.Node | undefined, typesOnly = false) => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    const relative = name.text.startsWith('.');
    const target = relative ? normalize(join(dirname(path), name.text)) : name.text;
    imports.push({ target: target.replaceAll('\\', '/'), typesOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isCallExpression(node) && loads(node.expression)) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return imports;
}

function isTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return ['jest', 'require'].includes(callee.expression.text);
}
