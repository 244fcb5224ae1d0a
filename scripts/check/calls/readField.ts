import type ts from 'typescript';
import type { Machine } from './machine';
import {
  api,
  cloudClass,
  mostValues,
  type Slot,
  sdk,
  type Thing,
  unknown,
  type Value,
} from './values';

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
export function readField(machine: Machine, bases: Iterable<Value>, key: Key, node: ts.Node): Slot {
  const found: Slot = new Set();
  for (const base of bases) {
    for (const name of key.names) {
      for (const value of readNamed(machine, base, name)) found.add(value);
    }
    if (key.unknown && found.size < mostValues) {
      for (const value of readUnknown(machine, base, node)) found.add(value);
    }
  }
  return found;
}

function readNamed(machine: Machine, base: Value, name: string): Iterable<Value> {
  switch (base.kind) {
    case 'sdk':
      if (name === 'openapi') return [api([], false)];
      if (name === 'default') return [sdk];
      return [name === 'Cloud' ? cloudClass : unknown];
    case 'api':
      return functionNames.has(name) ? [] : [api([...base.path, name], base.guessed)];
    case 'thing':
      return readThing(machine, base, name);
    default:
      return [machine.guess(name)];
  }
}

function readThing(machine: Machine, thing: Thing, name: string): Slot {
  const found: Slot = new Set();
  const layers = layersOf(thing, name);
  machine.visits += layers.size;
  for (const layer of layers) {
    const values =
      layer.kind === 'thing' ? readOwn(machine, layer, name) : readNamed(machine, layer, name);
    for (const value of values) {
      machine.visits += 1;
      found.add(value);
    }
  }
  if (found.size === 0 && collectionNames.has(name)) found.add(builtin(thing, name));
  return found;
}

/** What the thing itself has under the name, not what is spread into it or its parents have. */
function readOwn(machine: Machine, thing: Thing, name: string): Iterable<Value> {
  const found: Value[] = [...(thing.fields.get(name) ?? []), ...readGetter(machine, thing, name)];
  if (name === 'prototype' && thing.code) found.push(machine.thing(thing.node, 'instance'));
  if (found.length === 0 && /^\d+$/.test(name)) found.push(...thing.elements);
  return [...found, ...thing.unnamed];
}

function readGetter(machine: Machine, thing: Thing, name: string): Iterable<Value> {
  const getter = thing.getters.get(name)?.code;
  if (!getter) return [];
  machine.add(getter.this, [thing]);
  machine.run(getter);
  return getter.returned;
}

function readUnknown(machine: Machine, base: Value, node: ts.Node): Iterable<Value> {
  if (base.kind === 'api') {
    if (!base.guessed || base.path.length > 0) machine.undecidable(base.path, 'computed', node);
    return [];
  }
  if (base.kind !== 'thing') return [unknown];
  const found: Slot = new Set();
  for (const layer of machine.relaxed ? layersOf(base) : [base]) {
    if (layer.kind !== 'thing') continue;
    machine.visits += layer.fields.size;
    const names = machine.relaxed ? [...layer.fields.keys(), ...layer.getters.keys()] : [];
    const values = [
      ...layer.elements,
      ...names.flatMap((name) => [...readOwn(machine, layer, name)]),
    ];
    for (const value of [...values, ...layer.unnamed]) found.add(value);
    if (found.size >= mostValues) break;
  }
  if (found.size === 0) found.add(unknown);
  return found;
}

/** The thing and all that stands behind it, each once; not what its own `name` hides. */
function layersOf(thing: Thing, name?: string): Set<Value> {
  const layers = new Set<Value>([thing]);
  for (const layer of layers) {
    if (layer.kind !== 'thing') continue;
    for (const behind of layer.merged) layers.add(behind);
    if (name !== undefined && layer.hiding.has(name)) continue;
    for (const behind of layer.bases) layers.add(behind);
    if (layers.size >= mostValues) break;
  }
  return layers;
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
