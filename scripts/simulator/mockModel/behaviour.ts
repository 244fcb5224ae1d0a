/** The ways in which the mock model can be told to fail. */
const failures = ['status', 'refuses', 'reset', 'hang', 'no JSON'] as const;
type MockModelFailure = (typeof failures)[number];

/** How the mock model behaves from now on. */
export interface Behaviour {
  /** How long an answer takes, in ms of its clock. */
  takesMs: number;
  /** What it answers; null: what it answers by itself, which says that it is a mock model. */
  answer: string | null;
  /**
   * How it fails instead; null: it doesn't. `status` is HTTP 500 with an error text, `refuses` an
   * answer without content, `reset` a closed connection, `hang` no answer ever.
   */
  fails: MockModelFailure | null;
}

export const defaultBehaviour: Behaviour = { takesMs: 3_000, answer: null, fails: null };

/** Longer than any function lives. */
const maxMs = 3_600_000;

interface Field {
  accepts(value: unknown): boolean;
  wants: string;
}

const fields: Readonly<Record<keyof Behaviour, Field>> = {
  takesMs: {
    accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= maxMs,
    wants: `a whole number of milliseconds up to ${maxMs}`,
  },
  answer: {
    accepts: (value) => value === null || typeof value === 'string',
    wants: 'a text, or null',
  },
  fails: {
    accepts: (value) => value === null || failures.some((failure) => failure === value),
    wants: `null or one of: ${failures.join(', ')}`,
  },
};

/**
 * Reads what the mock model is told, which may be a part of it.
 * @throws Error that says what is wrong and what is accepted
 */
export function readBehaviour(body: unknown): Partial<Behaviour> {
  if (!isPartial(body)) {
    throw new Error(`give a JSON object with some of: ${Object.keys(fields).join(', ')}`);
  }
  for (const [name, { accepts, wants }] of Object.entries(fields)) {
    const value: unknown = Reflect.get(body, name);
    if (value !== undefined && !accepts(value)) throw new Error(`"${name}" has to be ${wants}`);
  }
  return body;
}

function isPartial(body: unknown): body is Partial<Behaviour> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  return Object.keys(body).every((name) => name in fields);
}
