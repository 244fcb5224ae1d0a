import { type Contender, contenders } from '../contenders';
import type { Figures, Measured } from '../measured';

/** A run in which everything took whole numbers. */
const firstAnswers: Record<Contender, number> = {
  sample: 220,
  naive: 150,
  ours: 60,
  raw: 50,
  floor: 40,
  bare: 20,
};

export function measuredFixture(changes: Partial<Measured> = {}): Measured {
  const all = (median: number) => ({ median, low: median - 1, high: median + 1 });
  const figures = {} as Record<Contender, Figures>;
  for (const contender of contenders) {
    const first = firstAnswers[contender];
    figures[contender] = {
      requireMs: all(first / 2),
      firstAnswerMs: all(first),
      rssMb: all(first + 100),
      zipKb: first * 10,
    };
  }
  return {
    figures,
    warm: {
      ours: { all: all(2.1), tenths: [4, 2, 2, 2, 2, 2, 2, 2, 2, 2.2] },
      raw: { all: all(2), tenths: [4, 2, 2, 2, 2, 2, 2, 2, 2, 2] },
    },
    instances: [{ count: 2, callMs: 3 }],
    burst: {
      needed: 120,
      withTyping: { typing: 120, refused: 0, answered: 100, leftTyping: 0 },
      eachByItself: { typing: 200, refused: 160, answered: 100, leftTyping: 0 },
    },
    wrong: [],
    ...changes,
  };
}
