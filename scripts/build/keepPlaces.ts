import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { type Edit, withEdits } from './edits';
import {
  calleeName,
  hasPlaces,
  initialValue,
  isUrl,
  type OwnPlace,
  ownPlace,
  type Path,
  pathOf,
} from './places';
import { isUse, readSource } from './readSource';

/** Where a source stands, and what becomes of that. */
export interface Home {
  /** The source's own file, absolute. All paths here have forward slashes. */
  own: string;
  /** The folder that is uploaded, or a part of it, and the path that it has in what is uploaded. */
  folder: string;
  as: string;
  /** The project's folder. */
  root: string;
}

/** A place in a source, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A path beside the code that the code names. */
export interface Named extends Path {
  /** Only its text is wanted. */
  isRead: boolean;
  position: Position;
}

export interface KeptPlaces {
  text: string;
  named: Named[];
  /** Where it asks for its own place without saying what for. */
  asked: Position[];
  /** Where it loads what only a call will tell. */
  computed: Position[];
}

/** The function's own folder at run time, wherever the code that asks stood before it was bundled. */
export const functionFolder = 'function-folder:';

/**
 * In one bundle all files stand in one place. What asks for its own place gets the old one, and what
 * is loaded by a path that code puts together is bundled, where it can be told in which folder it is.
 */
export function keepPlaces(text: string, home: Home): KeptPlaces {
  const asItIs: KeptPlaces = { text, named: [], asked: [], computed: [] };
  try {
    return hasPlaces(text) ? readPlaces(text, home) : asItIs;
  } catch (error) {
    // Thousands of expressions inside each other: a program has written that, and it stays as it is.
    if (error instanceof RangeError) return asItIs;
    throw error;
  }
}

