import type { Measured } from './measured';

/** What the project promises of itself: one figure against another of the same run. */
export interface Ratio {
  name: RatioName;
  value: number;
  goal: number;
  /** Whether more is better. */
  atLeast: boolean;
  met: boolean;
}

export type RatioName =
  | 'firstAnswer'
  | 'firstAnswerNet'
  | 'require'
  | 'zip'
  | 'memory'
  | 'floor'
  | 'warm'
  | 'growth'
  | 'burst';

/** @throws where an answer was wrong: then no figure means anything */
export function ratiosOf({ figures, warm, burst, wrong }: Measured): Ratio[] {
  if (wrong.length > 0) throw new Error('an answer was wrong');
  const { sample, ours, floor, bare } = figures;
  const start = bare.firstAnswerMs.median;
  const net = (ms: { median: number }) => ms.median - start;
  const tenths = warm.ours?.tenths ?? [];
  // The first tenth holds V8's own warming up.
  const [early = Number.NaN, late = Number.NaN] = [tenths[1], tenths.at(-1)];
  return [
    more('firstAnswer', sample.firstAnswerMs.median / ours.firstAnswerMs.median, 3.5),
    more('firstAnswerNet', net(sample.firstAnswerMs) / net(ours.firstAnswerMs), 4.8),
    more('require', sample.requireMs.median / ours.requireMs.median, 10),
    more('zip', sample.zipKb / ours.zipKb, 20),
    more('memory', sample.rssMb.median / ours.rssMb.median, 1.5),
    less('floor', ours.firstAnswerMs.median / floor.firstAnswerMs.median, 1.65),
    less(
      'warm',
      (warm.ours?.all.median ?? Number.NaN) / (warm.raw?.all.median ?? Number.NaN),
      1.05,
    ),
    less('growth', late / early, 1.1),
    less('burst', burst.withTyping.typing / burst.needed, 1),
  ];
}

function more(name: RatioName, value: number, goal: number): Ratio {
  return { name, value, goal, atLeast: true, met: value >= goal };
}

function less(name: RatioName, value: number, goal: number): Ratio {
  return { name, value, goal, atLeast: false, met: value <= goal };
}
