import { maxMessages } from '../replyContract';

/**
 * The longest text that WeChat takes in one message, in bytes of UTF-8. The documentation names
 * none; more than 2048 is answered 45002 (seen at
 * developers.weixin.qq.com/community/develop/doc/00084e2936c340b9015a753405b800), and for passive
 * replies 2047 is reported.
 */
const maxBytes = 2047;

/** Put where a text goes on, but no message is left for it. */
const cutShort = '……';

/** Where a text may be divided, the better place first: after a sentence, else after a clause or word. */
const breaks: readonly RegExp[] = [
  /(?:[。！？!?…]+["'”’)）」』]*|\.(?=\s)|\n)/g,
  /[，、；：,;:\s]/g,
];

/** Nearer to the start than this a break would leave a message too short. */
const minShare = 1 / 4;

/**
 * Divides a text into messages that WeChat takes, at the ends of sentences where there are any;
 * never inside what a reader sees as one character. What doesn't fit into `max` is cut off, visibly.
 */
export function splitText(text: string, max: number = maxMessages): string[] {
  const messages: string[] = [];
  let rest = text.replace(/\r\n?/g, '\n').trim();
  while (rest !== '') {
    const isLast = messages.length === max - 1;
    const fitting = longestStart(rest, maxBytes);
    if (isLast && fitting !== rest) {
      const room = longestStart(rest, maxBytes - Buffer.byteLength(cutShort));
      messages.push(`${upToBreak(room).trimEnd()}${cutShort}`);
      break;
    }
    const message = fitting === rest ? rest : upToBreak(fitting);
    if (message.trim() !== '') messages.push(message.trim());
    rest = rest.slice(message.length).trimStart();
  }
  return messages;
}

function upToBreak(text: string): string {
  const ends = breaks.map((pattern) => lastEnd(text, pattern));
  const end = ends.find((at) => at >= text.length * minShare);
  return end === undefined ? text : text.slice(0, end);
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

/** As many whole characters, as a reader sees them, as fit. */
function longestStart(text: string, bytes: number): string {
  // Most texts fit; Node takes several milliseconds to load what tells characters apart.
  if (Buffer.byteLength(text) <= bytes) return text;
  return takeWhole(graphemesOf(text), bytes) || takeWhole(text, bytes);
}

function* graphemesOf(text: string): Iterable<string> {
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    yield segment;
  }
}

function takeWhole(characters: Iterable<string>, bytes: number): string {
  let taken = '';
  let left = bytes;
  for (const character of characters) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}
