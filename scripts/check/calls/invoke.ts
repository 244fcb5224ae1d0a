import ts from 'typescript';
import { bind } from './bind';
import type { Machine } from './machine';
import { type FunctionCode, type Slot, unknown, type Value } from './values';

/** What a call passes, in order. */
export type Arguments = readonly (readonly Value[])[];

/**
 * A call of code that we can see: it runs, its parameters hold the arguments, and what it returns
 * comes back. Promises are looked through everywhere: an async function returns what it resolves to.
 */
export function invoke(
  machine: Machine,
  code: FunctionCode,
  thisValues: Iterable<Value>,
  args: Arguments,
): Slot {
  const { node } = code;
  if (ts.isClassLike(node)) return construct(machine, node, code, args);
  if (!ts.isArrowFunction(node)) machine.add(code.this, thisValues);
  machine.run(code);
  bindParameters(machine, node.parameters, args);
  return code.returned;
}

function construct(
  machine: Machine,
  node: ts.ClassLikeDeclaration,
  code: FunctionCode,
  args: Arguments,
): Slot {
  const written = node.members.find(ts.isConstructorDeclaration);
  if (written) {
    machine.run({ node: written, this: code.this, returned: new Set() });
    bindParameters(machine, written.parameters, args);
  } else {
    // A class without a constructor hands its arguments on to its parent's.
    for (const parent of machine.thing(node).bases) {
      if (parent.kind === 'thing' && parent.code) {
        invoke(machine, parent.code, code.this, args);
      }
    }
  }
  return code.this;
}

function bindParameters(
  machine: Machine,
  parameters: readonly ts.ParameterDeclaration[],
  args: Arguments,
): void {
  parameters.forEach((parameter, index) => {
    if (parameter.dotDotDotToken) {
      const rest = machine.thing(parameter);
      for (const values of args.slice(index)) machine.add(rest.elements, values);
      bind(machine, parameter.name, [rest]);
    } else {
      bind(machine, parameter.name, args[index] ?? []);
    }
  });
}

/** A call by code that we cannot see: nobody knows with what. */
export function invokeFromOutside(machine: Machine, code: FunctionCode): Slot {
  const { node } = code;
  const parameters = ts.isClassLike(node) ? [] : node.parameters;
  return invoke(
    machine,
    code,
    [],
    parameters.map(() => [unknown]),
  );
}
