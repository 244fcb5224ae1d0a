import ts from 'typescript';
import type { Machine } from './machine';
import { elementsOf, type Key, named, readField } from './readField';
import { type Slot, unknown, type Value } from './values';

/** Gives `values` to a declared name, or to the names in a pattern such as `{ openapi: { a } }`. */
export function bind(machine: Machine, name: ts.BindingName, values: Iterable<Value>): void {
  if (ts.isIdentifier(name)) {
    const symbol = declaredBy(machine, name);
    if (symbol) machine.add(machine.slotOf(symbol), values);
    return;
  }
  const held = [...values];
  if (ts.isObjectBindingPattern(name)) {
    for (const element of name.elements) {
      bind(
        machine,
        element.name,
        element.dotDotDotToken ? held : readField(machine, held, elementKey(element), element),
      );
    }
    return;
  }
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    bind(machine, element.name, element.dotDotDotToken ? held : at(machine, held, index, element));
  });
}

/** `[a, b] = values`: what stands there, or any element where places are not known. */
export function at(machine: Machine, values: readonly Value[], index: number, node: ts.Node): Slot {
  const things = values.filter((value) => value.kind === 'thing');
  const found = readField(machine, things, named(String(index)), node);
  if (things.length < values.length) for (const value of elementsOf([unknown])) found.add(value);
  return found;
}

/** A constructor's `private cloud` declares two things; the body means the parameter. */
export function declaredBy(machine: Machine, name: ts.Identifier): ts.Symbol | undefined {
  const { parent } = name;
  if (ts.isParameter(parent) && ts.isParameterPropertyDeclaration(parent, parent.parent)) {
    return machine.sources.checker.getSymbolsOfParameterPropertyDeclaration(parent, name.text)[0];
  }
  return machine.symbolOf(name);
}

function elementKey(element: ts.BindingElement): Key {
  const name = element.propertyName ?? element.name;
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return named(name.text);
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) {
    return named(name.expression.text);
  }
  return { names: [], unknown: true };
}
