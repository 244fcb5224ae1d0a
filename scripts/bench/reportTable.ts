import { stripVTControlCharacters } from 'node:util';
import { colours } from '../cli/colours';
import { columnsOf } from '../cli/columnsOf';
import type { BenchTexts } from './benchTexts';
import { contenders } from './contenders';
import type { Report } from './report';
import type { Summary } from './summarize';

/** The report for people: every figure first, the ratios last. */
export function reportTable(report: Report, texts: BenchTexts): string {
  const { columns } = texts;
  const rows = contenders.map((contender) => {
    const row = report.contenders[contender];
    return [
      texts.contenders[contender],
      spread(row.requireMs),
      spread(row.firstAnswerMs),
      row.netMs.toFixed(1),
      spread(row.rssMb),
      row.zipKb.toFixed(0),
      row.warmMs ? spread(row.warmMs, 2) : '–',
    ];
  });
  const head = [
    '',
    columns.requireMs,
    columns.firstAnswerMs,
    columns.netMs,
    columns.rssMb,
    columns.zipKb,
    columns.warmMs,
  ];
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
    aligned([head, ...rows]),
    '',
    `${texts.tenths(report.calls)} ${report.warmTenthsMs.map((ms) => ms.toFixed(2)).join('  ')}`,
    `${texts.instances} ${report.instances.map(({ count, callMs }) => `${count}: ${callMs.toFixed(2)}`).join('  ')}`,
    texts.burst(report.burst),
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

/** Columns two spaces apart: the first and the last at the left, numbers at the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => columnsOf(stripVTControlCharacters(row[column] ?? '')))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const gap = ' '.repeat(
            Math.max(0, (widths[column] ?? 0) - columnsOf(stripVTControlCharacters(cell))),
          );
          return column === 0 ? cell + gap : gap + cell;
        })
        .join('  '),
    )
    .join('\n');
}
