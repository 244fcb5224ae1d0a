import { defaultOptions, type SimulatorOptions, typingRules } from '../simulator/config/options';
import type { Recording } from './play';
import { replay } from './replay';

/** The options that such a recording shows, and what each may be; the default first. */
const replayed = {
  enteringCounts: [false, true],
  cancelWhenNobodyTypes: [0, 45080],
  cancelAfterInteraction: [0, 45080],
  typingWithoutQuota: ['as-send', 45080, 0],
  quotaOnAction: ['what-is-left', 'largest-limit'],
  unknownToken: [40001, 40014],
  businessPath: ['businessid-required', 'like-the-other'],
} as const satisfies { [Name in keyof SimulatorOptions]?: readonly SimulatorOptions[Name][] };

/** The options on which a calibration has a say. */
export const calibrated: ReadonlySet<string> = new Set([...Object.keys(replayed), 'errorOrder']);

export interface Fit {
  /** The options that fit WeChat's answers best, as few of them turned as can be. */
  options: SimulatorOptions;
  /** What the simulator answers by its defaults and by `options`, a step each. */
  byDefault: readonly (number | undefined)[];
  fitted: readonly (number | undefined)[];
}

/** Looks for the options with which the simulator would have answered as WeChat did. */
export function fitOptions(recording: Recording): Fit {
  const asked = recording.map(({ errcode }) => errcode);
  const wrongs = (options: SimulatorOptions) =>
    replay(recording, options).filter(
      (errcode, at) => errcode !== undefined && errcode !== asked[at],
    ).length;

  let best = { options: defaultOptions, wrong: wrongs(defaultOptions) };
  for (const candidate of candidates()) {
    if (best.wrong === 0) break;
    const wrong = wrongs(candidate);
    if (wrong < best.wrong) best = { options: candidate, wrong };
  }
  return {
    options: best.options,
    byDefault: replay(recording, defaultOptions),
    fitted: replay(recording, best.options),
  };
}

let listed: readonly SimulatorOptions[] | undefined;

/** Every combination, those with the fewest changes from the defaults first. */
function candidates(): readonly SimulatorOptions[] {
  listed ??= listCandidates();
  return listed;
}

function listCandidates(): readonly SimulatorOptions[] {
  let all: { options: SimulatorOptions; changes: number }[] = permutations(typingRules).map(
    (errorOrder) => ({
      options: { ...defaultOptions, errorOrder },
      changes: inversions(errorOrder),
    }),
  );
  for (const [name, values] of Object.entries(replayed)) {
    all = all.flatMap(({ options, changes }) =>
      values.map((value, index) => ({
        options: { ...options, [name]: value },
        changes: changes + (index === 0 ? 0 : 1),
      })),
    );
  }
  return all.sort((a, b) => a.changes - b.changes).map(({ options }) => options);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}

/** How many pairs stand in another order than by default. */
function inversions(order: readonly (typeof typingRules)[number][]): number {
  const places = order.map((rule) => defaultOptions.errorOrder.indexOf(rule));
  return places.flatMap((place, at) => places.slice(at + 1).filter((later) => later < place))
    .length;
}
