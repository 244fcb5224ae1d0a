import ts from 'typescript';
import type { Sources } from './sources';
import {
  api,
  type FunctionCode,
  mostValues,
  newThing,
  type Slot,
  type Thing,
  unknown,
  type Value,
} from './values';

/** A call of WeChat's that the source contains. */
export interface OpenapiCall {
  /** e.g. `customerServiceMessage.setTyping`, as permissions.openapi wants it. */
  api: string;
  node: ts.Node;
  /** A way from `main` leads here. Otherwise it may be reached, and nobody can tell by reading. */
  certain: boolean;
}

/** `cloud.openapi[…]` with a name that only running it would tell, or handed to other people's code. */
export interface UndecidedCall {
  /** What is known of the name: `` or e.g. `customerServiceMessage`. */
  known: string;
  why: 'computed' | 'handedOn';
  node: ts.Node;
}

/** Where code runs: whose `this` and `return` are meant. */
export interface Frame {
  readonly node: ts.Node;
  readonly this: Slot;
  readonly returned: Slot;
}

/** How much is gone through before giving up, in parts of expressions: some seconds of work. */
const mostVisits = 30_000_000;

/**
 * The state of an analysis: every place's values, and the code found to run. Which statement comes
 * first is not looked at: all code that runs is gone through again until nothing new is learnt.
 */
export class Machine {
  /** Something was learnt in this round. */
  changed = false;
  /** Parts of expressions gone through, and objects looked into. */
  visits = 0;
  /**
   * False while only that is followed which certainly happens; then true, to see what else might:
   * `table[name]()` may call all of the table, and an object in others' hands may have any method called.
   */
  relaxed = false;
  readonly frames = new Map<ts.Node, Frame>();
  readonly calls = new Map<string, OpenapiCall>();
  readonly undecided = new Map<string, UndecidedCall>();
  /** Objects that code which we cannot see has got hold of. */
  readonly handedOut = new Set<Thing>();
  readonly #slots = new Map<ts.Symbol, Slot>();
  readonly #things = new Map<string, Map<ts.Node, Thing>>();
  readonly #symbols = new Map<ts.Node, ts.Symbol | undefined>();

  /** @param limit of `visits` */
  constructor(
    readonly sources: Sources,
    readonly limit = mostVisits,
  ) {}

  get exhausted(): boolean {
    return this.visits > this.limit;
  }

  add(slot: Slot, values: Iterable<Value>): void {
    for (const value of values) {
      this.visits += 1;
      if (slot.has(value) || slot.size >= mostValues) continue;
      slot.add(value);
      this.changed = true;
    }
  }

  /** The declaration that a name means, wherever it is exported or imported under it. */
  symbolOf(name: ts.Node): ts.Symbol | undefined {
    if (this.#symbols.has(name)) return this.#symbols.get(name);
    const { checker } = this.sources;
    const found = checker.getSymbolAtLocation(name);
    const symbol = found && checker.getExportSymbolOfSymbol(found);
    this.#symbols.set(name, symbol);
    return symbol;
  }

  /**
   * What a name holds; undefined where the source does not declare it. In JavaScript the compiler
   * takes `exports.main = …` for a declaration too, and we do not.
   */
  declared(name: ts.Node): Slot | undefined {
    const symbol = this.symbolOf(name);
    return symbol?.declarations?.some(declares) ? this.slotOf(symbol) : undefined;
  }

  slotOf(symbol: ts.Symbol): Slot {
    const slot = this.#slots.get(symbol) ?? new Set();
    this.#slots.set(symbol, slot);
    return slot;
  }

  /** The one thing that this place makes; `part` where one place makes several. */
  thing(node: ts.Node, part = ''): Thing {
    const ofPart = this.#things.get(part) ?? new Map<ts.Node, Thing>();
    this.#things.set(part, ofPart);
    const thing = ofPart.get(node) ?? newThing(node);
    ofPart.set(node, thing);
    return thing;
  }

  field(thing: Thing, name: string): Slot {
    const slot = thing.fields.get(name) ?? new Set();
    thing.fields.set(name, slot);
    return slot;
  }

  /** A function or class as a value; `frame` is where it was written, whose `this` an arrow keeps. */
  functionThing(node: FunctionCode['node'], outerThis: Slot | undefined): Thing {
    const thing = this.thing(node);
    thing.code ??= { node, this: outerThis ?? new Set(), returned: new Set() };
    return thing;
  }

  run(frame: Frame): void {
    if (this.frames.has(frame.node)) return;
    this.frames.set(frame.node, frame);
    this.changed = true;
  }

  called(path: readonly string[], node: ts.Node): void {
    const name = path.join('.');
    this.#once(this.calls, `${name} ${place(node)}`, { api: name, node, certain: !this.relaxed });
  }

  undecidable(path: readonly string[], why: UndecidedCall['why'], node: ts.Node): void {
    const known = path.join('.');
    this.#once(this.undecided, `${known} ${why} ${place(node)}`, { known, why, node });
  }

  /** `openapi` read from something unknown: nobody else calls a field so. */
  guess(name: string): Value {
    return name === 'openapi' ? api([], true) : unknown;
  }

  #once<T>(map: Map<string, T>, key: string, value: T): void {
    if (map.has(key)) return;
    map.set(key, value);
    this.changed = true;
  }
}

function place(node: ts.Node): string {
  return `${node.getSourceFile().fileName}:${node.getStart()}`;
}

const declares = (node: ts.Declaration) =>
  ts.isVariableDeclaration(node) ||
  ts.isParameter(node) ||
  ts.isBindingElement(node) ||
  ts.isFunctionLike(node) ||
  ts.isClassLike(node) ||
  ts.isEnumDeclaration(node) ||
  ts.isModuleDeclaration(node) ||
  ts.isImportClause(node) ||
  ts.isNamespaceImport(node) ||
  ts.isImportSpecifier(node) ||
  ts.isImportEqualsDeclaration(node);
