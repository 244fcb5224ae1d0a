import { stripVTControlCharacters } from 'node:util';
import { colours } from '../cli/colours';
import { columnsOf } from '../cli/columnsOf';
import type { BenchTexts, RatioName } from './benchTexts';
import { type Contender, names } from './contenders';
import type { Figures, Measured } from './measure';
import type { Summary } from './summarize';

/** What the project promises of itself: one figure against another of the same run. */
export interface Ratio {
  name: RatioName;
  value: number;
  goal: number;
  /** Whether more is better. */
  atLeast: boolean;
  met: boolean;
}

/** What a run came to; `--json` prints it as it is. */
export interface Report extends Measured {
  /** Of the Node that ran what was measured, as in `v20.20.2`. */
  node: string;
  cpus: number;
  runs: number;
  calls: number;
  /** Requests that were none of those expected. */
  strangers: number;
  /** None where an answer or a request was wrong. */
  ratios: Ratio[];
}

export function reportOf(
  measured: Measured,
  setting: Pick<Report, 'node' | 'cpus' | 'runs' | 'calls' | 'strangers'>,
): Report {
  const isRight = measured.wrong.length === 0 && setting.strangers === 0;
  return { ...measured, ...setting, ratios: isRight ? ratiosOf(measured.figures) : [] };
}

function ratiosOf(figures: Measured['figures']): Ratio[] {
  const { sample, naive, ours, floor, answerNaive, answerOurs } = figures;
  const of = (a: Summary | undefined, b: Summary | undefined) =>
    (a?.median ?? Number.NaN) / (b?.median ?? Number.NaN);
  const ratios = [
    more('firstAnswer', of(sample.firstAnswerMs, ours.firstAnswerMs), 3.5),
    more('require', of(sample.requireMs, ours.requireMs), 10),
    more('zip', sample.zipKb / ours.zipKb, 20),
    less('floor', of(ours.firstAnswerMs, floor.firstAnswerMs), 1.55),
    less('warm', of(ours.warmMs, naive.warmMs), 1.1),
    more('answerCpu', of(answerNaive.cpuMs, answerOurs.cpuMs), 2),
    more('answerTyping', of(answerNaive.firstTypingMs, answerOurs.firstTypingMs), 2),
  ];
  const millions = (one: Figures) => one.instructionsM ?? Number.NaN;
  if (ours.instructionsM === undefined) return ratios;
  return [
    ...ratios,
    less('floorInstructions', millions(ours) / millions(floor), 1.6),
    more('answerInstructions', millions(answerNaive) / millions(answerOurs), 2),
  ];
}

function more(name: RatioName, value: number, goal: number): Ratio {
  return { name, value, goal, atLeast: true, met: value >= goal };
}

function less(name: RatioName, value: number, goal: number): Ratio {
  return { name, value, goal, atLeast: false, met: value <= goal };
}

/** The report for people: every figure first, the ratios last. */
export function reportTable(report: Report, texts: BenchTexts): string {
  const counted = report.figures.ours.instructionsM !== undefined;
  const columns: [string, (figures: Figures) => string][] = [
    [texts.columns.requireMs, (it) => spread(it.requireMs)],
    [texts.columns.firstTypingMs, (it) => (it.firstTypingMs ? spread(it.firstTypingMs, 0) : '–')],
    [texts.columns.firstAnswerMs, (it) => spread(it.firstAnswerMs, 0)],
    [texts.columns.cpuMs, (it) => spread(it.cpuMs, 0)],
    [texts.columns.rssMb, (it) => it.rssMb.median.toFixed(0)],
    [texts.columns.zipKb, (it) => it.zipKb.toFixed(0)],
    [texts.columns.warmMs, (it) => (it.warmMs ? it.warmMs.median.toFixed(2) : '–')],
  ];
  if (counted) {
    columns.push([texts.columns.instructionsM, (it) => (it.instructionsM ?? 0).toFixed(1)]);
  }
  const rows = names.map((name) => [
    texts.contenders[name],
    ...columns.map(([, cell]) => cell(report.figures[name])),
  ]);
  const ratios = report.ratios.map(({ name, value, goal, atLeast, met }) => [
    texts.ratios[name],
    `${value.toFixed(2)}×`,
    (met ? colours.green : colours.yellow)(texts.goal(atLeast, goal)),
  ]);
  const [wrong] = report.wrong;
  return [
    texts.setting(report.node, report.cpus, report.runs, report.calls),
    texts.gateway,
    '',
    aligned([['', ...columns.map(([title]) => title)], ...rows]),
    '',
    ...(wrong ? [colours.red(texts.wrong(wrong.contender, JSON.stringify(wrong.answer)))] : []),
    ...(report.strangers > 0 ? [colours.red(texts.strangers(report.strangers))] : []),
    ...(ratios.length > 0 ? [texts.ratioTitle, aligned(ratios)] : []),
    '',
  ].join('\n');
}

function spread({ median, low, high }: Summary, digits = 1): string {
  return `${median.toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}

/** Columns two spaces apart: the first at the left, numbers at the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widthOf = (cell = '') => columnsOf(stripVTControlCharacters(cell));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column]))),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => {
      const gap = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
      return column === 0 ? cell + gap : gap + cell;
    });
  return rows.map((row) => line(row).join('  ')).join('\n');
}

const picture = { width: 720, labelWidth: 250, barHeight: 22, lineHeight: 32, top: 44 };
/** Room for the figure beside the longest bar. */
const figureWidth = 80;
const drawn: readonly (readonly Contender[])[] = [
  ['sample', 'naive', 'ours', 'floor'],
  ['answerSample', 'answerNaive', 'answerOurs', 'answerFloor'],
];

/** First answers as bars: a plain SVG that is legible on light and dark pages alike. */
export function drawBars({ figures }: Report, texts: BenchTexts): string {
  const { width, labelWidth, barHeight, lineHeight, top } = picture;
  const longest = Math.max(...drawn.flat().map((name) => figures[name].firstAnswerMs.median));
  const scale = (width - labelWidth - figureWidth) / longest;
  const lines = drawn.flatMap((group): readonly (Contender | undefined)[] => [...group, undefined]);
  const bars = lines.flatMap((name, index) => {
    if (name === undefined) return [];
    const ms = figures[name].firstAnswerMs.median;
    const y = top + index * lineHeight;
    const middle = y + barHeight / 2 + 5;
    const fill = name === 'ours' || name === 'answerOurs' ? '#07c160' : '#8a8f98';
    return [
      `  <text x="${labelWidth - 10}" y="${middle}" text-anchor="end">${escaped(texts.contenders[name])}</text>
  <rect x="${labelWidth}" y="${y}" width="${(ms * scale).toFixed(1)}" height="${barHeight}" rx="3" fill="${fill}"/>
  <text x="${(labelWidth + ms * scale + 8).toFixed(1)}" y="${middle}">${ms.toFixed(0)} ms</text>`,
    ];
  });
  const height = top + (lines.length - 1) * lineHeight + 6;
  const title = escaped(texts.picture);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="14" fill="#57606a">
  <style>@media (prefers-color-scheme: dark) { text { fill: #c9d1d9 } }</style>
  <text x="${labelWidth}" y="24" font-weight="600">${title}</text>
${bars.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
