import ts from 'typescript';

/**
 * What a name or field may hold, as far as permissions are concerned; a string is itself. An array,
 * Map, promise or generator is looked through: it stands for what is in it.
 */
export type Value = string | typeof unknown | typeof sdk | Api | Thing;
export type Values = readonly Value[] | ReadonlySet<Value>;
/** Grows while the graph does, and never shrinks. */
export type Slot = Set<Value>;

export const unknown = Symbol('unknown');
/** wx-server-sdk, its class Cloud, or an instance of that. */
export const sdk = Symbol('sdk');

/** `cloud.openapi` and what is read from it. */
export class Api {
  static readonly certain = new Api(false);
  /** Only the name `openapi` says that it is one. */
  static readonly guessed = new Api(true);
  readonly #parts = new Map<string, Api>();

  private constructor(
    readonly isGuessed: boolean,
    readonly path: readonly string[] = [],
  ) {}

  /** The same each time, so that a slot holds it once. */
  part(name: string): Api {
    const part = this.#parts.get(name) ?? new Api(this.isGuessed, [...this.path, name]);
    this.#parts.set(name, part);
    return part;
  }
}

/** An object, module, class or function, one for each place that makes one. */
export class Thing {
  readonly fields = new Map<string, Slot>();
  readonly returned: Slot = new Set();
  /** What inherits from it. */
  readonly heirs: Slot = new Set();
  #instance: Thing | undefined;

  constructor(
    readonly node: ts.Node,
    /** Whether it can be called. */
    readonly isCode = ts.isFunctionLike(node) || ts.isClassLike(node),
  ) {}

  get(field: string): Values {
    return this.fields.get(field) ?? [];
  }

  /** What is in any of its fields. */
  get held(): Value[] {
    return all([...this.fields.values()]);
  }

  /** What `new` makes of a class or function; of a module, its `module`. */
  get instance(): Thing {
    this.#instance ??= new Thing(this.node, false);
    return this.#instance;
  }
}

export const isCode = (value: Value): value is Thing => value instanceof Thing && value.isCode;

export const all = (slots: readonly Values[]): Value[] => slots.flatMap((slot) => [...slot]);

function slotIn<Key>(slots: Map<Key, Slot>, key: Key): Slot {
  const slot = slots.get(key) ?? new Set();
  slots.set(key, slot);
  return slot;
}

/** Stands for the field of `x[key] = …` where nobody can tell the key. */
export const unnamed = '[]';
/** More than a name means in code that people write; beyond it, the time would grow without use. */
const maxValues = 100;

/** What is known so far of all names and things; it only grows. */
export class Known {
  changed = false;
  /** How much was gone through, in values and parts of expressions. */
  work = 0;
  /** Methods by name, whatever has them. */
  readonly methods = new Map<string, Slot>();
  readonly #names = new Map<ts.Symbol, Slot>();
  readonly #things = new Map<ts.Node, Thing>();

  /** What a declared name holds. */
  named(declared: ts.Symbol): Slot {
    return slotIn(this.#names, declared);
  }

  add(slot: Slot, values: Values): void {
    for (const value of values) {
      this.work += 1;
      if (slot.has(value) || slot.size >= maxValues) continue;
      slot.add(value);
      this.changed = true;
    }
  }

  /** The one thing that this place makes. */
  thing(node: ts.Node): Thing {
    const thing = this.#things.get(node) ?? new Thing(node);
    this.#things.set(node, thing);
    return thing;
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

/** More than anybody puts together, so that `s = s + 'a'` comes to an end. */
const maxTexts = 16;

/** All texts that one of `left` with one of `right` behind it makes. */
export function joined(left: Values, right: Values): Values {
  const texts = new Set<Value>();
  for (const one of left) {
    for (const other of right) {
      texts.add(typeof one === 'string' && typeof other === 'string' ? one + other : unknown);
    }
  }
  return texts.size > maxTexts ? [unknown] : texts;
}
