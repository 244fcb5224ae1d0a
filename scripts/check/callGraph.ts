import { dirname, sep } from 'node:path';
import ts from 'typescript';
import type { Sources, Unread } from './sources';

/** A call of WeChat's that the source contains. */
export interface OpenapiCall {
  /** e.g. `customerServiceMessage.setTyping`, as permissions.openapi wants it. */
  api: string;
  node: ts.Node;
  /** A way from `main` leads here. Otherwise it may be reached, and nobody can tell by reading. */
  certain: boolean;
}

/** `cloud.openapi[…]` with a name that only running it would tell, or handed to other people's code. */
export interface UndecidedCall {
  /** What is known of the name: `` or e.g. `customerServiceMessage`. */
  known: string;
  why: 'computed' | 'handedOn';
  node: ts.Node;
}

export interface OpenapiCalls {
  calls: OpenapiCall[];
  undecided: UndecidedCall[];
  /** What could not be read; calls may be missing then. */
  unread: Unread[];
  /** Imports in the function's folder that lead out of it. */
  outside: ts.Node[];
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
  entry: string,
  own: readonly string[],
  limit = 30_000_000,
): OpenapiCalls {
  const all = new CallGraph(sources, limit);
  all.follow(entry, own);
  const certain = new CallGraph(sources, limit, all.ambiguous());
  certain.follow(entry);
  return {
    calls: [...all.calls].map(([key, call]) => ({ ...call, certain: certain.calls.has(key) })),
    undecided: [...all.undecided.values()],
    unread: [...sources.unread, ...all.unread.values()],
    outside: [...all.outside],
  };
}

/**
 * What a name or field may hold, as far as permissions are concerned. An array, Map, promise or
 * generator is looked through: it stands for what is in it.
 */
type Value = Mark | Api | Text | Thing;
type Values = Iterable<Value>;
/** Grows while the graph does, and never shrinks. */
type Slot = Set<Value>;

interface Mark {
  /** `sdk` is wx-server-sdk, its class Cloud, or an instance of that. */
  readonly kind: 'unknown' | 'sdk';
}

/** `cloud.openapi` and what is read from it; `guessed` where only the name `openapi` says so. */
interface Api {
  readonly kind: 'api';
  readonly path: readonly string[];
  readonly guessed: boolean;
}

interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/** An object, module, class or function, one for each place that makes one. */
interface Thing {
  readonly kind: 'thing';
  readonly node: ts.Node;
  /** Whether it can be called: false for an instance of the class or function at `node`. */
  readonly isCode: boolean;
  readonly fields: Map<string, Slot>;
  readonly returned: Slot;
}

const unknown: Value = { kind: 'unknown' };
const sdk: Value = { kind: 'sdk' };

/** More than one place holds in code that people write; beyond it, the time would grow without use. */
const maxValues = 100;
/** More text than anybody writes, so that `s = s + 'a'` comes to an end. */
const maxTexts = 32;
const maxTextLength = 80;

/** The field for `[key]` that nobody can tell. */
const unnamed = '[]';
/** Names that `cloud.openapi.x` answers as any function does, not as an API. */
const functionNames = new Set(['name', 'length', 'toString', 'constructor', 'prototype', 'toJSON']);
/** Methods of arrays, Maps and promises that hand on what is in them; `taking` also put more in. */
const taking = new Set('push unshift set add concat fill splice'.split(' '));
const passing = new Set([
  ...taking,
  ...'map forEach filter find findLast some every flatMap reduce reduceRight sort'.split(' '),
  ...'slice reverse pop shift at get values entries then catch finally'.split(' '),
]);

/**
 * Which code calls which. Values flow through names, parameters and fields; a field whose object is
 * not known is every field of that name. Which statement comes first is not looked at: all code that
 * is reached is gone through again until nothing new is learnt.
 */
class CallGraph {
  readonly calls = new Map<string, Omit<OpenapiCall, 'certain'>>();
  readonly undecided = new Map<string, UndecidedCall>();
  readonly unread = new Map<string, Unread>();
  readonly outside = new Set<ts.Node>();
  /** What `main` is seen to lead to is known; from now on also what else might be called. */
  #relaxed = false;
  #changed = false;
  #work = 0;
  #folder = '';
  /** Files and functions whose code runs. */
  readonly #reached = new Set<ts.Node>();
  /** What code that we cannot see has got hold of. */
  readonly #handedOut = new Set<Thing>();
  readonly #codes = new Map<ts.Node, Thing>();
  readonly #instances = new Map<ts.Node, Thing>();
  readonly #slots = new Map<ts.Symbol | string, Slot>();
  readonly #symbols = new Map<ts.Node, ts.Symbol | undefined>();
  readonly #interned = new Map<string, Value>();

