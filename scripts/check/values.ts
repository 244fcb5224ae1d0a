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

/** An object, module, class or function, one for each place that makes one, and each scope. */
export class Thing {
  readonly fields = new Map<string, Slot>();
  readonly returned: Slot = new Set();
  /** What inherits from it. */
  readonly heirs: Slot = new Set();
  #instance: Thing | undefined;

  constructor(
    readonly node: ts.Node,
    /** What its free names belong to. */
    readonly scope: Scope,
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
    const { callee } = this.scope;
    const isCallee = callee !== this && callee?.node === this.node;
    this.#instance ??= isCallee ? callee.instance : new Thing(this.node, this.scope, false);
    return this.#instance;
  }
}

/**
 * The names and things inside of a function as one place that calls it has them, so that what is
 * given to a wrapper there is told apart. All that stands outside of such functions is in one scope.
 */
export class Scope {
  readonly names = new Map<ts.Symbol, Slot>();
  readonly things = new Map<ts.Node, Thing>();
  readonly depth: number;

  constructor(
    readonly callee?: Thing,
    readonly outer = callee?.scope,
  ) {
    this.depth = outer ? outer.depth + 1 : 0;
  }

  /** The innermost scope that `node` stands in. */
  at(node: ts.Node | undefined): Scope {
    const { callee, outer } = this;
    return !callee || !outer || (node && isInside(node, callee.node)) ? this : outer.at(node);
  }
}

const isInside = (node: ts.Node, code: ts.Node) =>
  code.pos <= node.pos && node.end <= code.end && node.getSourceFile() === code.getSourceFile();

export const isCode = (value: Value): value is Thing => value instanceof Thing && value.isCode;

export const all = (slots: readonly Values[]): Value[] => slots.flatMap((slot) => [...slot]);

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

/** Methods of arrays, Maps and promises that hand on what is in them; `taking` also put more in. */
export const taking = new Set('push unshift set add concat fill splice'.split(' '));
export const passing = new Set([
  ...taking,
  ...'map forEach filter find findLast some every flatMap reduce reduceRight sort'.split(' '),
  ...'slice reverse pop shift at get values entries then catch finally'.split(' '),
]);
/** Of these, what the language brings calls nothing of what it is given. */
export const harmless = new Set(
  'Promise Object Array Map WeakMap Set WeakSet JSON String console'.split(' '),
);
