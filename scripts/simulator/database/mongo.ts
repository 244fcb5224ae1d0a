import Ajv from 'ajv';
import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { Query } from 'mingo/query';
import type { AnyObject, Options } from 'mingo/types';
import { resolve } from 'mingo/util';

type Expression = (document: AnyObject, args: unknown, settings: Options) => string | number | null;

/** A negative count takes the rest of the text. */
const $substrBytes: Expression = (document, args, settings) => {
  const given: unknown = evalExpr(document, args, settings);
  if (!Array.isArray(given) || typeof given[0] !== 'string' || Number(given[2]) >= 0) {
    return expression.$substrBytes(document, args, settings);
  }
  const rest = Math.max(0, Buffer.byteLength(given[0]) - Number(given[1]));
  return expression.$substrBytes(document, [{ $literal: given[0] }, given[1], rest], settings);
};

const $indexOfCP: Expression = (document, args, settings) => {
  const given: unknown = evalExpr(document, args, settings);
  const [text, part, start = 0, end] = Array.isArray(given) ? given : [];
  if (text === null || text === undefined) return null;
  if (typeof text !== 'string' || typeof part !== 'string') {
    throw new Error('$indexOfCP requires two texts');
  }
  const points = [...text].slice(0, end);
  const at = points.slice(start).join('').indexOf(part);
  if (at < 0) return -1;
  return start + [...points.slice(start).join('').slice(0, at)].length;
};

/** Weeks begin on Sunday; the days before the first one are week 0. */
const $week: Expression = (document, date, settings) => {
  const dayOfYear = expression.$dayOfYear(document, date, settings);
  const dayOfWeek = expression.$dayOfWeek(document, date, settings);
  if (typeof dayOfYear !== 'number' || typeof dayOfWeek !== 'number') return null;
  return Math.floor((dayOfYear + 7 - dayOfWeek) / 7);
};

/**
 * mingo's operators, but where MongoDB does otherwise by Tencent's own tests of its node SDK
 * (github.com/TencentCloudBase/node-sdk, test/database/unit): those above, and `$elemMatch`, whose
 * conditions on fields pass over a list's entries that have no fields.
 */
const operators = Context.init({
  accumulator,
  expression: { ...expression, $substrBytes, $substr: $substrBytes, $indexOfCP, $week },
  pipeline,
  projection,
  window,
  query: {
    ...query,
    $elemMatch(selector: string, condition: AnyObject, settings: Options) {
      if (Object.keys(condition).every((name) => name.startsWith('$'))) {
        return query.$elemMatch(selector, condition, settings);
      }
      const entry = new Query(condition, settings);
      return (document: AnyObject) => {
        const list = resolve(document, selector, { unwrapArray: true });
        const entries: unknown[] = Array.isArray(list) ? list : [];
        return entries.some(
          (one) => typeof one === 'object' && one !== null && entry.test(one as AnyObject),
        );
      };
    },
  },
});

const ajv = new Ajv({ strict: false });

const options: Partial<Options> = {
  context: operators,
  scriptEnabled: false,
  jsonSchemaValidator: (schema) => {
    const validate = ajv.compile(schema);
    return (document) => Boolean(validate(document));
  },
};

/** The documents that fit; those that come out are the ones that went in, unless projected. */
export function findDocuments(
  documents: readonly object[],
  condition: Record<string, unknown>,
  fields: Record<string, unknown> = {},
) {
  return new Query(condition, options).find<AnyObject>(documents as AnyObject[], fields);
}

/** @param others the documents of another collection, for `lookup`. */
export function aggregateStages(
  documents: readonly object[],
  stages: AnyObject[],
  others: (collection: string) => AnyObject[],
): AnyObject[] {
  return new Aggregator(stages, {
    ...options,
    processingMode: ProcessingMode.CLONE_INPUT,
    collectionResolver: others,
  }).run(documents as AnyObject[]);
}
