import { randomBytes } from 'node:crypto';
import { BSONRegExp, EJSON } from 'bson';
import { CloudbaseError } from '../gateway/cloudbaseError';

/** A document as it is kept. Never changed in place: an update puts another one in its place. */
export type Document = Readonly<Record<string, unknown>>;

/** MongoDB nests no deeper: mongodb.com/docs/manual/reference/limits. */
const maxDepth = 100;
/** With these as a step of a path, mingo would reach into this process instead of a document. */
const prototypePath = /(^|\.)(__proto__|constructor\.prototype)(\.|$)/;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/**
 * Reads a parameter of the database's wire: extended JSON in a text. Server dates become dates on
 * the simulator's clock.
 *
 * @param name of the parameter, for the error.
 * @throws CloudbaseError INVALID_PARAM where it is none.
 */
export function readEjson(text: unknown, name: string, now: number): unknown {
  if (typeof text !== 'string') throw invalid(`${name} has to be extended JSON in a text`);
  try {
    return plainValue(EJSON.parse(text, { relaxed: true }), now, 0);
  } catch (error) {
    if (error instanceof CloudbaseError) throw error;
    throw invalid(`${name} is no extended JSON: ${reasonOf(error)}`);
  }
}

/** The same for a parameter that is an object, or may be left out. */
export function readObject(text: unknown, name: string, now: number): Record<string, unknown> {
  if (text === undefined || text === null || text === '') return {};
  const value = readEjson(text, name, now);
  if (!isObject(value)) throw invalid(`${name} has to be an object`);
  return value;
}

/** A document as it goes over the wire. */
export const writeEjson = (value: object): string =>
  // The SDK reads either form; only this one keeps every type and number apart.
  EJSON.stringify(value, { relaxed: false });

/** A document for people: plain JSON where JSON has the type. */
export const toJson = (document: Document): unknown =>
  JSON.parse(EJSON.stringify(document, { relaxed: true }));

/** What makes an `_id` the same as another one. */
export const keyOf = (id: unknown): string => writeEjson({ id });

/** As CloudBase makes them. */
export const newId = (): string => randomBytes(16).toString('hex');

/**
 * Refuses what MongoDB does not take as a document.
 *
 * @throws CloudbaseError DATABASE_REQUEST_FAILED
 */
export function checkDocument(document: Record<string, unknown>): void {
  const { _id } = document;
  if (_id === undefined || Array.isArray(_id) || _id instanceof RegExp) {
    throw failed('Insert', `can't use ${Array.isArray(_id) ? 'an array' : 'this type'} for _id`);
  }
  checkNames(document);
}

function checkNames(value: unknown): void {
  if (Array.isArray(value)) {
    for (const entry of value) checkNames(entry);
  } else if (isObject(value)) {
    for (const [name, entry] of Object.entries(value)) {
      if (name.startsWith('$') || name.includes('\0')) {
        throw failed('Insert', `field names may not start with '$': ${shorten(name)}`);
      }
      checkNames(entry);
    }
  }
}

/** Another object with the same content, down to the values that are no object or list. */
export function clone<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(clone) as Value;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, clone(entry)]),
  ) as Value;
}

/** Refuses a query, an update or a stage that would reach outside of the documents. */
export function checkPaths(value: unknown): void {
  if (typeof value === 'string' && prototypePath.test(value)) throw unusable(value);
  if (Array.isArray(value)) for (const entry of value) checkPaths(entry);
  if (isObject(value)) {
    for (const [name, entry] of Object.entries(value)) {
      if (prototypePath.test(name)) throw unusable(name);
      checkPaths(entry);
    }
  }
}

export const invalid = (message: string) => new CloudbaseError('INVALID_PARAM', message);

/** @param action `Insert`, `Update` … */
export const failed = (action: string, message: string) =>
  new CloudbaseError('DATABASE_REQUEST_FAILED', `[FailedOperation.${action}] ${message}`);

export const reasonOf = (error: unknown): string =>
  shorten(error instanceof Error ? error.message : String(error));

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const unusable = (path: string) => invalid(`${shorten(path)} cannot be a field's name or path`);

/** What the rest works with: JavaScript's own types where there is one. */
function plainValue(value: unknown, now: number, depth: number): unknown {
  if (depth > maxDepth) throw invalid(`nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, now, depth + 1));
  if (value instanceof BSONRegExp) {
    return new RegExp(value.pattern, [...value.options].filter((o) => 'imsu'.includes(o)).join(''));
  }
  if (value instanceof Date && Number.isNaN(value.getTime())) throw invalid('a date is no date');
  if (!isObject(value)) return value;
  if ('__proto__' in value && Object.hasOwn(value, '__proto__')) throw unusable('__proto__');
  const serverDate = value.$tcb_server_date;
  if (isObject(serverDate)) return serverDateOf(serverDate, now);
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, plainValue(entry, now, depth + 1)]),
  );
}

function serverDateOf({ offset = 0 }: Record<string, unknown>, now: number): Date {
  const date = new Date(now + Number(offset));
  if (Number.isNaN(date.getTime())) throw invalid('the offset of a server date is no number');
  return date;
}
