import { colours } from '../cli/colours';
import { columnsOf } from '../cli/columnsOf';
import type { Language } from '../cli/language';
import { calibrateTexts as texts } from './calibrateTexts';
import { isYes } from './person';
import type { Recording } from './play';
import { isCall } from './steps';

/**
 * The table "WeChat answered · the simulator answers · agrees".
 *
 * @param seen what the person answered about the title: `y`, `n`, or anything else
 */
export function reportLines(
  recording: Recording,
  byDefault: readonly (number | undefined)[],
  fitted: readonly (number | undefined)[],
  seen: string,
  language: Language,
): { lines: string[]; unexplained: number } {
  let unexplained = 0;
  const verdict = (asked: number, at: number): string => {
    if (byDefault[at] === asked) return colours.green('✔');
    if (fitted[at] === asked) return colours.green(`✔ ${texts.byOption[language]}`);
    unexplained += 1;
    return colours.red(`✘ ${texts.noOption[language]}`);
  };
  const rows = recording.flatMap(({ step, errcode }, at) =>
    isCall(step) && errcode !== undefined
      ? [
          [
            step.title[language],
            String(errcode),
            String(byDefault[at] ?? '–'),
            verdict(errcode, at),
          ],
        ]
      : [],
  );
  const answer = isYes(seen) ? 'yes' : /^(n|no|否)$/i.test(seen) ? 'no' : 'notSeen';
  const looked = [texts.seen[language], texts[answer][language], texts.yes[language], ''];
  const table = [texts.heading[language].split('\t'), ...rows, looked];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((row) => columnsOf(row[column] ?? ''))),
  );
  const lines = table.map((row) =>
    row
      .map(
        (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell))),
      )
      .join('  ')
      .trimEnd(),
  );
  return { lines, unexplained };
}
