import ts from 'typescript';
import { declaredBy } from './bind';
import type { Machine } from './machine';
import type { Slot, Thing, Value } from './values';

/** What a class's members are made of: how to go through an expression with a given `this`. */
export type VisitWithThis = (node: ts.Expression, thisValues: Slot) => Iterable<Value>;

/** A class as a value: its statics are its fields, its instances' fields those of one thing. */
export function declareClass(
  machine: Machine,
  node: ts.ClassLikeDeclaration,
  visit: VisitWithThis,
): Thing {
  const ofClass = machine.thing(node);
  const instance = machine.thing(node, 'instance');
  ofClass.code ??= { node, this: new Set([instance]), returned: new Set() };
  const parent = node.heritageClauses?.find((it) => it.token === ts.SyntaxKind.ExtendsKeyword);
  for (const { expression } of parent?.types ?? []) {
    const parents = [...visit(expression, new Set())];
    machine.add(ofClass.bases, parents);
    machine.add(
      instance.bases,
      parents.map((it) => (it.kind === 'thing' ? machine.thing(it.node, 'instance') : it)),
    );
  }
  for (const member of node.members) {
    const owner = isStatic(member) ? ofClass : instance;
    const thisValues: Slot = new Set([owner]);
    if (ts.isConstructorDeclaration(member)) {
      declareParameterFields(machine, member, instance);
    } else if (ts.isClassStaticBlockDeclaration(member)) {
      machine.run({ node: member.body, this: thisValues, returned: new Set() });
    } else if (member.name) {
      const name = memberName(member.name);
      if (name !== undefined) owner.hiding.add(name);
      const slot = name === undefined ? owner.unnamed : machine.field(owner, name);
      if (ts.isPropertyDeclaration(member)) {
        if (member.initializer) machine.add(slot, visit(member.initializer, thisValues));
      } else if (ts.isMethodDeclaration(member)) {
        const method = machine.functionThing(member, undefined);
        if (method.code) machine.add(method.code.this, thisValues);
        machine.add(slot, [method]);
      } else if (ts.isGetAccessor(member) && name !== undefined) {
        owner.fields.delete(name);
        owner.getters.set(name, machine.functionThing(member, undefined));
      }
    }
  }
  return ofClass;
}

/** `constructor(private cloud)`: the field is the parameter. */
function declareParameterFields(
  machine: Machine,
  node: ts.ConstructorDeclaration,
  instance: Thing,
): void {
  for (const parameter of node.parameters) {
    if (!ts.isParameterPropertyDeclaration(parameter, node)) continue;
    if (!ts.isIdentifier(parameter.name)) continue;
    const symbol = declaredBy(machine, parameter.name);
    if (symbol) instance.fields.set(parameter.name.text, machine.slotOf(symbol));
  }
}

function isStatic(member: ts.ClassElement): boolean {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return modifiers.some((it) => it.kind === ts.SyntaxKind.StaticKeyword);
}

/** Undefined for a computed name. */
export function memberName(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name)) {
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  }
  return name.text;
}
