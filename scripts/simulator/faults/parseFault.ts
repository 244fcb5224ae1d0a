import { apiTable } from '../api/apiTable';
import { databaseActions } from '../database/createDatabase';
import { storageActions } from '../storage/createStorage';
import { drops, type Fault } from './fault';

interface Field {
  accepts(value: unknown): boolean;
  wants: string;
}

const whole = (least: number, most: number): Field => ({
  accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  wants: `a whole number from ${least} to ${most}`,
});
const text: Field = { accepts: (value) => typeof value === 'string', wants: 'a text' };
const anything: Field = { accepts: () => true, wants: 'any JSON value' };
const oneOf = (values: readonly string[]): Field => ({
  accepts: (value) => typeof value === 'string' && values.includes(value),
  wants: `one of ${values.join(', ')}`,
});

const million = 1_000_000;
const dayMs = 86_400_000;

const fields: Record<keyof Fault, Field> = {
  api: text,
  times: whole(1, million),
  skip: whole(0, million),
  errcode: anything,
  errmsg: text,
  errorCode: whole(-2_147_483_648, 2_147_483_647),
  status: whole(200, 599),
  body: anything,
  bodyBase64: {
    accepts: (value) => typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
    wants: 'bytes in base64',
  },
  contentType: {
    accepts: (value) => typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value),
    wants: 'a media type',
  },
  drop: oneOf(drops),
  delayMs: whole(0, dayMs),
  delayBy: oneOf(['simulator', 'real']),
  afterEffect: { accepts: (value) => typeof value === 'boolean', wants: 'true or false' },
};

const known: Readonly<Record<string, Field | undefined>> = fields;

/** Fields that make sense only beside another. */
const belongsTo: Partial<Record<keyof Fault, keyof Fault>> = {
  errmsg: 'errcode',
  body: 'status',
  bodyBase64: 'status',
  contentType: 'status',
  delayBy: 'delayMs',
};

const failures = ['errcode', 'errorCode', 'status', 'drop'] as const;

/**
 * Reads a fault as `POST /_sim/faults` gets it.
 *
 * @param apis what can be asked to go wrong.
 * @returns the fault, or a sentence saying what is wrong and what is accepted.
 */
export function parseFault(
  input: unknown,
  apis: readonly string[] = faultableApis,
): Fault | string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return `a fault is a JSON object with ${Object.keys(fields).join(', ')}`;
  }
  const given = new Map<string, unknown>(Object.entries(input));
  for (const [key, value] of given) {
    const field = Object.hasOwn(fields, key) ? known[key] : undefined;
    if (!field) return `unknown field "${key}"; a fault has ${Object.keys(fields).join(', ')}`;
    if (!field.accepts(value)) return `"${key}" has to be ${field.wants}`;
  }
  const api = oneOf(apis);
  if (!given.has('api')) return `"api" is missing; it has to be ${api.wants}`;
  if (!api.accepts(given.get('api'))) return `"api" has to be ${api.wants}`;
  for (const [key, owner] of Object.entries(belongsTo)) {
    if (given.has(key) && !given.has(owner))
      return `"${key}" goes with "${owner}", which is missing`;
  }
  if (given.has('body') && given.has('bodyBase64'))
    return 'either "body" or "bodyBase64", not both';
  const failing = failures.filter((key) => given.has(key));
  if (failing.length > 1) return `only one of ${failures.join(', ')}; given: ${failing.join(', ')}`;
  if (failing.length === 0 && !given.has('delayMs')) {
    return `nothing would go wrong: give one of ${failures.join(', ')}, or delayMs`;
  }
  return { times: 1, skip: 0, ...(input as Pick<Fault, 'api'>) };
}

/** What can be asked to go wrong: the calls that reach WeChat, and those of CloudBase. */
export const faultableApis: readonly string[] = [
  ...apiTable.map(({ name }) => name),
  ...databaseActions,
  ...storageActions,
];
