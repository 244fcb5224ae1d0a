import pc from 'picocolors';
import type { Language, Texts } from '../cli/language';
import type { Screen } from './playStep';

/** Columns of the customer's phone. */
const width = 30;

const service: Texts = { en: 'Customer service', zh: '客服' };
/** What WeChat writes, whatever the language here. */
const typingTitle = '对方正在输入…';

/**
 * The customer's phone: title bar and last bubble, the customer's own on the right. It has no right
 * edge, since terminals disagree on how wide some characters are.
 */
export function drawScreen({ typing, last }: Screen, language: Language): string[] {
  const title = typing ? pc.bold(pc.green(typingTitle)) : service[language];
  const edge = (corner: string) => pc.dim(`${corner}${'─'.repeat(width)}`);
  const side = pc.dim('│');
  const bubble = !last
    ? ''
    : last.from === 'customer'
      ? `${' '.repeat(Math.max(0, width - columnsOf(last.text) - 3))}${pc.inverse(` ${last.text} `)}`
      : `${pc.inverse(` ${last.text} `)}`;
  return [edge('┌'), `${side} ${title}`, edge('├'), `${side} ${bubble}`.trimEnd(), edge('└')];
}

/** How many columns a terminal takes for `text`: Chinese and full-width characters are two wide. */
function columnsOf(text: string): number {
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
  return [...text].reduce((columns, character) => columns + (wide.test(character) ? 2 : 1), 0);
}
