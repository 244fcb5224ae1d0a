import { createHash } from 'node:crypto';
import { explainCode } from '../shared/codes/codes';
import type { Clock } from '../shared/contract';
import { withTimeout } from '../shared/runtime/time';
import type { Push } from './push';

/** The collection in which each handled message has a document, its `_id` made from the message. */
export const collectionName = 'handled_messages';

/** The part of wx-server-sdk's database that is used. */
export interface CloudDatabase {
  database(): {
    collection(name: string): { add(options: { data: object }): Promise<unknown> };
  };
}

/**
 * `ours`: nobody else has the message. `theirs`: another delivery of it has, or had. `unknown`: the
 * database can't tell; errCode says why.
 */
export type Claim =
  | { holder: 'ours' }
  | { holder: 'theirs' }
  | { holder: 'unknown'; errCode: number };

interface ClaimOptions {
  cloud: CloudDatabase;
  clock: Clock;
  /** By then it is decided, second try included. In ms of `clock`. */
  deadline: number;
}

const noCode = -1;
const late: Insertion = { done: false, errCode: -501002, taken: false };

interface Insertion {
  done: boolean;
  errCode: number;
  taken: boolean;
}

/**
 * Claims a message for this invocation, across all instances: the database takes a document of one
 * `_id` only once. Never rejects.
 *
 * A try without an answer may have arrived, so it is made once more, and "taken" then is taken for
 * our own first try: should it have been another delivery's after all, a customer gets two answers,
 * and not none.
 */
export async function claimMessage(
  push: Push,
  { cloud, clock, deadline }: ClaimOptions,
): Promise<Claim> {
  const document = { _id: documentId(push), at: new Date(clock.now()) };
  const attempt = (by: number) => withTimeout(insert(cloud, document), by, clock, () => late);

  const half = clock.now() + (deadline - clock.now()) / 2;
  const first = await attempt(half);
  if (first.done) return { holder: 'ours' };
  if (first.taken) return { holder: 'theirs' };
  if (explainCode(first.errCode).retry === undefined) return unknown(first);

  const second = await attempt(deadline);
  return second.done || second.taken ? { holder: 'ours' } : unknown(second);
}

function unknown({ errCode }: Insertion): Claim {
  return { holder: 'unknown', errCode };
}

async function insert(cloud: CloudDatabase, document: object): Promise<Insertion> {
  try {
    await cloud.database().collection(collectionName).add({ data: document });
    return { done: true, errCode: 0, taken: false };
  } catch (error) {
    const { errCode, errMsg } = fieldsOf(error);
    return {
      done: false,
      errCode: typeof errCode === 'number' ? errCode : noCode,
      // -502001 alone is any refused request; the text around E11000 varies.
      taken: errCode === -502001 && String(errMsg).includes('E11000'),
    };
  }
}

/**
 * Who wrote it is part of it, so that nobody can claim somebody else's message by its id, and so is
 * the time, because a 64-bit MsgId that came as a number has lost its last digits. Hashed: an _id
 * may not be of any length, and no OpenID needs to lie in a database.
 */
function documentId({ openid, messageId, type, content, createdAt }: Push): string {
  const parts = [openid, createdAt, ...(messageId === '' ? [type, content] : [messageId])];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

function fieldsOf(error: unknown): { errCode?: unknown; errMsg?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
