import type ts from 'typescript';
import { invokeFromOutside } from './invoke';
import type { Machine } from './machine';
import type { Value } from './values';

/** `values` get into the hands of code that we cannot see: a package, the platform, a built-in. */
export function handOut(machine: Machine, values: Iterable<Value>, node: ts.Node): void {
  for (const value of values) {
    if (value.kind === 'api' && !value.guessed) {
      if (value.path.length > 1) machine.called(value.path, node);
      else machine.undecidable(value.path, 'handedOn', node);
    }
    if (value.kind !== 'thing' || machine.handedOut.has(value)) continue;
    machine.handedOut.add(value);
    machine.changed = true;
  }
}

/**
 * What others do with what they were given: they call the functions. What they do with an object, or
 * with a function that one of those returns, is anybody's guess, and so left out until `relaxed`.
 */
export function useHandedOut(machine: Machine): void {
  for (const thing of machine.handedOut) {
    if (thing.code) {
      const returned = [...invokeFromOutside(machine, thing.code)].filter(
        (it) => it.kind === 'thing' && (machine.relaxed || !it.code),
      );
      handOut(machine, returned, thing.node);
    }
    if (!machine.relaxed) continue;
    const inside = [thing.elements, thing.unnamed, thing.bases, thing.merged];
    for (const slot of [...thing.fields.values(), ...inside]) handOut(machine, slot, thing.node);
    handOut(machine, thing.getters.values(), thing.node);
  }
}
