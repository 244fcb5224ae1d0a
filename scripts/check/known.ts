import ts from 'typescript';
import {
  Api,
  isCode,
  Scope,
  type Slot,
  sdk,
  Thing,
  unknown,
  type Value,
  type Values,
} from './values';

function slotIn<Key>(slots: Map<Key, Slot>, key: Key): Slot {
  const slot = slots.get(key) ?? new Set();
  slots.set(key, slot);
  return slot;
}

/** Stands for the field of `x[key] = …` where nobody can tell the key. */
export const unnamed = '[]';
/** More than a name means in code that people write; beyond it, the time would grow without use. */
const maxValues = 100;

/** So many calls of functions that stand in each other are told apart. */
const maxDepth = 2;

/** What is known so far of all names and things; it only grows. */
export class Known {
  changed = false;
  /** How much was gone through, in values and parts of expressions. */
  work = 0;
  /** Methods by name, whatever has them. */
  readonly methods = new Map<string, Slot>();
  readonly #scopes = new Map<Thing, Map<ts.Node, Scope>>();
  readonly #all = new Map<ts.Node, readonly Thing[]>();
  #scope = new Scope();

  /** Does `work` with names and things as `scope` has them. */
  within<Result>(scope: Scope, work: () => Result): Result {
    const before = this.#scope;
    this.#scope = scope;
    const result = work();
    this.#scope = before;
    return result;
  }

  /** The scope of a call at `site`: one of its own, or where none may be added, that of all others. */
  scopeOf(callee: Thing, site: ts.Node | undefined, mayAdd: boolean): Scope {
    if (!site || callee.scope.depth >= maxDepth) return callee.scope;
    const sites = this.#scopes.get(callee) ?? new Map<ts.Node, Scope>();
    this.#scopes.set(callee, sites);
    const scope = sites.get(site) ?? (mayAdd ? new Scope(callee) : callee.scope);
    if (mayAdd) sites.set(site, scope);
    return scope;
  }

  /** What a declared name holds. */
  named(declared: ts.Symbol): Slot {
    // A function's own name stands outside of it.
    return slotIn(this.#scope.at(declared.declarations?.[0]?.parent).names, declared);
  }

  add(slot: Slot, values: Values): void {
    for (const value of values) {
      this.work += 1;
      const isFull = slot.size >= maxValues;
      // Of so many texts nobody can tell which are meant.
      const kept = isFull && typeof value === 'string' ? unknown : value;
      if (slot.has(kept) || (isFull && kept !== unknown)) continue;
      slot.add(kept);
      this.changed = true;
    }
  }

  /** The one thing that this place makes, in a scope. */
  thing(node: ts.Node): Thing {
    const scope = this.#scope.at(node);
    const known = scope.things.get(node);
    if (known) return known;
    const thing = new Thing(node, scope);
    scope.things.set(node, thing);
    this.#all.set(node, [...this.allOf(node), thing]);
    return thing;
  }

  /** What this place makes in all scopes so far. */
  allOf(node: ts.Node): readonly Thing[] {
    return this.#all.get(node) ?? [];
  }

  setFields(owner: Value, keys: Values, values: Values): void {
    for (const key of keys) {
      const name = typeof key === 'string' ? key : unnamed;
      this.add(slotIn(this.methods, name), [...values].filter(isCode));
      if (owner instanceof Thing) this.add(slotIn(owner.fields, name), values);
      if (name === 'prototype' && isCode(owner)) this.inherit(owner.instance, values);
    }
  }

  /** `class extends`, `setPrototypeOf` and the like, for classes and for their instances. */
  inherit(heir: Value, parents: Values): void {
    if (!(heir instanceof Thing)) return;
    this.setFields(heir, ['__proto__'], parents);
    for (const parent of parents) {
      if (!(parent instanceof Thing)) continue;
      // A class's instances are heirs once there are any: see `CallGraph`.
      if (heir.isCode || !ts.isClassLike(heir.node)) this.add(parent.heirs, [heir]);
      if (heir.isCode && parent.isCode) this.inherit(heir.instance, [parent.instance]);
    }
  }

  /** `{ ...from }`, `Object.assign(to, from)`, `export * from`. */
  copy(from: Values, to: Value, hidden?: ReadonlySet<Value>): void {
    for (const value of from) {
      if (value === sdk) this.setFields(to, ['openapi'], [Api.certain]);
      for (const [name, slot] of value instanceof Thing ? value.fields : []) {
        if (!hidden?.has(name)) this.setFields(to, [name], slot);
      }
    }
  }
}
