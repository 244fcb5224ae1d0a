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
  readonly #parts = new Map<string, Api>();

  /** @param isGuessed whether only the name `openapi` says that it is one */
  constructor(
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

export function slotIn<Key>(slots: Map<Key, Slot>, key: Key): Slot {
  const slot = slots.get(key) ?? new Set();
  slots.set(key, slot);
  return slot;
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
