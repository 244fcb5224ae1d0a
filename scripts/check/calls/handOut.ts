import type ts from 'typescript';
import { invokeFromOutside } from './invoke';
import type { Machine } from './machine';
import type { Value } from './values';

/**
 * `values` get into the hands of code that we cannot see: a package, the platform, a built-in. It
 * calls the functions that it is given; what it does with an object, or with a function that one of
 * those returns, is anybody's guess.
 */
export function handOut(
  machine: Machine,
  values: Iterable<Value>,
  node: ts.Node,
  seen: ReadonlySet<Value> = new Set(),
): void {
  for (const value of values) {
    if (value.kind === 'api' && !value.guessed) {
      if (value.path.length > 1) machine.called(value.path, node);
      else machine.undecidable(value.path, 'handedOn', node);
    }
    if (value.kind !== 'thing' || seen.has(value)) continue;
    if (!machine.handedOut.has(value)) machine.changed = true;
    machine.handedOut.add(value);
    if (!value.code) continue;
    const returned = [...invokeFromOutside(machine, value.code)].filter(
      (it) => it.kind === 'thing' && (machine.relaxed || !it.code),
    );
    handOut(machine, returned, node, new Set(seen).add(value));
  }
}

/** In others' hands, an object may have any of its methods called, and be looked into. */
export function handOutDeeply(machine: Machine): void {
  for (const thing of machine.handedOut) {
    for (const slot of [...thing.fields.values(), thing.elements, thing.unnamed]) {
      handOut(machine, slot, thing.node);
    }
    for (const getter of thing.getters.values()) handOut(machine, [getter], thing.node);
    for (const base of [...thing.bases, ...thing.merged]) handOut(machine, [base], thing.node);
  }
}