function readPlaces(text: string, { own, folder: home, as, root }: Home): KeptPlaces {
  const kept: KeptPlaces = { text, named: [], asked: [], computed: [] };
  const mayMakeRequire = text.includes('createRequire');
  const source = readSource(own, text);
  const ownFolder = posix.dirname(own);
  const edits: Edit[] = [];
  const replace = (node: ts.Node, to: string) =>
    void edits.push({ start: node.getStart(), end: node.end, text: to });
  const positionOf = (node: ts.Node): Position => {
    const { line, character } = source.file.getLineAndCharacterOfPosition(node.getStart());
    return { line: line + 1, column: character + 1 };
  };

  const isNear = (path: string) => path.startsWith(`${root}/`) || path.startsWith(`${home}/`);

  /** Code for the place that a path has at run time. */
  function at(path: string): string {
    const place = posix.join(as, posix.relative(home, path));
    const folder = `require(${JSON.stringify(functionFolder)})`;
    return place === '.' ? folder : `(${folder}+${JSON.stringify(`/${place}`)})`;
  }

  /** `createRequire(import.meta.url)`: the `require` of this file. */
  function makesRequire(node: ts.Node | undefined): boolean {
    if (!node || !ts.isCallExpression(node)) return false;
    if (calleeName(node) !== 'createRequire') return false;
    const [base] = node.arguments;
    if (!base) return false;
    const { isWhole, start } = pathOf(base, source);
    return isWhole && (start === own || start === `${ownFolder}/`);
  }

  function isRequire(node: ts.Expression): boolean {
    if (!ts.isIdentifier(node)) return makesRequire(node);
    const isNodes = node.text === 'require' && source.declarationOf(node) === undefined;
    return isNodes || makesRequire(initialValue(node, source));
  }

  function visit(node: ts.Node, isPart = false): void {
    const call = ts.isCallExpression(node) ? node : undefined;
    const wanted = call && isLoading(call) ? call.arguments[0] : undefined;
    const resolved = call && resolvedBy(call);
    if (call && wanted) {
      visit(call.expression);
      load(wanted);
    } else if (call && resolved !== undefined) {
      // What is only thrown out of the cache is not asked for.
      const isAsked = !ts.isElementAccessExpression(call.parent);
      if (isAsked) addNamed(call, { parts: [resolved], start: resolved, isWhole: true });
      replace(call, at(asCompiled(resolved)));
    } else if (!isCreatedRequire(node)) {
      const isNaming = !isPart && ts.isExpression(node) && names(node);
      const place = ownPlace(node, source);
      if (place) keep(node, place);
      else ts.forEachChild(node, (child) => visit(child, isPart || isNaming));
    }
  }

  function keep(node: ts.Node, place: OwnPlace): void {
    const path = at(place === 'folder' ? ownFolder : asCompiled(own));
    const value = place === 'url' ? `require("node:url").pathToFileURL(${path}).href` : path;
    const isShort = ts.isShorthandPropertyAssignment(node.parent);
    replace(node, isShort ? `${node.getText()}:${value}` : value);
  }

  function isLoading({ expression }: ts.CallExpression): boolean {
    return expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(expression);
  }

  /** What `createRequire` made is written as `require`, which esbuild knows, where it is called. */
  function isCreatedRequire(node: ts.Node): boolean {
    const isMade =
      mayMakeRequire && makesRequire(ts.isIdentifier(node) ? initialValue(node, source) : node);
    if (!isMade) return false;
    const { parent } = node;
    const isCalled = 'expression' in parent && parent.expression === node;
    const isNamedSo = ts.isIdentifier(node) && node.text === 'require';
    if (!isCalled && !isNamedSo) return false;
    const isShort = ts.isShorthandPropertyAssignment(parent);
    replace(node, isCalled ? 'require' : isShort ? 'require:createdRequire' : 'createdRequire');
    return true;
  }

  /** The file of `require.resolve('./page.html')`. */
  function resolvedBy({ expression, arguments: [wanted] }: ts.CallExpression): string | undefined {
    if (!ts.isPropertyAccessExpression(expression) || !wanted) return undefined;
    if (expression.name.text !== 'resolve' || !isRequire(expression.expression)) return undefined;
    const { start, isWhole } = pathOf(wanted, source);
    return isWhole && isPath(start) ? findFile(posix.resolve(ownFolder, start)) : undefined;
  }

  /** Notes the path that an expression comes to, where it begins with the place of this file. */
  function names(node: ts.Expression): boolean {
    if (ts.isIdentifier(node) && !isUse(node)) return false;
    const path = pathOf(node, source);
    const { parts, start, isWhole } = path;
    const folder = start.endsWith('/') ? start : `${start}/`;
    if (!isNear(folder)) return false;
    const isRun = /^(?:Worker|fork)$/.test(receiver(node));
    const isAbove = `${ownFolder}/`.startsWith(folder) && (isWhole || parts.at(-1) === undefined);
    // A name counts where it is used.
    if (isValueOfName(node) || ts.isTypeOfExpression(node.parent)) return true;
    if (receiver(node) === 'createRequire') return true;
    if (isAbove || (start === own && !isRun)) kept.asked.push(positionOf(node));
    else addNamed(node, path);
    return true;
  }

  function isValueOfName({ parent }: ts.Expression): boolean {
    return (
      ts.isVariableDeclaration(parent) &&
      ts.isIdentifier(parent.name) &&
      !(ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export) &&
      !source.isAssigned(parent.name.text)
    );
  }

  function addNamed(node: ts.Expression, path: Path): void {
    const isRead = /^(?:read|createRead|l?stat|exists|access|open|copy)/.test(receiver(node));
    kept.named.push({ ...path, isRead, position: positionOf(node) });
  }

  function load(wanted: ts.Expression): void {
    const path = pathOf(wanted, source);
    const { start, isWhole } = path;
    // esbuild sees a text by itself, and one that begins with ./
    if (ts.isStringLiteralLike(wanted) || /^[`'"]\.\.?\//.test(wanted.getText())) visit(wanted);
    else if (isWhole && isFound(start)) {
      const to = isAbsolute(start) ? dotted(posix.relative(ownFolder, start)) : start;
      replace(wanted, JSON.stringify(to));
    } else loadOneOf(wanted, path);
  }

  /** esbuild makes a table of all that lies where a path that is put together may lead. */
  function loadOneOf(wanted: ts.Expression, { parts, start, isWhole }: Path): void {
    visit(wanted, true);
    const folder = posix.resolve(ownFolder, start.replace(/[^/]*$/, '.'));
    if (as !== '') {
      // Of a package not all that lies in a folder may be there to be bundled.
      if (isAbsolute(start)) kept.asked.push(positionOf(wanted));
      return;
    }
    const isNarrow = isNear(`${folder}/`) && !`${ownFolder}/`.startsWith(`${folder}/`);
    if (isWhole || !isPath(start) || !isNarrow || !existsSync(folder)) {
      kept.computed.push(positionOf(wanted));
      return;
    }
    const to = dotted(posix.relative(ownFolder, folder));
    const from = isAbsolute(start) ? at(folder) : JSON.stringify(to);
    const end = parts.at(-1) ?? '';
    const [open, close] = isUrl(wanted, source)
      ? ['require("node:url").fileURLToPath(', ')']
      : ['', ''];
    const before = `\`${to}/\${require("node:path").relative(${from},${open}`;
    const after = `${close})${end === '' ? '' : `.slice(0,-${end.length})`}}${end}\``;
    edits.push({ start: wanted.getStart(), end: wanted.getStart(), text: before });
    edits.push({ start: wanted.end, end: wanted.end, text: after });
  }

  function isFound(path: string): boolean {
    if (isPath(path))
      return /\.node$/.test(path) ? false : findFile(posix.resolve(ownFolder, path)) !== undefined;
    try {
      createRequire(own).resolve(path);
      return true;
    } catch {
      return false;
    }
  }

  visit(source.file);
  return { ...kept, text: withEdits(text, edits) };
}

/** What a value is handed to: `readFile` of `fs.readFile(value)`. */
function receiver(value: ts.Expression): string {
  const { parent } = value;
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return isCall && parent.arguments?.includes(value) ? calleeName(parent) : '';
}

const isAbsolute = (path: string) => /^(?:\/|\w:\/)/.test(path);
const isPath = (path: string) => /^\.\.?\//.test(path) || isAbsolute(path);
const dotted = (path: string) => (path.startsWith('../') ? path : `./${path}`);

const extensions = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.cjs', '.mjs', '.json'];

/** The file that Node loads for a path, or the one in TypeScript that it is compiled from. */
function findFile(path: string): string | undefined {
  const sources = [path, path.replace(/\.([cm]?)js$/, '.$1ts')];
  return [...sources, `${path}/index`]
    .flatMap((start) => extensions.map((end) => start + end))
    .find((it) => statSync(it, { throwIfNoEntry: false })?.isFile());
}

/** The name that a file in TypeScript has once it is compiled. */
export function asCompiled(path: string): string {
  return path.replace(/\.([cm]?)tsx?$/, '.$1js');
}
