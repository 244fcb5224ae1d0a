import { stripVTControlCharacters } from 'node:util';
import { benchTexts } from './benchTexts';
import { drawBars } from './drawBars';
import { reportOf } from './report';
import { reportTable } from './reportTable';
import { measuredFixture } from './testing/measuredFixture';

const setting = { node: 'v20.0.0', cpus: 2, runs: 15, calls: 100, strangers: 0 };
const wrong = [{ contender: 'ours' as const, answer: { errCode: -501001 } }];

describe('the report of a bench', () => {
  const report = reportOf(measuredFixture(), setting);
  const ratio = (name: string) => report.ratios.find((one) => one.name === name);

  test('a ratio sets the sample against ours, and says whether its goal is met', () => {
    expect(ratio('firstAnswer')).toMatchObject({ value: 220 / 60, goal: 3.5, met: true });
    expect(ratio('firstAnswerNet')).toMatchObject({ value: 5, met: true });
    expect(ratio('require')).toMatchObject({ value: 110 / 30, goal: 10, met: false });
  });

  test('against the floor and the raw call less is better', () => {
    expect(ratio('floor')).toMatchObject({ value: 1.5, goal: 1.65, met: true });
    expect(ratio('warm')).toMatchObject({ value: 1.05, goal: 1.05, met: true });
  });

  test('one Typing more than a burst needs misses the goal', () => {
    const { burst } = measuredFixture();
    const wasteful = { ...burst, withTyping: { ...burst.withTyping, typing: 121 } };
    const { ratios } = reportOf(measuredFixture({ burst: wasteful }), setting);
    expect(ratio('burst')).toMatchObject({ value: 1, met: true });
    expect(ratios.find((one) => one.name === 'burst')).toMatchObject({ met: false });
  });

  test('growth leaves out the tenth in which V8 warms up', () => {
    expect(ratio('growth')?.value).toBeCloseTo(1.1);
  });

  test('Node’s own start is taken off every first answer', () => {
    expect(report.contenders.ours.netMs).toBe(40);
    expect(report.contenders.bare.netMs).toBe(0);
  });

  test.each([
    ['an answer was wrong', { wrong }, {}],
    ['a request was no setTyping call', {}, { strangers: 3 }],
  ])('where %s there are no ratios, and the table says why', (_, changes, changed) => {
    const bad = reportOf(measuredFixture(changes), { ...setting, ...changed });
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
    expect(lines.at(-1)).toContain(texts.ratios.burst);
    expect(lines.some((line) => line.includes('60.0 [59.0–61.0]'))).toBe(true);
  });
});

describe('drawBars', () => {
  const svg = drawBars(reportOf(measuredFixture(), setting), benchTexts.en);

  test('a bar is as long as the first answer took', () => {
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(5);
    expect((widths[0] ?? 0) / (widths[2] ?? 1)).toBeCloseTo(220 / 60, 1);
  });

  test('every figure and every name can be read', () => {
    for (const text of ['220 ms', '60 ms', '20 ms', 'Node alone']) expect(svg).toContain(text);
  });
});
