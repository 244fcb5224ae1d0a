import { colours } from '../cli/colours';
import { columnsOf } from '../cli/columnsOf';
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
  const title = typing ? colours.bold(colours.green(typingTitle)) : service[language];
  const edge = (corner: string) => colours.dim(`${corner}${'─'.repeat(width)}`);
  const side = colours.dim('│');
  const bubble = !last
    ? ''
    : last.from === 'customer'
      ? `${' '.repeat(Math.max(0, width - columnsOf(last.text) - 3))}${colours.inverse(` ${last.text} `)}`
      : `${colours.inverse(` ${last.text} `)}`;
  return [edge('┌'), `${side} ${title}`, edge('├'), `${side} ${bubble}`.trimEnd(), edge('└')];
}
