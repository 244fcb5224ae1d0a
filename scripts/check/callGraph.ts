import { realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';
import type { FunctionFolder } from './functionFolders';
import { handsOnRequire, loadsOtherwise, startOf } from './imports';
import { Known, unnamed } from './known';
import type { Place, Unread } from './lower';
import type { Sources } from './sources';
import { type Access, asWritten, isAccess, nameOf, rootOf, thisSetter } from './syntax';
import type { Slot, Value, Values } from './values';
import { Api, all, harmless, isCode, joined, passing, sdk, Thing, taking, unknown } from './values';

/** What is found in a function's source. */
export interface Found extends Place {
  /**
   * `call`: of an API. `computed`: `cloud.openapi[…]` with a name that only running it would tell.
   * `handedOn`: `cloud.openapi` given to other people's code. `outside`: an import in the function's
   * folder that leads out of it. All others: what could not be read, so that calls may be missing.
   */
  kind: 'call' | 'computed' | 'handedOn' | 'outside' | Unread['kind'];
  /** The API, as permissions.openapi wants it, or what is known of it; of an import, from where. */
  what: string;
  /** A way from `main` leads here. Otherwise it may be reached, and nobody can tell by reading. */
  certain: boolean;
}

/**
 * The openapi calls of the function whose `main` is in `entry`. What `main` leads to, through
 * parameters, fields, classes and imported files, is certain; a shared file's code that this
 * function has no way to does not count. What stands in `own` files, the function's folder, but is
 * not seen to be called is uncertain, and so is a method of which only its name says that it is meant.
 * @param limit how many parts of expressions are gone through before giving up: some seconds of work
 */
export function openapiCalls(
  sources: Sources,
  { folder, entry, own }: FunctionFolder & { own: readonly string[] },
  limit = 30_000_000,
): Found[] {
  const graph = new CallGraph(sources, realpathSync(folder) + sep, limit);
  graph.follow(entry, []);
  graph.isRelaxed = true;
  graph.follow(entry, own);
  return [...sources.unread.map((it) => ({ ...it, certain: true })), ...graph.found.values()];
}

/** The arguments that code which we cannot see calls a function with. */
const anything: readonly Slot[] = Array.from({ length: 8 }, () => new Set([unknown]));

/**
 * Which code calls which. Values flow through names, parameters and fields, an object's as well as
 * its parents'. Which statement comes first is not looked at: all code that is reached is gone
 * through again until nothing new is learnt.
 */
class CallGraph {
  readonly found = new Map<string, Found>();
  /** Whether to follow also what may be called, and not only what `main` is seen to lead to. */
  isRelaxed = false;
  readonly #known = new Known();
  /** Files and functions whose code runs. */
  readonly #reached = new Set<Thing>();
  readonly #reachedCode = new Set<ts.Node>();
  /** What code that we cannot see has got hold of. */
  readonly #handedOut = new Set<Thing>();

  constructor(
    readonly sources: Sources,
    readonly folder: string,
    readonly limit: number,
  ) {}

  /** Follows what `entry` exports as `main`, and all that stands in the function's `own` files. */
  follow(entry: string, own: readonly string[]): void {
    const main = this.sources.file(entry);
    if (!main) return;
    const files = own.flatMap((path) => this.sources.file(path) ?? []);
    for (const file of [main, ...files]) this.#reach(this.#known.thing(file));
    do {
      this.#known.changed = false;
      try {
        this.#goThrough(main, files);
      } catch (error) {
        // So deeply nested that the stack ran out.
        if (!(error instanceof RangeError)) throw error;
        this.#known.work = Number.POSITIVE_INFINITY;
      }
      if (this.#known.work > this.limit) this.#note('exhausted', main, '');
    } while (this.#known.changed && this.#known.work <= this.limit);
  }

  #goThrough(main: ts.SourceFile, files: readonly ts.SourceFile[]): void {
    for (const code of this.#reached) this.#run(code);
    this.#callMain(main);
    for (const file of files) this.#callUncalled(file);
    for (const thing of this.#handedOut) this.#useHandedOut(thing);
  }

  /** The platform calls `main`; in a file without one, whatever is exported may be meant to be it. */
  #callMain(file: ts.SourceFile): void {
    const exported = this.#exports(file);
    const main = this.#read(exported, ['main'], file);
    const fields = [...exported].flatMap((it) => (it instanceof Thing ? it.held : []));
    this.#handOut(main.size > 0 ? main : [...exported, ...fields], file);
  }

  #callUncalled(node: ts.Node): void {
    if (ts.isFunctionLike(node) && !this.#reachedCode.has(node)) {
      const things = this.#known.allOf(node);
      for (const it of things.length > 0 ? things : [this.#known.thing(node)]) {
        this.#invoke(it, anything);
      }
    }
    ts.forEachChild(node, (child) => this.#callUncalled(child));
  }

  #reach(code: Thing): void {
    if (!this.#reached.has(code)) this.#known.changed = true;
    this.#reached.add(code);
    this.#reachedCode.add(code.node);
  }

  /** Keeps what is found at a place, once. */
  #note(kind: Found['kind'], node: ts.Node, what: string): void {
    const key = `${node.getSourceFile().fileName}:${node.pos} ${kind} ${what}`;
    if (this.found.has(key)) return;
    this.found.set(key, { kind, what, certain: !this.isRelaxed, ...this.sources.placeOf(node) });
  }

  #noteApi(kind: Found['kind'], node: ts.Node, { path }: Api): void {
    this.#note(kind, nameOf(node), path.join('.'));
  }

  // Fields

  /** Everything that reading any of `keys` from any of `bases` may give. */
  #read(bases: Values, keys: Values, node: ts.Node): Slot {
    const found: Slot = new Set();
    for (const base of bases) {
      for (const key of keys) {
        const isText = typeof key === 'string';
        const values = isText ? this.#readNamed(base, key) : this.#readAny(base, node);
        for (const value of values) {
          this.#known.work += 1;
          found.add(value);
        }
      }
    }
    return found;
  }

  #readNamed(base: Value, name: string): Values {
    if (base instanceof Thing) return this.#readField(base, name);
    if (name === 'default' || (base === sdk && name === 'Cloud')) return [base];
    if (base instanceof Api) return [base.part(name)];
    if (name === 'openapi') return [base === sdk ? Api.certain : Api.guessed];
    // Of an object that is not known all that can be said is which methods have that name.
    return [unknown, ...((this.isRelaxed && base !== sdk && this.#known.methods.get(name)) || [])];
  }

  #readField(base: Thing, name: string): Values {
    if (name === 'prototype' && base.isCode) return [base.instance];
    // The default import of a CommonJS module is the module.
    const found: Value[] = name === 'default' ? [base] : [];
    const lineage = new Set<Value>([base]);
    for (const it of lineage) {
      if (!(it instanceof Thing)) found.push(...this.#readNamed(it, name));
      else if (it.fields.has(name)) found.push(...it.get(name));
      // An abstract class counts on what its heirs have.
      else for (const kin of [...it.get('__proto__'), ...it.heirs]) lineage.add(kin);
    }
    return [...found, ...base.get(unnamed)].flatMap((value) =>
      isCode(value) && ts.isGetAccessor(value.node) ? [...this.#invoke(value, [])] : [value],
    );
  }

  /** What `base[key]` may give for a key that nobody can tell. */
  #readAny(base: Value, node: ts.Node): Values {
    if (base instanceof Api) {
      if (base.path.length > 1) return [base];
      if (!base.isGuessed || base.path.length > 0) this.#noteApi('computed', node, base);
      return [];
    }
    if (base === sdk) this.#note('computed', nameOf(node), '');
    if (!(base instanceof Thing)) return [unknown];
    if (!this.isRelaxed) return [unknown, base, ...base.get(unnamed)];
    const family = [base, ...base.get('__proto__'), ...base.heirs];
    return [unknown, base, ...family.flatMap((it) => (it instanceof Thing ? it.held : []))];
  }

  // Calls

  /** Calls each of `callees`, at `node`, and gives what may come back. */
  #call(callees: Values, args: readonly Values[], node: ts.Node): Value[] {
    return [...callees].flatMap((callee): Value[] => {
      // `cloud.openapi({ appid })` is another `cloud.openapi`.
      if (callee === sdk || (callee instanceof Api && callee.path.length === 0)) return [callee];
      if (callee instanceof Thing)
        return callee.isCode ? [...this.#invoke(callee, args, node)] : [];
      if (callee instanceof Api) {
        if (!callee.isGuessed || callee.path.length > 1) this.#noteApi('call', node, callee);
        return [unknown];
      }
      // Code that we cannot see often gives back what it was given: Object.freeze, a wrapper.
      this.#handOut(all(args), node);
      return [unknown, ...all(args).filter((it) => it === sdk || it instanceof Thing)];
    });
  }

  /** Promises are looked through everywhere: an async function returns what it resolves to. */
  #invoke(callee: Thing, args: readonly Values[], site?: ts.Node): Values {
    const { node } = callee;
    if (ts.isClassLike(node)) return this.#makeInstance(callee, args, site);
    return this.#known.within(this.#known.scopeOf(callee, site, !this.isRelaxed), () => {
      const thing = this.#known.thing(node);
      this.#reach(thing);
      const parameters = ts.isFunctionLike(node) ? [...node.parameters] : [];
      for (const [index, { name, dotDotDotToken }] of parameters.entries()) {
        this.#flow(name, all(args.slice(index, dotDotDotToken ? undefined : index + 1)));
      }
      return thing.returned;
    });
  }

  #makeInstance(callee: Thing, args: readonly Values[], site?: ts.Node): Values {
    const classes = new Set<Value>([callee]);
    for (const it of classes) {
      if (!(it instanceof Thing) || !ts.isClassLike(it.node)) {
        this.#call([it], args, callee.node);
        continue;
      }
      const written = it.node.members.find(ts.isConstructorDeclaration);
      const made = written && this.#known.within(it.scope, () => this.#known.thing(written));
      if (made) this.#invoke(made, args, site);
      // A class without a constructor hands its arguments on to its parent's.
      else for (const parent of it.get('__proto__')) classes.add(parent);
      for (const parent of it.instance.get('__proto__')) {
        if (parent instanceof Thing) this.#known.add(parent.heirs, [it.instance]);
      }
    }
    return [callee.instance];
  }

  /** `values` get into the hands of code that we cannot see: a package, the platform, a built-in. */
  #handOut(values: Values, node: ts.Node): void {
    for (const value of values) {
      if (value instanceof Api && !value.isGuessed) {
        this.#noteApi(value.path.length > 1 ? 'call' : 'handedOn', node, value);
      }
      if (value === sdk && !this.#isHarmless(node)) this.#note('handedOn', nameOf(node), '');
      if (!(value instanceof Thing) || this.#handedOut.has(value)) continue;
      this.#handedOut.add(value);
      this.#known.changed = true;
    }
  }

  /** Whether it is one of the language's own functions, which call nothing of the SDK. */
  #isHarmless(callee: ts.Node): boolean {
    const root = rootOf(callee);
    return ts.isIdentifier(root) && harmless.has(root.text) && !this.sources.symbolOf(root);
  }

  /**
   * What others do with what they were given: they call the functions. What they do with an object,
   * or with what one of those returns, is anybody's guess, and so left out at first.
   */
  #useHandedOut(thing: Thing): void {
    const returned = thing.isCode ? [...this.#invoke(thing, anything)] : [];
    if (!this.isRelaxed) return;
    const things = returned.filter((it) => it instanceof Thing);
    this.#handOut(things, thing.node);
    for (const [name, slot] of thing.fields) {
      if (name !== 'openapi') this.#handOut(slot, thing.node);
    }
  }

  #callExpression(node: ts.CallExpression): Values {
    const { expression } = node;
    const name =
      ts.isIdentifier(expression) && !this.sources.symbolOf(expression) ? expression.text : '';
    if (expression.kind === ts.SyntaxKind.ImportKeyword || name === 'require') {
      return this.#required(node.arguments[0]);
    }
    if (loadsOtherwise(node)) this.#loadsUnseen(expression);
    const args = this.#arguments(node);
    // What the compiler makes of `import` and `export *`.
    if (name === '__importStar' || name === '__importDefault') return args[0] ?? [];
    if (name === '__exportStar') {
      this.#known.copy(args[0] ?? [], this.#known.thing(node.getSourceFile()));
      return [];
    }
    if (isAccess(expression)) return this.#callMethod(expression, args);
    const isSuper = expression.kind === ts.SyntaxKind.SuperKeyword;
    const heir = isSuper && ts.findAncestor(node, ts.isClassLike);
    const callees = heir ? this.#known.thing(heir).get('__proto__') : this.#visit(expression);
    return this.#call(callees, args, expression);
  }

  #callMethod(callee: Access, args: readonly Slot[]): Values {
    const base = [...this.#visit(callee.expression)];
    const keys = this.#keys(callee);
    const [name = ''] = keys;
    const [first = new Set<Value>(), ...rest] = args;
    switch (name) {
      // `fn.bind(that)`, `fn.call(that, a)`: what is meant stands before the last name.
      case 'bind':
        return base;
      case 'call':
        return this.#call(base, rest, callee.expression);
      case 'apply':
        return this.#call(base, rest.flatMap(several), callee.expression);
      case 'defineProperty':
        return this.#define(args, callee);
      case 'assign':
        for (const to of first) this.#known.copy(all(rest), to);
        break;
      // Object.setPrototypeOf, util.inherits
      case 'setPrototypeOf':
      case 'inherits':
        for (const heir of first) this.#known.inherit(heir, all(rest));
    }
    const returned = this.#call(this.#read(base, keys, callee), args, callee);
    const isApi = base.some((it) => it === sdk || it instanceof Api);
    if (isApi || typeof name !== 'string' || !passing.has(name)) return returned;
    if (taking.has(name)) this.#flow(callee.expression, all(args));
    // What reduce begins with is what its function is given first.
    const given = name.startsWith('reduce') ? [...base, ...all(args.slice(1))] : base;
    return [...base, ...returned, ...this.#call(all(args).filter(isCode), [given, base], callee)];
  }

  /** `Object.defineProperty(target, key, { value })` or `{ get }`, as `export … from` becomes. */
  #define([target, key, descriptor]: readonly Slot[], node: ts.Node): Values {
    for (const it of descriptor ?? []) {
      if (!(it instanceof Thing)) continue;
      const values = [...it.get('value'), ...this.#call(it.get('get'), [], node)];
      for (const owner of target ?? []) this.#set(owner, key ?? [], values, node);
    }
    return target ?? [];
  }

  #construct(node: ts.NewExpression): Values {
    if (loadsOtherwise(node)) this.#loadsUnseen(node.expression);
    const callees = [...this.#visit(node.expression)];
    const returned = this.#call(callees, this.#arguments(node), node.expression);
    return [...callees.filter(isCode).map((it) => it.instance), ...returned];
  }

  #arguments(node: ts.CallExpression | ts.NewExpression): Slot[] {
    return (node.arguments ?? []).flatMap((argument) => {
      const values = new Set(this.#visit(argument));
      return ts.isSpreadElement(argument) ? several(values) : [values];
    });
  }

  // Code

  /** Goes through all code of a file or function once. */
  #run({ node, scope, returned }: Thing): void {
    const held = this.#known.within(scope, () => this.#children(node));
    const isShort = ts.isArrowFunction(node) && !ts.isBlock(node.body);
    if (isShort) this.#known.add(returned, held);
  }

  #children(node: ts.Node): Value[] {
    const found: Value[] = [];
    ts.forEachChild(node, (child) => void found.push(...this.#visit(child)));
    return found;
  }

  /** What `node` gives as an expression; a statement is gone through. */
  #visit(node: ts.Node | undefined): Values {
    this.#known.work += 1;
    if (!node || this.#known.work > this.limit) return [];
    if (ts.isIdentifier(node)) return this.#name(node);
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return this.#template(node);
    if (ts.isRegularExpressionLiteral(node) || ts.isMetaProperty(node)) return [unknown];
    if (isAccess(node)) return this.#read(this.#visit(node.expression), this.#keys(node), node);
    if (ts.isCallExpression(node)) return this.#callExpression(node);
    if (ts.isNewExpression(node)) return this.#construct(node);
    if (ts.isTaggedTemplateExpression(node)) return this.#call(this.#visit(node.tag), [], node.tag);
    if (ts.isObjectLiteralExpression(node)) return this.#object(node);
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return [this.#code(node)];
    if (ts.isBinaryExpression(node)) return this.#binary(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.#thisOf(node);
    if (node.kind === ts.SyntaxKind.SuperKeyword) {
      return this.#read(this.#thisOf(node), ['__proto__'], node);
    }
    if (ts.isConditionalExpression(node)) {
      this.#visit(node.condition);
      return [...this.#visit(node.whenTrue), ...this.#visit(node.whenFalse)];
    }
    if (ts.isReturnStatement(node) || ts.isYieldExpression(node)) {
      const code = ts.findAncestor(node, ts.isFunctionLike);
      if (code) this.#known.add(this.#known.thing(code).returned, this.#children(node));
      return [unknown];
    }
    if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) {
      if (node.initializer) this.#flow(node.name, this.#visit(node.initializer));
      else if (ts.isCatchClause(node.parent)) this.#flow(node.name, [unknown]);
      return ts.isIdentifier(node.name) ? [] : this.#visit(node.name);
    }
    if (ts.isForOfStatement(node)) this.#flow(node.initializer, this.#visit(node.expression));
    if (ts.isForInStatement(node)) this.#flow(node.initializer, [unknown]);
    const held = this.#children(node);
    return ts.isTypeOfExpression(node) || ts.isPrefixUnaryExpression(node) ? [] : held;
  }

  #name(node: ts.Identifier): Values {
    const declared = this.sources.symbolOf(node);
    if (declared) return this.#known.named(declared);
    if (node.text === 'undefined') return [];
    const exported = this.#exports(node);
    if (node.text === 'exports') return exported;
    if (handsOnRequire(node)) this.#loadsUnseen(node);
    return [node.text === 'module' ? this.#known.thing(node.getSourceFile()).instance : unknown];
  }

  /** `this` as the place of writing has it: callers that set another are not followed. */
  #thisOf(node: ts.Node): Values {
    const code = thisSetter(node);
    if (!code) return this.#exports(node);
    const { parent } = code;
    if (ts.isClassLike(parent)) return [ownerOf(code, this.#known.thing(parent))];
    if (ts.isObjectLiteralExpression(parent)) return [this.#known.thing(parent)];
    if (ts.isPropertyAssignment(parent)) return [this.#known.thing(parent.parent)];
    // `x.method = function () { … }`
    const target = ts.isBinaryExpression(parent) ? parent.left : parent;
    return isAccess(target) ? this.#visit(target.expression) : [this.#known.thing(code).instance];
  }

  /** The names that `.name` or `[…]` may mean. */
  #keys(node: Access): Values {
    if (ts.isPropertyAccessExpression(node)) return [node.name.text];
    const keys = [...this.#visit(node.argumentExpression)];
    const isPlace = ts.isNumericLiteral(node.argumentExpression);
    // What holds nothing so far may yet be learnt; what holds nothing in the end is not known.
    return keys.length === 0 && (isPlace || this.isRelaxed) ? [unknown] : keys;
  }

  /** The names that a property, or one that a pattern takes out, may have. */
  #namesOf(name: ts.PropertyName | ts.BindingName): Values {
    if (ts.isComputedPropertyName(name)) return this.#visit(name.expression);
    return 'text' in name ? [name.text] : [unknown];
  }

  #template({ head, templateSpans }: ts.TemplateExpression): Values {
    let text: Values = [head.text];
    for (const { expression, literal } of templateSpans) {
      text = joined(joined(text, this.#visit(expression)), [literal.text]);
    }
    return text;
  }

  #binary({ left, operatorToken: { kind }, right }: ts.BinaryExpression): Values {
    const values = [...this.#visit(right)];
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
      const isJoining = kind === ts.SyntaxKind.PlusEqualsToken;
      this.#flow(left, isJoining ? joined(this.#visit(left), values) : values);
      return isJoining ? this.#visit(left) : values;
    }
    const others = this.#visit(left);
    if (kind === ts.SyntaxKind.PlusToken) return joined(others, values);
    const isRight = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.CommaToken];
    if (isRight.includes(kind)) return values;
    const isEither = [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];
    return isEither.includes(kind) ? [...others, ...values] : [];
  }

  #object(node: ts.ObjectLiteralExpression): Values {
    const thing = this.#known.thing(node);
    const hidden = new Set<Value>();
    // From the end, for what stands there hides what a spread before it brings.
    for (const property of [...node.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        this.#known.copy(this.#visit(property.expression), thing, hidden);
      } else {
        for (const name of this.#setMember(thing, property)) hidden.add(name);
      }
    }
    return [thing];
  }

  /** A function, or a class: its statics are its fields, its instances' fields those of one thing. */
  #code(node: ts.SignatureDeclaration | ts.ClassLikeDeclaration): Thing {
    const thing = this.#known.thing(node);
    if (node.name && ts.isIdentifier(node.name)) this.#flow(node.name, [thing]);
    if (!ts.isClassLike(node)) return thing;
    for (const clause of node.heritageClauses ?? []) {
      this.#known.inherit(thing, this.#children(clause));
    }
    for (const member of node.members) {
      if (ts.isClassStaticBlockDeclaration(member)) this.#visit(member.body);
      else if (member.name) this.#setMember(ownerOf(member, thing), member);
    }
    return thing;
  }

  /** Gives a property or method to its owner, and says under which names. */
  #setMember(owner: Thing, node: ts.ObjectLiteralElementLike | ts.ClassElement): Values {
    const names = node.name ? this.#namesOf(node.name) : [];
    const written = ts.isShorthandPropertyAssignment(node) ? node.name : node;
    this.#known.setFields(
      owner,
      names,
      this.#visit('initializer' in node ? node.initializer : written),
    );
    return names;
  }

  /** `target = values`, for a name, a field, or a pattern such as `{ openapi: { a } }`. */
  #flow(target: ts.Node, values: Values): void {
    if (ts.isIdentifier(target)) {
      const declared = this.sources.symbolOf(target);
      if (declared) this.#known.add(this.#known.named(declared), values);
    } else if (isAccess(target)) {
      for (const base of this.#visit(target.expression)) {
        this.#set(base, this.#keys(target), values, target);
      }
    } else if (ts.isObjectBindingPattern(target) || ts.isObjectLiteralExpression(target)) {
      const parts = 'elements' in target ? target.elements : target.properties;
      for (const part of parts) this.#takeOut(part, values);
    } else if (ts.isBindingElement(target)) {
      this.#flow(target.name, values);
    } else if (ts.isBinaryExpression(target)) {
      // A default inside a pattern: `[a = b] = …`.
      this.#flow(target.left, [...values, ...this.#visit(target.right)]);
    } else if (!ts.isCallExpression(target)) {
      ts.forEachChild(target, (child) => this.#flow(child, values));
    }
  }

  /** `owner.key = values`; what an owner that we do not know holds, code that we cannot see may use. */
  #set(owner: Value, keys: Values, values: Values, node: ts.Node): void {
    if (owner === unknown) this.#handOut(values, node);
    this.#known.setFields(owner, keys, values);
  }

  /** What one part of a pattern takes out of `values`; `...rest` is whatever they are. */
  #takeOut(part: ts.BindingElement | ts.ObjectLiteralElementLike, values: Values): void {
    const isBinding = ts.isBindingElement(part);
    if (ts.isSpreadAssignment(part)) this.#flow(part.expression, values);
    else if (isBinding && part.dotDotDotToken) this.#flow(part.name, values);
    else {
      const names = this.#namesOf((isBinding && part.propertyName) || part.name);
      const target = ts.isPropertyAssignment(part) ? part.initializer : part.name;
      const initial = ts.isShorthandPropertyAssignment(part) && part.objectAssignmentInitializer;
      const taken = this.#read(values, names, part);
      this.#flow(target, initial ? [...taken, ...this.#visit(initial)] : taken);
    }
  }

  // Modules

  /** The object that a module's `exports` starts with, and what `module.exports = ` puts in its place. */
  #exports(node: ts.Node): Values {
    const file = this.#known.thing(node.getSourceFile());
    this.#known.setFields(file.instance, ['exports'], [file]);
    return file.instance.get('exports');
  }

  /** What `require(specifier)` gives. */
  #import(specifier: string, node: ts.Node): Values {
    if (specifier === 'wx-server-sdk') return [sdk];
    const found = this.sources.resolve(node.getSourceFile().fileName, specifier);
    if (found === 'nowhere') this.#note(found, node, specifier);
    if (typeof found === 'object') return this.#load(found.file, specifier, node);
    // A JSON file's `permissions.openapi` is no API.
    return found === 'data' ? [] : [unknown];
  }

  /** The exports of a file that is imported by `specifier`, or by what begins so; its code runs. */
  #load(path: string, specifier: string, node: ts.Node): Values {
    const file = this.sources.file(path);
    if (!file) {
      this.#note('computedRequire', node, asWritten(node));
      return [unknown];
    }
    const from = node.getSourceFile().fileName;
    const isRelative = specifier.startsWith('.');
    const named = isRelative ? join(dirname(from), specifier) : path;
    const isOutside = from.startsWith(this.folder) && !named.startsWith(this.folder);
    if (isOutside) this.#note('outside', node, specifier);
    this.#reach(this.#known.thing(file));
    return this.#exports(file);
  }

  #loadsUnseen(node: ts.Node): void {
    if (this.isRelaxed) this.#note('computedRequire', node, asWritten(node));
  }

  #required(specifier: ts.Expression | undefined): Values {
    if (!specifier) return [];
    const names = [...this.#visit(specifier)];
    const texts = names.filter((it) => typeof it === 'string');
    const found = texts.flatMap((it) => [...this.#import(it, specifier)]);
    const isKnown = texts.length > 0 && texts.length === names.length;
    if (isKnown || !this.isRelaxed)
      return names.length > texts.length ? [...found, unknown] : found;
    const start = startOf(specifier);
    const files = this.sources.begunWith(specifier.getSourceFile().fileName, start);
    if (!files) this.#loadsUnseen(specifier);
    const begun = (files ?? []).flatMap((it) => [...this.#load(it, start, specifier)]);
    return [...found, unknown, ...begun];
  }
}

/** Who has a member of a class: the class where it is static. */
function ownerOf(member: ts.Node, thing: Thing): Thing {
  const flags = ts.getCombinedModifierFlags(member as ts.Declaration);
  return flags & ts.ModifierFlags.Static ? thing : thing.instance;
}

/** Where a spread among arguments ends nobody knows; four places are more than any of ours has. */
const several = (values: Slot) => [values, values, values, values];
