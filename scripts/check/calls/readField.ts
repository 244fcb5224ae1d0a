import type ts from 'typescript';
import type { Machine } from './machine';
import { api, cloudClass, type Slot, sdk, type Thing, unknown, type Value } from './values';

/** The names that `[…]` or `.name` may mean; `unknown` where there are others that nobody can tell. */
export interface Key {
  names: readonly string[];
  unknown: boolean;
}

export const named = (name: string): Key => ({ names: [name], unknown: false });

/** What comes back for a key, from what is known of the values in brackets before it. */
export function keyOf(values: Iterable<Value>): Key {
  const names: string[] = [];
  let hasUnknown = false;
  for (const value of values) {
    if (value.kind === 'text') names.push(value.text);
    else hasUnknown = true;
  }
  return { names, unknown: hasUnknown };
}

/** Names that `cloud.openapi.x` answers as any function does, not as an API. */
const functionNames = new Set(['name', 'length', 'toString', 'constructor', 'prototype', 'toJSON']);

/** Methods of arrays, Maps and the like that hand elements to a callback, or take or give them. */
const collectionNames = new Set(
  'map forEach filter find findLast some every flatMap reduce reduceRight sort push unshift concat slice reverse pop shift at get set add values entries fill splice'.split(
    ' ',
  ),
);

/** Everything that reading `key` from any of `bases` may give. */
export function readField(
  machine: Machine,
  bases: Iterable<Value>,
  key: Key,
  node: ts.Node,
  seen: ReadonlySet<Value> = new Set(),
): Slot {
  const found: Slot = new Set();
  for (const base of bases) {
    if (seen.has(base)) continue;
    for (const name of key.names) {
      for (const value of readNamed(machine, base, name, node, seen)) found.add(value);
    }
    if (key.unknown) {
      for (const value of readUnknown(machine, base, node, seen)) found.add(value);
    }
  }
  return found;
}

function readNamed(
  machine: Machine,
  base: Value,
  name: string,
  node: ts.Node,
  seen: ReadonlySet<Value>,
): Iterable<Value> {
  switch (base.kind) {
    case 'sdk':
      if (name === 'openapi') return [api([], false)];
      if (name === 'default') return [sdk];
      return [name === 'Cloud' ? cloudClass : unknown];
    case 'api':
      return functionNames.has(name) ? [] : [api([...base.path, name], base.guessed)];
    case 'thing':
      return readThing(machine, base, name, node, seen);
    default:
      return [machine.guess(name)];
  }
}

function readThing(
  machine: Machine,
  thing: Thing,
  name: string,
  node: ts.Node,
  seen: ReadonlySet<Value>,
): Slot {
  const found: Slot = new Set(thing.fields.get(name));
  const take = (values: Iterable<Value>) => {
    for (const value of values) found.add(value);
  };
  const getter = thing.getters.get(name)?.code;
  if (getter) {
    machine.add(getter.this, [thing]);
    machine.run(getter);
    take(getter.returned);
  }
  if (name === 'prototype' && thing.code) take([machine.thing(thing.node, 'instance')]);
  if (found.size === 0 && /^\d+$/.test(name)) take(thing.elements);
  take(thing.unnamed);
  const deeper = new Set(seen).add(thing);
  const behind = thing.hiding.has(name) ? thing.merged : [...thing.merged, ...thing.bases];
  take(readField(machine, behind, named(name), node, deeper));
  if (found.size === 0 && collectionNames.has(name)) take([builtin(thing, name)]);
  return found;
}

function readUnknown(
  machine: Machine,
  base: Value,
  node: ts.Node,
  seen: ReadonlySet<Value>,
): Iterable<Value> {
  if (base.kind === 'api') {
    if (!base.guessed || base.path.length > 0) machine.undecidable(base.path, 'computed', node);
    return [];
  }
  if (base.kind !== 'thing') return [unknown];
  const found: Slot = new Set([...base.elements, ...base.unnamed]);
  if (machine.relaxed) {
    for (const name of [...base.fields.keys(), ...base.getters.keys()]) {
      for (const value of readThing(machine, base, name, node, seen)) found.add(value);
    }
    const deeper = new Set(seen).add(base);
    const key: Key = { names: [], unknown: true };
    for (const value of readField(machine, [...base.bases, ...base.merged], key, node, deeper)) {
      found.add(value);
    }
  }
  if (found.size === 0) found.add(unknown);
  return found;
}

const builtins = new WeakMap<Thing, Map<string, Value>>();

function builtin(owner: Thing, name: string): Value {
  const ofOwner = builtins.get(owner) ?? new Map<string, Value>();
  builtins.set(owner, ofOwner);
  const value = ofOwner.get(name) ?? { kind: 'builtin', name, owner };
  ofOwner.set(name, value);
  return value;
}

/** What going through `values` one by one gives, as `for … of` does. */
export function elementsOf(values: Iterable<Value>): Slot {
  const found: Slot = new Set();
  for (const value of values) {
    if (value.kind !== 'thing') {
      found.add(unknown);
      continue;
    }
    for (const element of [...value.elements, ...value.unnamed]) found.add(element);
  }
  return found;
}
