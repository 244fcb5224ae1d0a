import {
  checkDocument,
  checkPaths,
  clone,
  type Document,
  failed,
  invalid,
  isObject,
  keyOf,
  newId,
  readEjson,
  readObject,
  writeEjson,
} from './documents';
import { aggregateStages, findDocuments } from './mongo';
import { updated } from './update';

/** The parameters of an action, by the names that they have on the wire. */
export type Params = ReadonlyMap<string, unknown>;

/** What one action sees: a moment of the clock, and the documents of that moment by key. */
export interface Scope {
  now: number;
  /** @throws CloudbaseError DATABASE_COLLECTION_NOT_EXIST */
  documents(collection: unknown): ReadonlyMap<string, Document>;
  /** The documents of a collection that may not be there. */
  documentsOrNone(collection: string): Document[];
}

/** A document put in place of what was under its key, or (undefined) taken away. */
export interface Change {
  collection: string;
  key: string;
  document: Document | undefined;
}

/** What an action answers as `data`, and what it changes; nothing has been changed yet. */
interface Effect {
  data: Record<string, unknown>;
  changes?: Change[];
}

export type Operation = (scope: Scope, params: Params) => Effect;

/** What the SDK asks for where a function says nothing, and the most that it can ask for. */
const defaultLimit = 100;
const maxLimit = 1000;

/** `get` of a document, a collection or a `where`. */
const getDocument: Operation = (scope, params) => {
  const { now } = scope;
  const order = readObject(params.get('order'), 'order', now);
  const projection = readObject(params.get('projection'), 'projection', now);
  const offset = readCount(params, 'offset', 0);
  const limit = Math.min(readCount(params, 'limit', defaultLimit) || defaultLimit, maxLimit);
  checkPaths([order, projection]);
  const found = findDocuments(matching(scope, params), {}, clone(projection));
  if (Object.keys(order).length > 0) found.sort(sortOf(order));
  const list = found.skip(offset).limit(limit).all();
  return { data: { list: list.map(writeEjson), offset, limit } };
};

/** `count` */
const calculateDocument: Operation = (scope, params) => ({
  data: { total: matching(scope, params).length },
});

/** `add`: all of the documents, or none where an `_id` is there already. */
const insertDocument: Operation = (scope, params) => {
  const there = scope.documents(params.get('collectionName'));
  const collection = String(params.get('collectionName'));
  const data = params.get('data');
  if (!Array.isArray(data) || data.length === 0)
    throw invalid('data has to be a list of documents');
  const added = new Map<string, Document>();
  for (const text of data) {
    const given = readEjson(text, 'data', scope.now);
    if (!isObject(given)) throw invalid('data has to be a list of documents');
    const document = '_id' in given ? given : { _id: newId(), ...given };
    checkDocument(document);
    const key = keyOf(document._id);
    if (there.has(key) || added.has(key)) throw duplicate(collection, document._id);
    added.set(key, document);
  }
  return {
    data: { insertedIds: [...added.values()].map(({ _id }) => _id) },
    changes: [...added].map(([key, document]) => ({ collection, key, document })),
  };
};

/** `update` of a document or of all that a `where` finds, and `set` (`merge` false). */
const modifyDocument: Operation = (scope, params) => {
  const { upserted, documents, collection } = modified(scope, params, params.get('multi') === true);
  return {
    data: {
      updated: upserted === undefined ? documents.length : 0,
      upsert_id: upserted ?? null,
    },
    changes: documents.map((document) => ({ collection, key: keyOf(document._id), document })),
  };
};

/** `updateAndReturn`, which newer SDKs have within transactions. */
const modifyAndReturnDoc: Operation = (scope, params) => {
  const [first] = matching(scope, params, true);
  const { documents, collection } = modified(scope, params, false);
  const [changed] = documents;
  const doc = changed ?? first;
  return {
    data: { updated: documents.length, doc: doc ? writeEjson(doc) : null },
    changes: documents.map((document) => ({ collection, key: keyOf(document._id), document })),
  };
};

/** `remove` of a document or of all that a `where` finds. */
const removeDocument: Operation = (scope, params) => {
  const found = matching(scope, params, true);
  const gone = params.get('multi') === true ? found : found.slice(0, 1);
  const collection = String(params.get('collectionName'));
  return {
    data: { deleted: gone.length },
    changes: gone.map(({ _id }) => ({ collection, key: keyOf(_id), document: undefined })),
  };
};

/** Stages that write: what they would do to the collection that they name is not played. */
const writingStages = ['$out', '$merge'];

