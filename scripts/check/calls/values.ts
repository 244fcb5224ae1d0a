import type ts from 'typescript';

/**
 * What a place in the source may hold, as far as permissions are concerned: the SDK and what leads
 * from it to an openapi call, functions and objects that such things can travel in, and texts that
 * can name an API. Everything else is `unknown`, or nothing where it cannot matter (`true`, `null`).
 */
export type Value = Unknown | Sdk | CloudClass | Api | Text | Builtin | Thing;

/** Grows while the analysis runs, and never shrinks. */
export type Slot = Set<Value>;

interface Unknown {
  readonly kind: 'unknown';
}

/** `wx-server-sdk` itself, or an instance of its Cloud class. */
interface Sdk {
  readonly kind: 'sdk';
}

/** `cloud.Cloud` */
interface CloudClass {
  readonly kind: 'cloudClass';
}

/** `cloud.openapi` and what is read from it. */
export interface Api {
  readonly kind: 'api';
  readonly path: readonly string[];
  /** Only its name `openapi` says so: the object that it was read from is not known. */
  readonly guessed: boolean;
}

interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/** A method that every array (or promise, Map …) has, such as `map`. */
export interface Builtin {
  readonly kind: 'builtin';
  readonly name: string;
  readonly owner: Thing;
}

/** An object, array, function or class, one for each place that makes one. */
export interface Thing {
  readonly kind: 'thing';
  readonly node: ts.Node;
  readonly fields: Map<string, Slot>;
  readonly getters: Map<string, Thing>;
  /** Elements of an array. */
  readonly elements: Slot;
  /** Fields set by a `[key]` that nobody can tell. */
  readonly unnamed: Slot;
  /** Spread into it, or its class's parents: what its own fields hide. */
  readonly bases: Slot;
  /** Names of its own fields that hide those of `bases`. */
  readonly hiding: Set<string>;
  /** Copied into it later, as Object.assign does: hidden by nothing. */
  readonly merged: Slot;
  code?: FunctionCode;
}

export interface FunctionCode {
  readonly node: ts.SignatureDeclaration | ts.ClassLikeDeclaration;
  readonly this: Slot;
  readonly returned: Slot;
}

/** More than one place holds in code that people write; beyond it, the time would grow without use. */
export const mostValues = 100;

export const unknown: Value = { kind: 'unknown' };
export const sdk: Value = { kind: 'sdk' };
export const cloudClass: Value = { kind: 'cloudClass' };

const apis = new Map<string, Api>();

/** The one value for this path, so that a Set holds it once. */
export function api(path: readonly string[], guessed: boolean): Api {
  const key = `${guessed} ${path.join('.')}`;
  const known = apis.get(key) ?? { kind: 'api', path, guessed };
  apis.set(key, known);
  return known;
}

const texts = new Map<string, Text>();

export function text(of: string): Value {
  const known = texts.get(of) ?? { kind: 'text', text: of };
  texts.set(of, known);
  return known;
}

export function newThing(node: ts.Node): Thing {
  return {
    kind: 'thing',
    node,
    fields: new Map(),
    getters: new Map(),
    elements: new Set(),
    unnamed: new Set(),
    bases: new Set(),
    hiding: new Set(),
    merged: new Set(),
  };
}
