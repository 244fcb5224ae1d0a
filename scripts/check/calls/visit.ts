import ts from 'typescript';
import { at, bind } from './bind';
import { callThen, callValue } from './callValue';
import { declareClass, memberName } from './declareClass';
import { handOut } from './handOut';
import { type Arguments, invoke } from './invoke';
import type { Frame, Machine } from './machine';
import {
  exportDeclaration,
  exportDeclared,
  exportValue,
  importDeclaration,
  importModule,
  moduleExports,
  moduleThing,
} from './modules';
import { elementsOf, type Key, keyOf, named, readField } from './readField';
import { type Slot, text, unknown, type Value } from './values';

type Values = Iterable<Value>;

const nothing: readonly Value[] = [];
const anything: readonly Value[] = [unknown];

/** More texts than anybody writes, so that `s = s + 'a'` comes to an end. */
const mostTexts = 32;
const longestText = 80;

/** Goes through all code of a frame once, in no particular order, and learns what it can. */
export function visitFrame(machine: Machine, frame: Frame): void {
  const visitor = new Visitor(machine, frame);
  const { node } = frame;
  if (ts.isFunctionLike(node)) for (const parameter of node.parameters) visitor.visit(parameter);
  const body: ts.Node | undefined = ts.isFunctionLike(node) ? bodyOf(node) : node;
  if (!body) return;
  if (ts.isArrowFunction(node) && !ts.isBlock(body)) {
    machine.add(frame.returned, visitor.visit(body));
  } else ts.forEachChild(body, (child) => void visitor.visit(child));
}

function bodyOf(node: ts.SignatureDeclaration): ts.Node | undefined {
  return 'body' in node ? (node.body as ts.Node | undefined) : undefined;
}

class Visitor {
  constructor(
    readonly machine: Machine,
    readonly frame: Frame,
  ) {}