/** `aggregate()…end()` */
const aggregateDocuments: Operation = (scope, params) => {
  const documents = [...scope.documents(params.get('collectionName')).values()];
  const stages = params.get('stages');
  if (!Array.isArray(stages)) throw invalid('stages has to be a list');
  const pipeline = stages.map((stage) => {
    if (!isObject(stage) || typeof stage.stageKey !== 'string') {
      throw invalid('a stage has to be {stageKey, stageValue}');
    }
    if (writingStages.includes(stage.stageKey)) throw notPlayed(stage.stageKey);
    const value = readEjson(stage.stageValue, stage.stageKey, scope.now);
    checkPaths(value);
    return { [stage.stageKey]: value };
  });
  refuseGeometry(pipeline);
  const list = aggregateStages(documents, pipeline, (name) => clone(scope.documentsOrNone(name)));
  return { data: { list: list.map(writeEjson) } };
};

/** Each by its action's name behind `database.`. */
export const operations = {
  getDocument,
  calculateDocument,
  insertDocument,
  modifyDocument,
  modifyAndReturnDoc,
  removeDocument,
  aggregateDocuments,
} satisfies Record<string, Operation>;

/** The documents that `query` finds, in the order in which they came in. */
function matching(scope: Scope, params: Params, writes = false): Document[] {
  const there = scope.documents(params.get('collectionName'));
  const text = params.get('query');
  // As CloudBase: a write to a whole collection has to say so by an empty query.
  if (writes && (text === undefined || text === null || text === '')) {
    throw invalid('query is missing: where() has to come before update() and remove()');
  }
  const query = readObject(text, 'query', scope.now);
  checkPaths(query);
  refuseGeometry(query);
  const names = Object.keys(query);
  if (names.length === 1 && (typeof query._id === 'string' || typeof query._id === 'number')) {
    const document = there.get(keyOf(query._id));
    return document ? [document] : [];
  }
  if (names.length === 0) return [...there.values()];
  return findDocuments([...there.values()], query).all();
}

/** The documents that are different after an update, or the one that it brought in. */
function modified(scope: Scope, params: Params, multi: boolean) {
  const found = matching(scope, params, true);
  const collection = String(params.get('collectionName'));
  const query = readObject(params.get('query'), 'query', scope.now);
  const data = readObject(params.get('data'), 'data', scope.now);
  const replaces = params.get('merge') === false;
  if (Object.keys(data).length === 0 && !replaces) throw invalid('data has to be an update');
  const change = (document: Document) =>
    replaces ? replaced(document, data) : updated(document, data, query);

  if (found.length === 0 && params.get('upsert') === true) {
    const empty: Document = { _id: query._id ?? newId() };
    const document: Document = change(empty) ?? empty;
    checkDocument(document);
    return { collection, documents: [document], upserted: document._id };
  }
  const documents = (multi ? found : found.slice(0, 1)).flatMap<Document>(
    (document) => change(document) ?? [],
  );
  for (const document of documents) checkDocument(document);
  return { collection, documents, upserted: undefined };
}

/** The document after `set`, which counts as updated even where it is the same as before. */
function replaced(before: Document, data: Record<string, unknown>): Document {
  if ('_id' in data && keyOf(data._id) !== keyOf(before._id)) {
    throw failed('Update', "the (immutable) field '_id' was found to have been altered");
  }
  const after = { _id: before._id, ...clone(data) };
  checkDocument(after);
  return after;
}

function sortOf(order: Record<string, unknown>): Record<string, 1 | -1> {
  return Object.fromEntries(
    Object.entries(order).map(([field, direction]) => {
      if (direction !== 1 && direction !== -1) throw invalid('order has to be 1 or -1 a field');
      return [field, direction];
    }),
  );
}

function readCount(params: Params, name: string, absent: number): number {
  const value = params.get(name) ?? absent;
  if (Number.isInteger(value) && Number(value) >= 0) return Number(value);
  throw invalid(`${name} has to be a whole number, 0 or more`);
}

const duplicate = (collection: string, id: unknown) =>
  failed(
    'Insert',
    `multiple write errors: [{write errors: [{E11000 duplicate key error collection: ${collection} index: _id_ dup key: { _id: ${JSON.stringify(id)} }}]}]`,
  );

const notPlayed = (what: string) =>
  failed('Find', `the simulator does not have ${what} of the database`);

const geometry = /^\$(near|nearSphere|geoNear|geoWithin|geoIntersects)$/;

/** Documents may hold points and shapes; searching by them is what mingo does not have. */
function refuseGeometry(value: unknown): void {
  if (Array.isArray(value)) for (const entry of value) refuseGeometry(entry);
  if (!isObject(value)) return;
  for (const [name, entry] of Object.entries(value)) {
    if (geometry.test(name)) throw notPlayed(`searching by place (${name})`);
    refuseGeometry(entry);
  }
}