  /** @param skipped names of fields that are not followed where their object is not known */
  constructor(
    readonly sources: Sources,
    readonly limit: number,
    readonly skipped?: ReadonlySet<string>,
  ) {}

  /** Follows `main`, and then what else the function's `own` files hold. */
  follow(entry: string, own: readonly string[] = []): void {
    const file = this.sources.file(entry);
    if (!file) return;
    this.#folder = dirname(entry) + sep;
    this.#reach(file);
    this.#settle(() => this.#callMain(file));
    this.#relaxed = true;
    const ownFiles = own.flatMap((path) => this.sources.file(path) ?? []);
    if (ownFiles.length === 0) return;
    for (const ownFile of ownFiles) this.#reach(ownFile);
    this.#settle(() => {
      this.#callMain(file);
      for (const ownFile of ownFiles) this.#callUncalled(ownFile);
    });
  }

  /** Names of fields under which several objects have something that matters. */
  ambiguous(): ReadonlySet<string> {
    const several = [...this.#slots].filter(([, slot]) => [...slot].filter(isCallable).length > 1);
    return new Set(several.map(([name]) => name).filter((name) => typeof name === 'string'));
  }

  #settle(fromOutside: () => void): void {
    do {
      this.#changed = false;
      for (const node of this.#reached) this.#run(node);
      fromOutside();
      this.#useHandedOut();
      if (this.#work > this.limit) {
        const at = { file: [...this.#reached][0]?.getSourceFile().fileName ?? '', text: '' };
        this.unread.set('', { kind: 'exhausted', ...at, offset: 0, what: '' });
        return;
      }
    } while (this.#changed);
  }

  /** The platform calls `main`; in a file without one, whatever is exported may be meant to be it. */
  #callMain(file: ts.SourceFile): void {
    const exported = [...this.#exports(file)];
    const main = exported.flatMap((it) =>
      it.kind === 'thing' ? [...(it.fields.get('main') ?? [])] : [],
    );
    const fields = exported.flatMap((it) => (it.kind === 'thing' ? [...it.fields.values()] : []));
    this.#handOut(main.length > 0 ? main : [...exported, ...fields.flatMap((it) => [...it])], file);
  }

  #callUncalled(node: ts.Node): void {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !this.#reached.has(node)) {
      this.#invokeFromOutside(this.#thing(node));
    }
    ts.forEachChild(node, (child) => this.#callUncalled(child));
  }

  // What is known

  #add(slot: Slot, values: Values): void {
    for (const value of values) {
      this.#work += 1;
      if (slot.has(value) || slot.size >= maxValues) continue;
      slot.add(value);
      this.#changed = true;
    }
  }

  #reach(node: ts.Node): void {
    if (!this.#reached.has(node)) this.#changed = true;
    this.#reached.add(node);
  }

  /** The one thing that this place makes, or its instance. */
  #thing(node: ts.Node, isInstance = false): Thing {
    const things = isInstance ? this.#instances : this.#codes;
    const isCode = !isInstance && (ts.isFunctionLike(node) || ts.isClassLike(node));
    const made: Thing = { kind: 'thing', node, isCode, fields: new Map(), returned: new Set() };
    const thing = things.get(node) ?? made;
    things.set(node, thing);
    return thing;
  }

  #slotOf(key: ts.Symbol | string): Slot {
    const slot = this.#slots.get(key) ?? new Set();
    this.#slots.set(key, slot);
    return slot;
  }

  #setField(thing: Thing | undefined, name: string, values: Values): void {
    const held = [...values];
    this.#add(this.#slotOf(name), held);
    if (!thing) return;
    const slot = thing.fields.get(name) ?? new Set();
    thing.fields.set(name, slot);
    this.#add(slot, held);
  }

  #text(text: string): Value {
    return this.#intern(`text ${text}`, { kind: 'text', text });
  }

  #api(path: readonly string[], guessed: boolean): Value {
    return this.#intern(`api ${guessed} ${path.join('.')}`, { kind: 'api', path, guessed });
  }

  /** The one value of its kind, so that a Set holds it once. */
  #intern(key: string, value: Value): Value {
    const known = this.#interned.get(key) ?? value;
    this.#interned.set(key, known);
    return known;
  }

  /** The declaration that a name means, wherever it is exported or imported under it. */
  #symbolOf(name: ts.Node): ts.Symbol | undefined {
    if (this.#symbols.has(name)) return this.#symbols.get(name);
    const { checker } = this.sources;
    const { parent } = name;
    let found = checker.getSymbolAtLocation(name);
    if (ts.isShorthandPropertyAssignment(parent)) {
      found = checker.getShorthandAssignmentValueSymbol(parent);
    } else if (ts.isParameter(parent) && ts.isParameterPropertyDeclaration(parent, parent.parent)) {
      // A constructor's `private cloud` declares two things; the body means the parameter.
      [found] = checker.getSymbolsOfParameterPropertyDeclaration(parent, name.getText());
    } else if (ts.isExportSpecifier(parent)) {
      found = checker.getExportSpecifierLocalTargetSymbol(parent);
    }
    const symbol = found && checker.getExportSymbolOfSymbol(found);
    this.#symbols.set(name, symbol);
    return symbol;
  }

  /**
   * What a name holds; undefined where the source does not declare it. In JavaScript the compiler
   * takes `exports.main = …` for a declaration too, and we do not.
   */
  #declared(name: ts.Node): Slot | undefined {
    const symbol = this.#symbolOf(name);
    const isReal = symbol?.declarations?.some(
      (it) =>
        !(ts.isBinaryExpression(it) || isAccess(it) || ts.isIdentifier(it) || ts.isSourceFile(it)),
    );
    return symbol && isReal ? this.#slotOf(symbol) : undefined;
  }

  #called(path: readonly string[], node: ts.Node): void {
    const api = path.join('.');
    once(this.calls, `${api} ${placeOf(node)}`, { api, node });
  }

  #undecidable(path: readonly string[], why: UndecidedCall['why'], node: ts.Node): void {
    const known = path.join('.');
    once(this.undecided, `${known} ${why} ${placeOf(node)}`, { known, why, node });
  }

  // Fields

  /** Everything that reading any of `keys` from any of `bases` may give. */
  #read(bases: Values, keys: Values, node: ts.Node): Slot {
    const found: Slot = new Set();
    for (const base of bases) {
      for (const key of keys) {
        const values =
          key.kind === 'text' ? this.#readNamed(base, key.text) : this.#readAny(base, node);
        for (const value of values) {
          this.#work += 1;
          if (found.size < maxValues) found.add(value);
        }
      }
    }
    return found;
  }

  #readNamed(base: Value, name: string): Values {
    if (base.kind === 'sdk') {
      if (name === 'openapi') return [this.#api([], false)];
      return [name === 'default' || name === 'Cloud' ? sdk : unknown];
    }
    if (base.kind === 'api') {
      return functionNames.has(name) ? [] : [this.#api([...base.path, name], base.guessed)];
    }
    // Nobody else calls a field `openapi`.
    if (base.kind !== 'thing')
      return [name === 'openapi' ? this.#api([], true) : unknown, ...this.#methods(name)];
    if (name === 'prototype' && base.isCode) return [this.#thing(base.node, true)];
    const own = base.fields.get(name) ?? this.#anyField(name);
    return [...own, ...(base.fields.get(unnamed) ?? [])].flatMap((value) => {
      if (value.kind !== 'thing' || !ts.isGetAccessor(value.node)) return [value];
      this.#reach(value.node);
      return [...value.returned];
    });
  }

  /** Of an object whose fields are known, but not this one: a parent's, a spread's, a copied one. */
  #anyField(name: string): Values {
    return this.skipped?.has(name) ? [] : this.#slotOf(name);
  }

  /** Methods of that name, whatever has them: all that can be said of an object that is not known. */
  #methods(name: string): Value[] {
    return this.skipped || !this.#relaxed ? [] : [...this.#slotOf(name)].filter(isCode);
  }

  /** What `base[key]` may give for a key that nobody can tell. */
  #readAny(base: Value, node: ts.Node): Values {
    if (base.kind === 'api') {
      if (base.path.length > 1) return [base];
      if (!base.guessed || base.path.length > 0) this.#undecidable(base.path, 'computed', node);
      return [];
    }
    if (base.kind !== 'thing') return [unknown];
    const held = this.#relaxed ? [...base.fields.values()].flatMap((slot) => [...slot]) : [];
    return [unknown, base, ...(base.fields.get(unnamed) ?? []), ...held];
  }

  // Calls

  /** Calls each of `callees` and gives what may come back. `node` is where the call is told to be. */
  #call(callees: Values, args: readonly Slot[], node: ts.Node): Value[] {
    return [...callees].flatMap((callee): Value[] => {
      if (callee.kind === 'sdk') return [sdk];
      if (callee.kind === 'thing') return callee.isCode ? [...this.#invoke(callee, args)] : [];
      if (callee.kind === 'api') {
        if (callee.path.length === 0) return [callee];
        if (!callee.guessed || callee.path.length > 1) this.#called(callee.path, node);
        return [unknown];
      }
      // Code that we cannot see often gives back what it was given: Object.freeze, a wrapper.
      const given = args.flatMap((it) => [...it]);
      this.#handOut(given, node);
      return [unknown, ...given.filter(({ kind }) => kind !== 'text' && kind !== 'api')];
    });
  }

  /** Promises are looked through everywhere: an async function returns what it resolves to. */
  #invoke({ node, returned }: Thing, args: readonly Slot[]): Values {
    if (ts.isClassLike(node)) {
      const written = node.members.find(ts.isConstructorDeclaration);
      if (written) this.#invoke(this.#thing(written), args);
      // A class without a constructor hands its arguments on to its parent's.
      else this.#call(this.#parents(node), args, node);
      return [this.#thing(node, true)];
    }
    this.#reach(node);
    if (!ts.isFunctionLike(node)) return returned;
    node.parameters.forEach((parameter, index) => {
      const given = args.slice(index, parameter.dotDotDotToken ? undefined : index + 1);
      this.#bind(
        parameter.name,
        given.flatMap((it) => [...it]),
      );
    });
    return returned;
  }

  /** A call by code that we cannot see: nobody knows with what. */
  #invokeFromOutside(thing: Thing): Values {
    const { node } = thing;
    const parameters = ts.isFunctionLike(node) ? node.parameters : [];
    return this.#invoke(
      thing,
      parameters.map(() => new Set([unknown])),
    );
  }

  /** `values` get into the hands of code that we cannot see: a package, the platform, a built-in. */
  #handOut(values: Values, node: ts.Node): void {
    for (const value of values) {
      if (value.kind === 'api' && !value.guessed) {
        if (value.path.length > 1) this.#called(value.path, node);
        else this.#undecidable(value.path, 'handedOn', node);
      }
      if (value.kind !== 'thing' || this.#handedOut.has(value)) continue;
      this.#handedOut.add(value);
      this.#changed = true;
    }
  }

  /**
   * What others do with what they were given: they call the functions. What they do with an object,
   * or with a function that one of those returns, is anybody's guess, and so left out at first.
   */
  #useHandedOut(): void {
    for (const thing of this.#handedOut) {
      const given = thing.isCode ? [...this.#invokeFromOutside(thing)] : [];
      const things = given.filter((it) => it.kind === 'thing' && (this.#relaxed || !it.isCode));
      this.#handOut(things, thing.node);
      if (!this.#relaxed) continue;
      for (const [name, slot] of thing.fields) {
        if (name !== 'openapi') this.#handOut(slot, thing.node);
      }
    }
  }

  // Code

  /** Goes through all code of a file or function once. */
  #run(node: ts.Node): void {
    const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node) : node;
    if (ts.isFunctionLike(node)) for (const parameter of node.parameters) this.#visit(parameter);
    if (!body) return;
    if (ts.isArrowFunction(node) && !ts.isBlock(body))
      this.#add(this.#thing(node).returned, this.#visit(body));
    else this.#children(body);
  }

  #children(node: ts.Node): Value[] {
    const found: Value[] = [];
    ts.forEachChild(node, (child) => void found.push(...this.#visit(child)));
    return found;
  }

  /** What `node` gives as an expression; a statement is gone through. */
  #visit(node: ts.Node): Values {
    this.#work += 1;
    if (this.#work > this.limit) return [];
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return [];
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return [];
    if (ts.isIdentifier(node)) return this.#name(node);
    if (ts.isStringLiteralLike(node)) return [this.#text(node.text)];
    if (isAccess(node))
      return this.#read(this.#visit(node.expression), this.#keys(node), nameOf(node));
    if (ts.isCallExpression(node)) return this.#callExpression(node);
    if (ts.isNewExpression(node)) return this.#construct(node);
    if (ts.isTaggedTemplateExpression(node)) return this.#call(this.#visit(node.tag), [], node.tag);
    if (ts.isTemplateExpression(node)) return this.#template(node);
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return [this.#thing(node)];
    if (ts.isFunctionDeclaration(node)) this.#declare(node, [this.#thing(node)]);
    else if (ts.isObjectLiteralExpression(node)) return this.#object(node, node.properties);
    else if (ts.isEnumDeclaration(node)) this.#declare(node, this.#object(node, node.members));
    else if (ts.isClassLike(node)) return this.#class(node);
    else if (ts.isBinaryExpression(node)) return this.#binary(node);
    else if (ts.isConditionalExpression(node)) {
      this.#visit(node.condition);
      return [...this.#visit(node.whenTrue), ...this.#visit(node.whenFalse)];
    } else if (node.kind === ts.SyntaxKind.ThisKeyword) return this.#thisOf(node);
    else if (node.kind === ts.SyntaxKind.SuperKeyword) {
      return this.#parents(node).map((it) =>
        it.kind === 'thing' ? this.#thing(it.node, true) : it,
      );
    } else if (ts.isReturnStatement(node) || ts.isYieldExpression(node)) {
      const code = ts.findAncestor(node, ts.isFunctionLike);
      if (code) this.#add(this.#thing(code).returned, this.#children(node));
      return [unknown];
    } else if (
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node)
    ) {
      if (node.initializer) this.#bind(node.name, this.#visit(node.initializer));
      else if (isExported(node)) this.#bind(node.name, this.#declared(node.name) ?? []);
      if (!ts.isIdentifier(node.name)) this.#children(node.name);
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      const held = [...this.#visit(node.expression)];
      this.#assign(node.initializer, ts.isForOfStatement(node) ? held : [unknown]);
      this.#visit(node.statement);
    } else if (ts.isCatchClause(node)) {
      if (node.variableDeclaration) this.#bind(node.variableDeclaration.name, [unknown]);
      this.#visit(node.block);
    } else if (ts.isImportDeclaration(node)) this.#importDeclaration(node);
    else if (ts.isImportEqualsDeclaration(node)) {
      if (ts.isExternalModuleReference(node.moduleReference)) {
        this.#bind(node.name, this.#required(node.moduleReference.expression));
      }
    } else if (ts.isExportDeclaration(node)) this.#exportDeclaration(node);
    else if (ts.isExportAssignment(node)) {
      const values = this.#visit(node.expression);
      if (node.isExportEquals) this.#add(this.#exports(node), values);
      else this.#setField(this.#thing(node.getSourceFile()), 'default', values);
    } else {
      const held = this.#children(node);
      if (ts.isRegularExpressionLiteral(node) || ts.isMetaProperty(node)) return [unknown];
      return ts.isTypeOfExpression(node) || ts.isPrefixUnaryExpression(node) ? [] : held;
    }
    return [];
  }

  #name(node: ts.Identifier): Values {
    if (node.text === 'undefined') return [];
    const declared = this.#declared(node);
    if (declared) return declared;
    if (node.text === 'exports') return this.#exports(node);
    if (node.text !== 'module') return [unknown];
    this.#exports(node);
    return [this.#thing(node.getSourceFile(), true)];
  }

  /** `this` as the place of writing has it: callers that set another are not followed. */
  #thisOf(node: ts.Node): Values {
    const isOuter = (it: ts.Node) =>
      ts.isFunctionLike(it) ? !ts.isArrowFunction(it) : ts.isClassElement(it);
    const code = ts.findAncestor(node.parent, isOuter);
    if (!code) return this.#exports(node);
    const { parent } = code;
    if (ts.isClassLike(parent)) return [this.#thing(parent, !isStatic(code))];
    if (ts.isObjectLiteralExpression(parent)) return [this.#thing(parent)];
    if (ts.isPropertyAssignment(parent)) return [this.#thing(parent.parent)];
    const isMethod = ts.isBinaryExpression(parent) && isAccess(parent.left);
    return isMethod ? this.#visit((parent.left as Access).expression) : [this.#thing(code, true)];
  }

  #parents(node: ts.Node): Value[] {
    const clauses = ts.findAncestor(node, ts.isClassLike)?.heritageClauses ?? [];
    const [parent] = clauses.filter((it) => it.token === ts.SyntaxKind.ExtendsKeyword);
    return (parent?.types ?? []).flatMap((it) => [...this.#visit(it.expression)]);
  }

  /** The names that `.name` or `[…]` may mean. */
  #keys(node: Access): Value[] {
    if (ts.isPropertyAccessExpression(node)) return [this.#text(node.name.text)];
    const keys = [...this.#visit(node.argumentExpression)];
    const isPlace = ts.isNumericLiteral(node.argumentExpression);
    // What holds nothing so far may yet be learnt; what holds nothing in the end is not known.
    return keys.length === 0 && (isPlace || this.#relaxed) ? [unknown] : keys;
  }

  #callExpression(node: ts.CallExpression): Values {
    const { expression } = node;
    const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
    if (
      expression.kind === ts.SyntaxKind.ImportKeyword ||
      (isRequire && !this.#declared(expression))
    ) {
      return this.#required(node.arguments[0]);
    }
    const args = this.#arguments(node);
    if (expression.kind === ts.SyntaxKind.SuperKeyword) {
      return this.#call(this.#parents(node), args, node);
    }
    const place = nameOf(expression);
    if (!isAccess(expression)) return this.#call(this.#visit(expression), args, place);
    const base = [...this.#visit(expression.expression)];
    const keys = this.#keys(expression);
    const name = keys[0]?.kind === 'text' ? keys[0].text : '';
    // `fn.call(that, a)`, `fn.bind(that)`: what is meant stands before the last name.
    const rest = args.slice(1);
    if (name === 'bind') return base;
    if (name === 'call') return this.#call(base, rest, nameOf(expression.expression));
    if (name === 'apply') {
      const spread = rest.flatMap((it) => [it, it, it]);
      return this.#call(base, spread, nameOf(expression.expression));
    }
    const found = this.#read(base, keys, place);
    const returned = this.#call(found, args, place);
    const isApi = base.some(({ kind }) => kind === 'api' || kind === 'sdk');
    const isKnown = !this.#relaxed && [...found].some(isCode);
    if (!passing.has(name) || isApi || isKnown) return returned;
    const given = args.flatMap((it) => [...it]);
    if (taking.has(name)) this.#assign(expression.expression, given);
    const held = new Set(base);
    return [...base, ...returned, ...this.#call(given.filter(isCode), [held, held], place)];
  }

  #construct(node: ts.NewExpression): Values {
    const callees = [...this.#visit(node.expression)];
    const instances = callees.filter(isCode).map((it) => this.#thing(it.node, true));
    return [...instances, ...this.#call(callees, this.#arguments(node), nameOf(node.expression))];
  }

  #arguments(node: ts.CallExpression | ts.NewExpression): Slot[] {
    return (node.arguments ?? []).flatMap((argument) => {
      const values = new Set(this.#visit(argument));
      // Where a spread ends nobody knows; four places are more than any of ours has.
      return ts.isSpreadElement(argument) ? [values, values, values, values] : [values];
    });
  }

  #template(node: ts.TemplateExpression): Values {
    let texts: Values = [this.#text(node.head.text)];
    for (const { expression, literal } of node.templateSpans) {
      const held = this.#joined(texts, this.#visit(expression));
      texts = this.#joined(held, [this.#text(literal.text)]);
    }
    return texts;
  }

  /** All texts that one of `left` with one of `right` behind it makes. */
  #joined(left: Values, right: Values): Values {
    const texts = new Set<Value>();
    for (const one of left) {
      for (const other of right) {
        if (one.kind !== 'text' || other.kind !== 'text') return [unknown];
        if (one.text.length + other.text.length > maxTextLength) return [unknown];
        if (texts.add(this.#text(one.text + other.text)).size > maxTexts) return [unknown];
      }
    }
    return texts;
  }

  #binary(node: ts.BinaryExpression): Values {
    const operator = node.operatorToken.kind;
    const right = [...this.#visit(node.right)];
    if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) {
      const isJoining = operator === ts.SyntaxKind.PlusEqualsToken;
      const values = isJoining ? [...this.#joined(this.#visit(node.left), right)] : right;
      this.#assign(node.left, values);
      return values;
    }
    const left = [...this.#visit(node.left)];
    if (operator === ts.SyntaxKind.PlusToken) return this.#joined(left, right);
    if (operator === ts.SyntaxKind.BarBarToken) return [...left, ...right];
    if (operator === ts.SyntaxKind.QuestionQuestionToken) return [...left, ...right];
    const givesRight = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.CommaToken];
    return givesRight.includes(operator) ? right : [];
  }

  #object(
    node: ts.Node,
    properties: readonly (ts.ObjectLiteralElementLike | ts.EnumMember)[],
  ): Values {
    const thing = this.#thing(node);
    const lastSpread = properties.map(ts.isSpreadAssignment).lastIndexOf(true);
    const names = properties
      .slice(lastSpread + 1)
      .map((it) => (it.name ? this.#memberName(it.name) : ''));
    properties.forEach((property, index) => {
      if (ts.isSpreadAssignment(property)) {
        this.#copy(this.#visit(property.expression), thing, names);
      } else {
        // What a spread behind it may hide is found by its name only.
        const owner = index < lastSpread ? undefined : thing;
        this.#setField(owner, this.#memberName(property.name), this.#memberValue(property));
      }
    });
    return [thing];
  }

  /** `{ ...from }`, `export * from`. */
  #copy(from: Values, to: Thing, hidden: readonly string[] = []): void {
    for (const value of from) {
      if (value === sdk) this.#setField(to, 'openapi', this.#readNamed(sdk, 'openapi'));
      for (const [name, slot] of value.kind === 'thing' ? value.fields : []) {
        if (!hidden.includes(name)) this.#setField(to, name, slot);
      }
    }
  }

  #memberName(name: ts.PropertyName): string {
    const [only, ...more] = this.#propertyKeys(name);
    return only?.kind === 'text' && more.length === 0 ? only.text : unnamed;
  }

  #propertyKeys(name: ts.PropertyName | ts.BindingName): Value[] {
    if (ts.isComputedPropertyName(name)) return [...this.#visit(name.expression)];
    return 'text' in name ? [this.#text(name.text)] : [unknown];
  }

  #memberValue(node: ts.ObjectLiteralElementLike | ts.ClassElement | ts.EnumMember): Values {
    if (ts.isShorthandPropertyAssignment(node)) return this.#name(node.name);
    if (ts.isFunctionLike(node)) return [this.#thing(node)];
    return 'initializer' in node && node.initializer ? this.#visit(node.initializer) : [];
  }

  /** A class as a value: its statics are its fields, its instances' fields those of one thing. */
  #class(node: ts.ClassLikeDeclaration): Values {
    this.#parents(node);
    const instance = this.#thing(node, true);
    for (const member of node.members) {
      if (ts.isClassStaticBlockDeclaration(member)) this.#reach(member.body);
      for (const parameter of ts.isConstructorDeclaration(member) ? member.parameters : []) {
        if (!ts.isParameterPropertyDeclaration(parameter, member)) continue;
        this.#setField(instance, parameter.name.getText(), this.#declared(parameter.name) ?? []);
      }
      if (!member.name) continue;
      const owner = isStatic(member) ? this.#thing(node) : instance;
      this.#setField(owner, this.#memberName(member.name), this.#memberValue(member));
    }
    if (ts.isClassDeclaration(node)) this.#declare(node, [this.#thing(node)]);
    return [this.#thing(node)];
  }

  // Names

  #declare(node: ts.DeclarationStatement, values: Values): void {
    if (node.name && ts.isIdentifier(node.name)) this.#bind(node.name, values);
    else if (isExported(node)) this.#setField(this.#thing(node.getSourceFile()), 'default', values);
  }

  /** Gives `values` to a declared name, or to the names in a pattern such as `{ openapi: { a } }`. */
  #bind(name: ts.BindingName, values: Values): void {
    const held = [...values];
    if (ts.isIdentifier(name)) {
      const slot = this.#declared(name);
      if (slot) this.#add(slot, held);
      if (!isExported(name.parent)) return;
      const isDefault =
        ts.getCombinedModifierFlags(name.parent as ts.Declaration) & ts.ModifierFlags.Default;
      this.#setField(
        this.#thing(name.getSourceFile()),
        isDefault ? 'default' : name.text,
        slot ?? held,
      );
      return;
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      const isWhole = element.dotDotDotToken || ts.isArrayBindingPattern(name);
      const keys = this.#propertyKeys(element.propertyName ?? element.name);
      this.#bind(element.name, isWhole ? held : this.#read(held, keys, element));
    }
  }

  /** `target = values`, patterns included. */
  #assign(target: ts.Node, values: Values): void {
    const held = [...values];
    if (ts.isVariableDeclarationList(target)) {
      for (const { name } of target.declarations) this.#bind(name, held);
    } else if (ts.isIdentifier(target)) {
      const isExports = target.text === 'exports';
      const slot = this.#declared(target) ?? (isExports ? this.#exports(target) : undefined);
      if (slot) this.#add(slot, held);
    } else if (isAccess(target)) {
      const keys = this.#keys(target).map((key) => (key.kind === 'text' ? key.text : unnamed));
      for (const base of this.#visit(target.expression)) {
        if (base.kind === 'unknown') this.#handOut(held, target);
        const owner = base.kind === 'thing' ? base : undefined;
        for (const key of keys) this.#setField(owner, key, held);
      }
    } else if (ts.isObjectLiteralExpression(target)) {
      for (const property of target.properties) {
        if (ts.isSpreadAssignment(property)) this.#assign(property.expression, held);
        else {
          const found = this.#read(held, this.#propertyKeys(property.name), property);
          this.#assign(
            ts.isPropertyAssignment(property) ? property.initializer : property.name,
            found,
          );
        }
      }
    } else if (ts.isBinaryExpression(target)) {
      // A default inside a pattern: `[a = b] = …`.
      this.#assign(target.left, [...held, ...this.#visit(target.right)]);
    } else if (!ts.isCallExpression(target)) {
      // `[a, b] = …`, `(a as any) = …`.
      ts.forEachChild(target, (child) => this.#assign(child, held));
    }
  }

  // Modules

  /** A module's `exports`: the object that it starts with, and what `module.exports = ` puts in its place. */
  #exports(node: ts.Node): Slot {
    const file = node.getSourceFile();
    const slot = this.#thing(file, true).fields.get('exports') ?? new Set();
    this.#thing(file, true).fields.set('exports', slot);
    this.#add(slot, [this.#thing(file)]);
    return slot;
  }

  /** What `require(specifier)` or `import * as` gives; the module's code runs. */
  #import(specifier: string, node: ts.Node): Values {
    if (specifier === 'wx-server-sdk') return [sdk];
    const from = node.getSourceFile().fileName;
    const found = this.sources.resolve(from, specifier);
    // A JSON file's `permissions.openapi` is no API.
    if (found === 'data') return [];
    if (found === 'nowhere') this.#cannotRead('nowhere', node, specifier);
    if (typeof found !== 'object') return [unknown];
    const isOwn = from.startsWith(this.#folder);
    if (isOwn && !found.file.startsWith(this.#folder)) this.outside.add(node);
    const file = this.sources.file(found.file);
    if (!file) return [unknown];
    this.#reach(file);
    return this.#exports(file);
  }

  #required(specifier: ts.Expression | undefined): Values {
    if (!specifier) return [];
    const names = [...this.#visit(specifier)];
    const isText = names.some(({ kind }) => kind === 'text');
    // All of the function's own folder is read in any case.
    const isOwn = ts.isTemplateExpression(specifier) && specifier.head.text.startsWith('./');
    if (!isText && !isOwn && this.#relaxed) {
      this.#cannotRead('computedRequire', specifier, specifier.getText());
    }
    return names.flatMap((it) =>
      it.kind === 'text' ? [...this.#import(it.text, specifier)] : [unknown],
    );
  }

  #cannotRead(kind: Unread['kind'], node: ts.Node, what: string): void {
    const { fileName, text } = node.getSourceFile();
    once(this.unread, placeOf(node), { kind, file: fileName, text, offset: node.getStart(), what });
  }

  #imported(module: Values, { text }: ts.ModuleExportName, node: ts.Node): Value[] {
    const held = [...module];
    const found = this.#read(held, [this.#text(text)], node);
    // The default import of a CommonJS module is the module.
    return text === 'default' ? [...found, ...held] : [...found];
  }

  /** `import … from`, in all of its forms. */
  #importDeclaration(node: ts.ImportDeclaration): void {
    const { importClause: clause, moduleSpecifier } = node;
    if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const values = this.#import(textOf(moduleSpecifier), moduleSpecifier);
    if (!clause) return;
    const asDefault = ts.factory.createIdentifier('default');
    if (clause.name) this.#bind(clause.name, this.#imported(values, asDefault, node));
    const bindings = clause.namedBindings;
    if (!bindings) return;
    if (ts.isNamespaceImport(bindings)) this.#bind(bindings.name, values);
    else {
      for (const { name, propertyName } of bindings.elements) {
        this.#bind(name, this.#imported(values, propertyName ?? name, node));
      }
    }
  }

  /** `export { a }`, `export { a } from`, `export * from`, `export * as a from`. */
  #exportDeclaration(node: ts.ExportDeclaration): void {
    if (node.isTypeOnly) return;
    const { moduleSpecifier, exportClause: clause } = node;
    const from = moduleSpecifier && [...this.#import(textOf(moduleSpecifier), moduleSpecifier)];
    const exported = this.#thing(node.getSourceFile());
    if (!clause) {
      this.#copy(from ?? [], exported);
    } else if (ts.isNamespaceExport(clause)) this.#setField(exported, clause.name.text, from ?? []);
    else {
      for (const { name, propertyName } of clause.elements) {
        const held = from && this.#imported(from, propertyName ?? name, node);
        this.#setField(exported, name.text, held ?? this.#declared(propertyName ?? name) ?? []);
      }
    }
  }
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;
const isAccess = (node: ts.Node): node is Access =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

const isCode = (value: Value): value is Thing => value.kind === 'thing' && value.isCode;
const isCallable = (value: Value) => isCode(value) || value.kind === 'api';

function once<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

const placeOf = (node: ts.Node) => `${node.getSourceFile().fileName}:${node.getStart()}`;

/** Where a call is told to be: at its last name. */
function nameOf(node: ts.Expression): ts.Node {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  return ts.isElementAccessExpression(node) ? node.argumentExpression : node;
}

const textOf = (node: ts.Expression) => (ts.isStringLiteralLike(node) ? node.text : '');

const flagsOf = (node: ts.Node) => ts.getCombinedModifierFlags(node as ts.Declaration);
const isStatic = (node: ts.Node) => (flagsOf(node) & ts.ModifierFlags.Static) !== 0;
const isExported = (node: ts.Node) => (flagsOf(node) & ts.ModifierFlags.Export) !== 0;
