import type { CloudDatabase, Collection, Command } from '../conversation/database';

type Document = Record<string, unknown>;
type Test = (value: unknown) => boolean;
/** What an operator of `command` is here: a test of a field, or of a whole document. */
class Operator {
  constructor(readonly test: Test) {}
}
class Removal {}
class Increment {
  constructor(readonly by: number) {}
}

/** How a call goes wrong. */
export type Fault =
  | 'refused'
  | 'no collection'
  | 'breaks off'
  | 'never settles'
  | 'its answer is lost'
  | 'its answer never comes';
export const faults: readonly Fault[] = [
  'refused',
  'no collection',
  'breaks off',
  'never settles',
  'its answer is lost',
  'its answer never comes',
];

const errors = {
  taken: {
    errCode: -502001,
    errMsg: '[FailedOperation.Insert] multiple write errors: [{E11000 duplicate key error}]',
  },
  refused: { errCode: -502001, errMsg: 'over quota' },
  'no collection': { errCode: -502005, errMsg: 'database collection not exists' },
  'breaks off': { errCode: -501001, errMsg: 'socket hang up' },
};

export interface FakeDatabase {
  cloud: CloudDatabase;
  documents: Map<string, Document>;
  /** Each call so far, e.g. `add`, `get`, `update`. */
  calls: string[];
  /** Asked before each call, by its number from 0. */
  fault: (call: number, what: string) => Fault | undefined;
}

/**
 * CloudBase's database as wx-server-sdk hands it to a function, in memory, shared by all that hold
 * it: the operators that customerMessage uses, and the SDK's errors.
 */
export function fakeDatabase(): FakeDatabase {
  const documents = new Map<string, Document>();
  const fake: FakeDatabase = {
    cloud: undefined as never,
    documents,
    calls: [],
    fault: () => undefined,
  };

  async function perform<T>(what: string, effect: () => T): Promise<T> {
    const fault = fake.fault(fake.calls.push(what) - 1, what);
    await Promise.resolve();
    if (fault === 'never settles') return new Promise(() => {});
    if (fault === 'refused' || fault === 'no collection' || fault === 'breaks off') {
      throw errors[fault];
    }
    const answer = effect();
    if (fault === 'its answer never comes') return new Promise(() => {});
    if (fault === 'its answer is lost') throw errors['breaks off'];
    return answer;
  }

  const collection: Collection = {
    // As the SDK's, it does not work without what it belongs to.
    add(this: unknown, { data }) {
      if (this === undefined) throw new TypeError('no collection');
      return perform('add', () => {
        const copy: Document = structuredClone({ ...data });
        const id = String(copy._id);
        if (documents.has(id)) throw errors.taken;
        documents.set(id, copy);
        return { _id: id };
      });
    },
    where(query) {
      const found = () =>
        [...documents.values()]
          .filter((document) => fits(query, document))
          .sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1));
      let most = 100;
      const chain = {
        orderBy: () => chain,
        limit(count: number) {
          most = count;
          return chain;
        },
        get: () => perform('get', () => ({ data: structuredClone(found().slice(0, most)) })),
        update: ({ data }: { data: object }) =>
          perform('update', () => {
            const changed = found().filter((document) => {
              const before = JSON.stringify(document);
              for (const [field, value] of Object.entries(data)) {
                if (value instanceof Removal) delete document[field];
                else if (value instanceof Increment) {
                  document[field] = Number(document[field] ?? 0) + value.by;
                } else document[field] = structuredClone(value);
              }
              return JSON.stringify(document) !== before;
            });
            // What an update leaves as it was, MongoDB does not count.
            return { stats: { updated: changed.length } };
          }),
        remove: () =>
          perform('remove', () => {
            const all = found();
            for (const { _id } of all) documents.delete(String(_id));
            return { stats: { removed: all.length } };
          }),
      };
      return chain;
    },
  };
  fake.cloud = { database: () => ({ command, collection: () => collection }) };
  return fake;
}

const comparing = (test: (value: never, limit: never) => boolean) => (limit: unknown) =>
  new Operator((value) => typeof value === typeof limit && test(value as never, limit as never));

const command: Command = {
  lt: comparing((value, limit) => value < limit),
  gt: comparing((value, limit) => value > limit),
  neq: (other) => new Operator((value) => value !== other),
  in: (values) => new Operator((value) => values.includes(value)),
  and: (parts) => new Operator((value) => parts.every((part) => fits(part, value))),
  or: (parts) => new Operator((value) => parts.some((part) => fits(part, value))),
  remove: () => new Removal(),
  inc: (by) => new Increment(by),
};

function fits(query: unknown, value: unknown): boolean {
  if (query instanceof Operator) return query.test(value);
  if (typeof query !== 'object' || query === null) return query === value;
  const fields: Document = Object(value);
  return Object.entries(query).every(([name, part]) => fits(part, fields[name]));
}
