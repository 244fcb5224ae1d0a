import type { Clock } from '../../shared/contract';
import { fieldOf } from '../../shared/runtime/context';
import { withTimeout } from '../../shared/runtime/time';

/** The collection that holds everything: it has to be created by hand, in the console. */
const collectionName = 'handled_messages';

/**
 * The part of wx-server-sdk's database that is used.
 * developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/Cloud.database.html
 */
export interface CloudDatabase {
  database(): { readonly command: Command; collection(name: string): Collection };
}

export interface Collection {
  /** Rejects with errCode -502001 and E11000 in errMsg where there is a document of this `_id`. */
  add(options: { data: object }): Promise<unknown>;
  where(query: object): Query;
}

interface Query {
  orderBy(field: string, direction: 'asc' | 'desc'): Query;
  limit(count: number): Query;
  get(): Promise<unknown>;
  update(options: { data: object }): Promise<unknown>;
  remove(): Promise<unknown>;
}

/** Operators; what they return has a meaning to the SDK only. */
export interface Command {
  lt(value: unknown): object;
  gt(value: unknown): object;
  neq(value: unknown): object;
  in(values: readonly unknown[]): object;
  and(parts: readonly object[]): object;
  or(parts: readonly object[]): object;
  remove(): object;
  inc(by: number): object;
}

/** What a call came to. */
export type Called =
  | { answer: unknown }
  /** There is a document of this `_id`; `unsure`: our own first try may have put it there. */
  | { taken: true; unsure: boolean }
  /** The database can't tell, and is asked no more by this invocation. */
  | 'out';

export interface Database {
  /** Whether this invocation asked it anything. */
  readonly used: boolean;
  /** @param anyway also where it is out: for what must not be left undone if it can be done */
  call(
    ask: (collection: Collection, command: Command) => Promise<unknown>,
    anyway?: boolean,
  ): Promise<Called>;
}

interface DatabaseDeps {
  cloud: CloudDatabase;
  clock: Clock;
  /** The longest that one try takes, and when all must have ended. */
  limits: { callMs: number; deadline: number };
  /** Told the errCode, once, where the database can't be asked. */
  onOut(errCode: number): void;
}

const noCode = -1;
const tooLate = -501002;
/** Nothing that a second try could change. */
const final: ReadonlySet<number> = new Set([-502003, -502005]);

/**
 * The database as one invocation uses it. A call that fails is made once more: each is written so
 * that it may take effect twice. Where that fails too the database is out for this invocation, so
 * that a customer waits for it once. Never rejects.
 */
export function openDatabase({ cloud, clock, limits, onOut }: DatabaseDeps): Database {
  let out = false;
  let used = false;

  async function attempt(
    ask: (collection: Collection, command: Command) => Promise<unknown>,
  ): Promise<{ answer: unknown } | { errCode: number; taken: boolean }> {
    const asked = (async () => {
      const { command, collection } = open(cloud);
      return { answer: await ask(collection, command) };
    })().catch((error: unknown) => readError(error));
    const by = Math.min(limits.deadline, clock.now() + limits.callMs);
    return withTimeout<{ answer: unknown } | { errCode: number; taken: boolean }>(
      asked,
      by,
      clock,
      () => ({ errCode: tooLate, taken: false }),
    );
  }

  return {
    get used() {
      return used;
    },
    async call(ask, anyway = false) {
      if (out && !anyway) return 'out';
      used = true;
      const first = await attempt(ask);
      if ('answer' in first) return first;
      if (first.taken) return { taken: true, unsure: false };
      const second = final.has(first.errCode) ? first : await attempt(ask);
      if ('answer' in second) return second;
      if (second.taken) return { taken: true, unsure: true };
      out = true;
      onOut(second.errCode);
      return 'out';
    },
  };
}

function open(cloud: CloudDatabase) {
  const database = cloud.database();
  return { command: database.command, collection: database.collection(collectionName) };
}

function readError(error: unknown): { errCode: number; taken: boolean } {
  const errCode = fieldOf(error, 'errCode');
  return {
    errCode: typeof errCode === 'number' ? errCode : noCode,
    // -502001 alone is any refused request; the text around E11000 varies.
    taken: errCode === -502001 && String(fieldOf(error, 'errMsg')).includes('E11000'),
  };
}

/**
 * How many documents an update changed. One that it left as it was may not count, so that whoever
 * wants to know has to change something each time.
 */
export function updatedBy(called: Called): number | 'out' {
  if (called === 'out' || !('answer' in called)) return 'out';
  const updated = fieldOf(fieldOf(called.answer, 'stats'), 'updated');
  return typeof updated === 'number' ? updated : 0;
}

export const howToCreateIt =
  'Without it a message that WeChat delivers again may be answered twice, messages sent in quick ' +
  'succession are answered each by itself, nothing said before is remembered, and the silence ' +
  `after a hand-over is kept by one instance only. Create the collection ${collectionName}: ` +
  'CloudBase console → Database → "+", and let nobody but functions read and write it.';
