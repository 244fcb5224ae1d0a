import type { Env } from '../shared/runtime/env';
import { readHandoverWords } from './wantsPerson';

/** What the environment variables set; the README's page on this function has the table. */
export interface Settings {
  /** MERGE_MS: how long a message is waited for that belongs to the one at hand. Default: 1500. */
  mergeMs: number;
  /** HISTORY_TURNS: how many questions with their answers are remembered; 0: none. Default: 6. */
  historyTurns: number;
  /** HANDOVER_WORDS: see wantsPerson.ts. */
  handoverWords: readonly string[];
  /** HANDOVER_TEXT: what a customer is told who is handed over; '': nothing. */
  handoverText: string;
  /** GREETING: what a customer is told who opens the conversation; '': nothing. */
  greeting: string;
}

export function readSettings(env: Env): Settings {
  return {
    mergeMs: readCount(env.MERGE_MS, 1_500, 10_000),
    historyTurns: readCount(env.HISTORY_TURNS, 6, 50),
    handoverWords: readHandoverWords(env.HANDOVER_WORDS),
    handoverText: env.HANDOVER_TEXT?.trim() ?? '',
    greeting: env.GREETING?.trim() ?? '',
  };
}

/** A whole number from 0 to `max`; what is none counts as not set. */
function readCount(value: string | undefined, byDefault: number, max: number): number {
  const count = value?.trim() ? Number(value) : Number.NaN;
  return Number.isInteger(count) && count >= 0 ? Math.min(count, max) : byDefault;
}
