import { updateOne } from 'mingo';
import { checkPaths, clone, type Document, failed, isObject, writeEjson } from './documents';

/**
 * A document after an update, as MongoDB makes it.
 *
 * @param update operators, each with what it does to which fields: `{$inc: {n: 1}}`.
 * @param query that found it: `$` in a path is the entry that matched.
 * @returns undefined where nothing is different.
 * @throws CloudbaseError DATABASE_REQUEST_FAILED where an operator does not fit the field.
 */
export function updated(
  before: Document,
  update: Record<string, unknown>,
  query: Record<string, unknown>,
): Document | undefined {
  checkPaths(update);
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$')) throw failed('Update', `unknown modifier: ${operator}`);
    if (!isObject(fields)) {
      throw failed('Update', `modifiers operate on fields, but ${operator} has none`);
    }
    for (const path of Object.keys(fields)) checkField(before, operator, path);
  }
  const after = clone(before);
  const documents = [after];
  // `$` needs the query, which has found the document already.
  updateOne(documents, positional(update) ? query : {}, clone(update), { cloneMode: 'deep' });
  const [result = after] = documents;
  return writeEjson(result) === writeEjson(before) ? undefined : result;
}

const positional = (update: Record<string, unknown>): boolean =>
  Object.values(update).some(
    (fields) => isObject(fields) && Object.keys(fields).some((path) => /\.\$(\.|$)/.test(path)),
  );

const onNumbers = ['$inc', '$mul'];
const onLists = ['$push', '$addToSet', '$pull', '$pullAll', '$pop'];

/** MongoDB refuses what mingo passes over: an operator on a value of another kind. */
function checkField(document: Document, operator: string, path: string): void {
  if (path === '' || path.startsWith('$') || path.split('.').includes('')) {
    throw failed('Update', `the update path '${path}' contains an empty or unusable field name`);
  }
  const steps = path.split('.');
  let value: unknown = document;
  for (const [depth, step] of steps.entries()) {
    if (step.startsWith('$') || value === undefined) return;
    if (typeof value !== 'object' || value === null || value instanceof Date) {
      if (operator === '$unset' || operator === '$pull' || operator === '$pop') return;
      const parent = JSON.stringify({ [steps[depth - 1] ?? '']: value });
      throw failed('Update', `Cannot create field '${step}' in element ${parent}`);
    }
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  if (value === undefined) return;
  const id = JSON.stringify(document._id);
  if (onNumbers.includes(operator) && typeof value !== 'number') {
    throw failed(
      'Update',
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${id}} has the field '${path}' of non-numeric type ${typeName(value)}`,
    );
  }
  if (onLists.includes(operator) && !Array.isArray(value)) {
    throw failed(
      'Update',
      `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${id}}`,
    );
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Date) return 'date';
  return Array.isArray(value) ? 'array' : typeof value;
}
