import type { BenchTexts } from './benchTexts';
import { contenders } from './contenders';
import type { Report } from './report';

const width = 720;
const labelWidth = 220;
const barHeight = 22;
const lineHeight = 34;
const top = 44;
/** Room for the figure beside the longest bar. */
const figureWidth = 80;

/** Everybody's first answer as bars: a plain SVG that is legible on light and dark pages alike. */
export function drawBars({ contenders: rows }: Report, texts: BenchTexts): string {
  const drawn = contenders.filter((contender) => contender !== 'raw');
  const longest = Math.max(...drawn.map((contender) => rows[contender].firstAnswerMs.median));
  const scale = (width - labelWidth - figureWidth) / longest;
  const bars = drawn.map((contender, index) => {
    const ms = rows[contender].firstAnswerMs.median;
    const y = top + index * lineHeight;
    const middle = y + barHeight / 2 + 5;
    const end = labelWidth + ms * scale;
    return `  <text x="${labelWidth - 10}" y="${middle}" text-anchor="end">${escaped(texts.contenders[contender])}</text>
  <rect x="${labelWidth}" y="${y}" width="${(ms * scale).toFixed(1)}" height="${barHeight}" rx="3" fill="${contender === 'ours' ? '#07c160' : '#8a8f98'}"/>
  <text x="${(end + 8).toFixed(1)}" y="${middle}">${ms.toFixed(0)} ms</text>`;
  });
  const height = top + drawn.length * lineHeight + 6;
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
