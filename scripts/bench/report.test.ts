import { stripVTControlCharacters } from 'node:util';
import { benchTexts } from './benchTexts';
import { type Contender, names } from './contenders';
import type { Figures, Measured } from './measure';
import { drawBars, reportOf, reportTable } from './report';

/** A run in which everything took whole numbers. */
const firstAnswers: Record<Contender, number> = {
  sample: 220,
  naive: 150,
  ours: 60,
  floor: 40,
  answerSample: 400,
  answerNaive: 300,
  answerOurs: 100,
  answerFloor: 50,
  bare: 20,
};

function measured(changes: Partial<Measured> = {}, instructions = false): Measured {
  const all = (median: number) => ({ median, low: median - 1, high: median + 1 });
  const figures = {} as Record<Contender, Figures>;
  for (const name of names) {
    const first = firstAnswers[name];
    figures[name] = {
      requireMs: all(first / 2),
      firstTypingMs: name === 'bare' ? undefined : all(first - 10),
      firstAnswerMs: all(first),
      cpuMs: all(first / 2),
      rssMb: all(first + 100),
      zipKb: first * 10,
      warmMs: name === 'ours' || name === 'naive' ? all(2) : undefined,
      instructionsM: instructions ? first * 4 : undefined,
    };
  }
  return { figures, wrong: [], ...changes };
}

const setting = { node: 'v20.0.0', cpus: 2, runs: 15, calls: 100, strangers: 0 };
const wrong = [{ contender: 'ours' as const, answer: { errCode: -501001 } }];

describe('the report of a bench', () => {
  const report = reportOf(measured(), setting);
  const ratio = (name: string, of = report) => of.ratios.find((one) => one.name === name);

  test('a ratio sets what everybody writes against ours, and says whether its goal is met', () => {
    expect(ratio('firstAnswer')).toMatchObject({ value: 220 / 60, goal: 3.5, met: true });
    expect(ratio('require')).toMatchObject({ value: 110 / 30, goal: 10, met: false });
    expect(ratio('answerCpu')).toMatchObject({ value: 3, goal: 2, met: true });
    expect(ratio('answerTyping')).toMatchObject({ value: 290 / 90, goal: 2, met: true });
  });

  test('against the floor and the raw call less is better', () => {
    expect(ratio('floor')).toMatchObject({ value: 1.5, goal: 1.55, met: true });
    expect(ratio('warm')).toMatchObject({ value: 1, goal: 1.1, met: true });
  });

  test('instructions stand in the table where they were counted, and only there', () => {
    const counted = reportOf(measured({}, true), setting);
    expect(ratio('floorInstructions', counted)).toMatchObject({ value: 1.5, goal: 1.6, met: true });
    const { instructionsM } = benchTexts.en.columns;
    expect(reportTable(counted, benchTexts.en)).toContain(instructionsM);
    expect(reportTable(report, benchTexts.en)).not.toContain(instructionsM);
  });

  test.each([
    ['an answer was wrong', { wrong }, {}],
    ['a request was none of those expected', {}, { strangers: 3 }],
  ])('where %s there are no ratios, and the table says why', (_, changes, changed) => {
    const bad = reportOf(measured(changes), { ...setting, ...changed });
    expect(bad.ratios).toEqual([]);
    for (const [language, text] of [
      ['en', 'No ratios'],
      ['zh', '不给出比值'],
    ] as const) {
      const table = reportTable(bad, benchTexts[language]);
      expect(table).toContain(text);
      expect(table).not.toContain(benchTexts[language].ratios.firstAnswer);
    }
  });

  test.each(['en', 'zh'] as const)('the table in %s ends with the ratios', (language) => {
    const texts = benchTexts[language];
    const lines = stripVTControlCharacters(reportTable(report, texts)).trimEnd().split('\n');
    expect(lines.at(-1)).toContain(texts.ratios.answerTyping);
    expect(lines.some((line) => line.includes('60 [59–61]'))).toBe(true);
  });
});

describe('drawBars', () => {
  const svg = drawBars(reportOf(measured(), setting), benchTexts.en);

  test('a bar is as long as the first answer took', () => {
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(8);
    expect((widths[0] ?? 0) / (widths[2] ?? 1)).toBeCloseTo(220 / 60, 1);
  });

  test('every figure and every name can be read', () => {
    for (const text of ['220 ms', '60 ms', '400 ms', benchTexts.en.contenders.answerOurs]) {
      expect(svg).toContain(text);
    }
  });
});