  /** What `node` gives as an expression; for a statement, nothing, having gone through it. */
  visit(node: ts.Node): Values {
    const { machine } = this;
    machine.visits += 1;
    if (machine.exhausted) return nothing;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return nothing;
    if (ts.isIdentifier(node)) return this.name(node);
    if (ts.isStringLiteralLike(node)) return [text(node.text)];
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      return this.access(node);
    }
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isNewExpression(node)) return this.construct(node);
    if (ts.isTaggedTemplateExpression(node)) {
      return callValue(machine, this.visit(node.tag), [], [], node.tag);
    }
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      return [machine.functionThing(node, ts.isArrowFunction(node) ? this.frame.this : undefined)];
    }
    if (ts.isClassLike(node)) return this.classLike(node);
    if (ts.isObjectLiteralExpression(node)) return this.object(node);
    if (ts.isArrayLiteralExpression(node)) return this.array(node);
    if (ts.isTemplateExpression(node)) return this.template(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isConditionalExpression(node)) {
      this.visit(node.condition);
      return [...this.visit(node.whenTrue), ...this.visit(node.whenFalse)];
    }
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isTypeAssertionExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isAwaitExpression(node)
    ) {
      return this.visit(node.expression);
    }
    if (ts.isSpreadElement(node)) return elementsOf(this.visit(node.expression));
    if (ts.isYieldExpression(node)) return this.yield(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.frame.this;
    if (node.kind === ts.SyntaxKind.SuperKeyword) return this.superclass();
    return this.statement(node);
  }

  private statement(node: ts.Node): Values {
    const { machine } = this;
    if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) {
      this.declaration(node);
    } else if (ts.isVariableStatement(node)) {
      ts.forEachChild(node, (child) => void this.visit(child));
      if (isExported(node)) this.exportVariables(node.declarationList);
      if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) {
        for (const { name } of node.declarationList.declarations) bind(machine, name, anything);
      }
    } else if (ts.isFunctionDeclaration(node)) {
      this.declare(node, new Set([machine.functionThing(node, undefined)]));
    } else if (ts.isEnumDeclaration(node)) {
      const members = machine.thing(node);
      for (const { name, initializer } of node.members) {
        const key = memberName(name);
        if (key === undefined) continue;
        machine.add(machine.field(members, key), initializer ? this.visit(initializer) : anything);
      }
      this.declare(node, new Set([members]));
    } else if (ts.isReturnStatement(node)) {
      if (node.expression) machine.add(this.frame.returned, this.visit(node.expression));
    } else if (ts.isForOfStatement(node)) {
      this.assignEach(node.initializer, elementsOf(this.visit(node.expression)));
      this.visit(node.statement);
    } else if (ts.isForInStatement(node)) {
      this.visit(node.expression);
      this.assignEach(node.initializer, new Set(anything));
      this.visit(node.statement);
    } else if (ts.isCatchClause(node)) {
      if (node.variableDeclaration) bind(machine, node.variableDeclaration.name, anything);
      this.visit(node.block);
    } else if (ts.isImportDeclaration(node)) {
      importDeclaration(machine, node);
    } else if (ts.isImportEqualsDeclaration(node)) {
      if (ts.isExternalModuleReference(node.moduleReference)) {
        bind(machine, node.name, this.required(node.moduleReference.expression));
      }
    } else if (ts.isExportDeclaration(node)) {
      exportDeclaration(machine, node);
    } else if (ts.isExportAssignment(node)) {
      exportValue(machine, node, new Set(this.visit(node.expression)));
    } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      return nothing;
    } else {
      ts.forEachChild(node, (child) => void this.visit(child));
      // A regular expression or `import.meta` has methods; `true` and `null` have none.
      return node.kind === ts.SyntaxKind.RegularExpressionLiteral || ts.isMetaProperty(node)
        ? anything
        : nothing;
    }
    return nothing;
  }

  private name(node: ts.Identifier): Values {
    const { machine } = this;
    if (node.text === 'undefined') return nothing;
    const declared = machine.declared(node);
    if (declared) return declared;
    const file = node.getSourceFile();
    if (node.text === 'exports') return moduleExports(machine, file);
    if (node.text === 'module') {
      moduleExports(machine, file);
      return [moduleThing(machine, file)];
    }
    return anything;
  }

  private access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Values {
    const key = this.keyOf(node);
    return readField(this.machine, this.visit(node.expression), key, nameOf(node));
  }

  private keyOf(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Key {
    if (ts.isPropertyAccessExpression(node)) return named(node.name.text);
    // A number is nothing else to us than a place: `count += 1` would make ever longer texts of it.
    if (ts.isNumericLiteral(node.argumentExpression)) return named(node.argumentExpression.text);
    const key = keyOf(this.visit(node.argumentExpression));
    // What holds nothing so far may yet be learnt; what holds nothing in the end is not known.
    if (key.names.length === 0 && this.machine.relaxed) return { names: [], unknown: true };
    return key;
  }

  private call(node: ts.CallExpression): Values {
    const { machine } = this;
    const { expression } = node;
    if (expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(machine, expression)) {
      return this.required(node.arguments[0]);
    }
    if (expression.kind === ts.SyntaxKind.SuperKeyword) {
      const parents = this.superclass(ts.SyntaxKind.Constructor);
      return callValue(machine, parents, this.frame.this, this.arguments(node), node);
    }
    const args = this.arguments(node);
    const place = nameOf(expression);
    if (!ts.isPropertyAccessExpression(expression) && !ts.isElementAccessExpression(expression)) {
      return callValue(machine, this.visit(expression), [], args, place);
    }
    const base = [...this.visit(expression.expression)];
    const key = this.keyOf(expression);
    const [name] = key.names;
    // `fn.call(that, a)`, `fn.bind(that)`: what is meant stands before the last name.
    const inner = nameOf(expression.expression);
    const [that = [], ...rest] = args;
    if (name === 'call') return callValue(machine, base, that, rest, inner);
    if (name === 'apply') {
      const spread = [...elementsOf(rest[0] ?? [])];
      return callValue(machine, base, that, [spread, spread, spread], inner);
    }
    if (name === 'bind') {
      for (const value of base) {
        if (value.kind === 'thing' && value.code) machine.add(value.code.this, that);
      }
      return base;
    }
    if (name === 'then' || name === 'catch' || name === 'finally') {
      return callThen(machine, base, args, place);
    }
    if (name === 'assign' && isFree(machine, expression.expression, 'Object')) {
      for (const value of that) {
        if (value.kind === 'thing') machine.add(value.merged, rest.flat());
      }
      return args.flat();
    }
    const receiver =
      expression.expression.kind === ts.SyntaxKind.SuperKeyword ? this.frame.this : base;
    return callValue(machine, readField(machine, base, key, place), receiver, args, place);
  }

  private construct(node: ts.NewExpression): Values {
    const { machine } = this;
    const args = this.arguments(node);
    const found: Value[] = [];
    for (const callee of this.visit(node.expression)) {
      if (callee.kind === 'thing' && callee.code && !ts.isClassLike(callee.code.node)) {
        const instance = machine.thing(callee.node, 'instance');
        found.push(instance, ...invoke(machine, callee.code, [instance], args));
      } else found.push(...callValue(machine, [callee], [], args, nameOf(node.expression)));
    }
    return found;
  }

  private arguments(node: ts.CallExpression | ts.NewExpression): Arguments {
    const args: Value[][] = [];
    for (const argument of node.arguments ?? []) {
      const values = [...this.visit(argument)];
      args.push(values);
      // Where a spread ends nobody knows; three more places are more than any of ours has.
      if (ts.isSpreadElement(argument)) args.push(values, values, values);
    }
    return args;
  }

  private required(specifier: ts.Node | undefined): Slot {
    const found: Slot = new Set();
    const file = this.frame.node.getSourceFile();
    for (const value of specifier ? this.visit(specifier) : nothing) {
      const module =
        value.kind === 'text' ? importModule(this.machine, file, value.text) : anything;
      for (const part of module) found.add(part);
    }
    return found;
  }

  private object(node: ts.ObjectLiteralExpression): Values {
    const { machine } = this;
    const thing = machine.thing(node);
    const slotOf = (name: ts.PropertyName) => {
      const key = memberName(name);
      if (key !== undefined) return machine.field(thing, key);
      if (!ts.isComputedPropertyName(name)) return thing.unnamed;
      const computed = keyOf(this.visit(name.expression));
      const [only] = computed.names;
      return only !== undefined && computed.names.length === 1 && !computed.unknown
        ? machine.field(thing, only)
        : thing.unnamed;
    };
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        machine.add(thing.bases, this.visit(property.expression));
        thing.hiding.clear();
        continue;
      }
      const name = memberName(property.name);
      if (name !== undefined) thing.hiding.add(name);
      if (ts.isPropertyAssignment(property)) {
        machine.add(slotOf(property.name), this.visit(property.initializer));
      } else if (ts.isShorthandPropertyAssignment(property)) {
        machine.add(slotOf(property.name), this.shorthand(property));
      } else if (ts.isMethodDeclaration(property)) {
        const method = machine.functionThing(property, undefined);
        if (method.code) machine.add(method.code.this, [thing]);
        machine.add(slotOf(property.name), [method]);
      } else if (ts.isGetAccessor(property) && name !== undefined) {
        thing.getters.set(name, machine.functionThing(property, undefined));
      }
    }
    return [thing];
  }

  private shorthand(node: ts.ShorthandPropertyAssignment): Values {
    const { checker } = this.machine.sources;
    const symbol = checker.getShorthandAssignmentValueSymbol(node);
    if (!symbol) return this.name(node.name);
    return this.machine.slotOf(checker.getExportSymbolOfSymbol(symbol));
  }

  private array(node: ts.ArrayLiteralExpression): Values {
    const { machine } = this;
    const thing = machine.thing(node);
    const placed = !node.elements.some(ts.isSpreadElement);
    node.elements.forEach((element, index) => {
      const values = [...this.visit(element)];
      machine.add(thing.elements, values);
      if (placed) machine.add(machine.field(thing, String(index)), values);
    });
    return [thing];
  }

  private template(node: ts.TemplateExpression): Values {
    let texts: Values = [text(node.head.text)];
    for (const { expression, literal } of node.templateSpans) {
      texts = joined(joined(texts, this.visit(expression)), [text(literal.text)]);
    }
    return texts;
  }

  private binary(node: ts.BinaryExpression): Values {
    const operator = node.operatorToken.kind;
    const right = [...this.visit(node.right)];
    if (operator === ts.SyntaxKind.PlusEqualsToken) {
      const values = new Set(joined(this.visit(node.left), right));
      this.assign(node.left, values);
      return values;
    }
    if (isAssignment(operator)) {
      this.assign(node.left, new Set(right));
      return right;
    }
    const left = [...this.visit(node.left)];
    switch (operator) {
      case ts.SyntaxKind.PlusToken:
        return joined(left, right);
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return [...left, ...right];
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.CommaToken:
        return right;
      default:
        return nothing;
    }
  }

  private yield(node: ts.YieldExpression): Values {
    const { machine, frame } = this;
    const values = node.expression ? this.visit(node.expression) : nothing;
    const sequence = machine.thing(frame.node, 'sequence');
    machine.add(sequence.elements, node.asteriskToken ? elementsOf(values) : values);
    machine.add(frame.returned, [sequence]);
    return anything;
  }

  private classLike(node: ts.ClassLikeDeclaration): Values {
    const thing = declareClass(this.machine, node, (expression, thisValues) =>
      new Visitor(this.machine, { ...this.frame, this: thisValues }).visit(expression),
    );
    if (ts.isClassDeclaration(node)) this.declare(node, new Set([thing]));
    return [thing];
  }

  /** `super`: what the parent's instances have, or in `super()` and static code the parent itself. */
  private superclass(called?: ts.SyntaxKind): Values {
    const { machine } = this;
    const found: Value[] = [];
    for (const value of this.frame.this) {
      if (value.kind !== 'thing' || !ts.isClassLike(value.node)) continue;
      const bases = called ? machine.thing(value.node).bases : value.bases;
      found.push(...bases);
    }
    return found;
  }

  private declare(
    node: ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration,
    values: Slot,
  ): void {
    if (node.name) bind(this.machine, node.name, values);
    if (!isExported(node)) return;
    const isDefault = hasModifier(node, ts.SyntaxKind.DefaultKeyword);
    const name = isDefault ? 'default' : node.name?.text;
    if (name !== undefined) exportDeclared(this.machine, node.getSourceFile(), name, values);
  }

  private declaration(
    node: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement,
  ): void {
    if (node.initializer) bind(this.machine, node.name, this.visit(node.initializer));
    if (!ts.isIdentifier(node.name)) {
      for (const element of node.name.elements) {
        if (!ts.isOmittedExpression(element)) this.declaration(element);
      }
    }
  }

  private exportVariables(list: ts.VariableDeclarationList): void {
    const each = (name: ts.BindingName): void => {
      if (!ts.isIdentifier(name)) {
        for (const element of name.elements)
          if (!ts.isOmittedExpression(element)) each(element.name);
        return;
      }
      const symbol = this.machine.symbolOf(name);
      if (!symbol) return;
      exportDeclared(this.machine, list.getSourceFile(), name.text, this.machine.slotOf(symbol));
    };
    for (const { name } of list.declarations) each(name);
  }

  private assignEach(target: ts.ForInitializer, values: Slot): void {
    if (ts.isVariableDeclarationList(target)) {
      for (const { name } of target.declarations) bind(this.machine, name, values);
    } else this.assign(target, values);
  }

  /** `target = values`, patterns included. */
  private assign(target: ts.Expression, values: Slot): void {
    const { machine } = this;
    if (ts.isIdentifier(target)) {
      const declared = machine.declared(target);
      if (declared) machine.add(declared, values);
      else if (target.text === 'exports') {
        machine.add(moduleExports(machine, target.getSourceFile()), values);
      }
    } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      this.assignField(target, values);
    } else if (ts.isObjectLiteralExpression(target)) {
      for (const property of target.properties) this.assignProperty(property, values);
    } else if (ts.isArrayLiteralExpression(target)) {
      target.elements.forEach((element, index) => {
        this.assign(element, at(machine, [...values], index, element));
      });
    } else if (
      ts.isParenthesizedExpression(target) ||
      ts.isAsExpression(target) ||
      ts.isNonNullExpression(target)
    ) {
      this.assign(target.expression, values);
    } else if (ts.isBinaryExpression(target)) {
      // A default inside a pattern: `[a = b] = …`.
      this.assign(target.left, new Set([...values, ...this.visit(target.right)]));
    }
  }

  private assignProperty(property: ts.ObjectLiteralElementLike, values: Slot): void {
    const { machine } = this;
    if (ts.isSpreadAssignment(property)) {
      this.assign(property.expression, values);
      return;
    }
    const name = property.name && memberName(property.name);
    const key: Key = name === undefined ? { names: [], unknown: true } : named(name);
    const found = readField(machine, values, key, property);
    if (ts.isPropertyAssignment(property)) this.assign(property.initializer, found);
    else if (ts.isShorthandPropertyAssignment(property)) {
      const symbol = machine.sources.checker.getShorthandAssignmentValueSymbol(property);
      if (symbol) machine.add(machine.slotOf(symbol), found);
    }
  }

  private assignField(
    target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    values: Slot,
  ): void {
    const { machine } = this;
    const key = this.keyOf(target);
    for (const base of this.visit(target.expression)) {
      if (base.kind === 'unknown') handOut(machine, values, target);
      if (base.kind !== 'thing') continue;
      for (const name of key.names) machine.add(machine.field(base, name), values);
      if (key.unknown) machine.add(base.unnamed, values);
    }
  }
}

/** All texts that one of `left` with one of `right` behind it makes. */
function joined(left: Values, right: Values): Values {
  const texts = new Set<Value>();
  for (const one of left) {
    for (const other of right) {
      if (one.kind !== 'text' || other.kind !== 'text') return anything;
      if (one.text.length + other.text.length > longestText) return anything;
      texts.add(text(one.text + other.text));
      if (texts.size > mostTexts) return anything;
    }
  }
  return texts;
}

/** Where a call is told to be: at its last name. */
function nameOf(node: ts.Expression): ts.Node {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  return ts.isElementAccessExpression(node) ? node.argumentExpression : node;
}

const isAssignment = (operator: ts.SyntaxKind) =>
  operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;

function isRequire(machine: Machine, node: ts.Expression): boolean {
  return isFree(machine, node, 'require');
}

/** `name` as the runtime gives it, not declared by the source. */
function isFree(machine: Machine, node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name && !machine.declared(node);
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((it) => it.kind === kind) === true
  );
}

const isExported = (node: ts.Node) => hasModifier(node, ts.SyntaxKind.ExportKeyword);
