import type ts from 'typescript';
import { handOut } from './handOut';
import { type Arguments, invoke } from './invoke';
import type { Machine } from './machine';
import { elementsOf } from './readField';
import { type Builtin, type Slot, sdk, unknown, type Value } from './values';

/** Collection methods that give an element, not another collection. */
const givesElement = new Set('find findLast pop shift at get reduce reduceRight'.split(' '));

/** Collection methods that keep what they are given. */
const takesElements = new Set('push unshift set add concat fill splice'.split(' '));

/** Calls each of `callees` and gives what may come back. `node` is where the call is told to be. */
export function callValue(
  machine: Machine,
  callees: Iterable<Value>,
  thisValues: Iterable<Value>,
  args: Arguments,
  node: ts.Node,
): Slot {
  const found: Slot = new Set();
  const take = (values: Iterable<Value>) => {
    for (const value of values) found.add(value);
  };
  for (const callee of callees) {
    switch (callee.kind) {
      case 'api':
        if (callee.path.length === 0) found.add(callee);
        else if (!callee.guessed || callee.path.length > 1) machine.called(callee.path, node);
        if (callee.path.length > 0) found.add(unknown);
        break;
      case 'cloudClass':
        found.add(sdk);
        break;
      case 'thing':
        if (callee.code) take(invoke(machine, callee.code, thisValues, args));
        break;
      case 'builtin':
        take(callBuiltin(machine, callee, args, node));
        break;
      default:
        take(callUnknown(machine, args, node));
    }
  }
  return found;
}

/** Code that we cannot see often gives back what it was given: Object.freeze, a wrapper, a proxy. */
function callUnknown(machine: Machine, args: Arguments, node: ts.Node): Iterable<Value> {
  for (const values of args) handOut(machine, values, node);
  return [unknown, ...args.flat().filter((value) => value.kind !== 'text' && value.kind !== 'api')];
}

function callBuiltin(
  machine: Machine,
  { owner, name }: Builtin,
  args: Arguments,
  node: ts.Node,
): Iterable<Value> {
  const elements = [...elementsOf([owner])];
  const returned: Slot = new Set();
  for (const value of args.flat()) {
    if (value.kind === 'thing' && value.code) {
      const given = [elements, [...elements, ...returned], [owner]];
      for (const result of invoke(machine, value.code, [], given)) returned.add(result);
    }
  }
  if (takesElements.has(name)) machine.add(owner.elements, args.flat());
  const collection = machine.thing(node, 'collection');
  machine.add(collection.elements, [...elements, ...returned]);
  return givesElement.has(name) ? [...elements, ...returned] : [collection];
}

/** `promise.then(f)`: promises are looked through, so `f` gets what the promise stands for. */
export function callThen(
  machine: Machine,
  base: Iterable<Value>,
  args: Arguments,
  node: ts.Node,
): Slot {
  const held = [...base];
  const returned = callValue(machine, args.flat(), [], [held], node);
  return new Set([...held, ...returned]);
}
