import { createSimClock } from '../../clock/createSimClock';
import { createDatabase } from '../createDatabase';

export const held = {
  a: [
    { _id: '1', n: 1 },
    { _id: '2', list: [1] },
  ],
};

/** A database with a few documents, on a clock that stands still. */
export function open(transactions: 'in-turn' | 'side-by-side' = 'in-turn', limitMs?: number) {
  const clock = createSimClock();
  clock.freeze(true);
  const database = createDatabase({
    collections: ['empty'],
    seeds: held,
    clock,
    options: { transactions },
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  const run = (action: string, params: Record<string, unknown> = {}, owner = 'me') =>
    database.run({
      action: `database.${action}`,
      params: new Map(Object.entries(params)),
      owner,
      parked: () => {},
    });
  return { clock, database, run };
}

/** As the SDK sends it. */
export const doc = (value: unknown) => JSON.stringify(value);
