import type { CustomerMessage } from '../push';
import type { Message } from '../replyContract';
import { plain } from '../wantsPerson';

/** rules.json, as rules.schema.json says. */
export interface RulesFile {
  rules: readonly Rule[];
}

/** One rule: what it is for, and what then happens. The first that fits is taken. */
export interface Rule {
  when: Condition;
  reply?: readonly Message[];
  handOver?: boolean;
}

type OneOrMore = string | readonly string[];

/** All that is named has to fit; of a list, one. */
interface Condition {
  /** The whole text, whatever the width and case of letters, and the signs around it. */
  text?: OneOrMore;
  /** Stands in the text. */
  contains?: OneOrMore;
  /** RE2 syntax, so that no message can take more time than its length: nothing looks back. */
  regex?: string;
  /** MsgType, such as `image`. */
  type?: OneOrMore;
  /** Stands in a mini-program card's title. */
  cardTitle?: OneOrMore;
  /** A mini-program card's path, without its query. */
  cardPath?: OneOrMore;
  /** The customer opens the conversation. */
  enters?: true;
}

/** The rule for a message or an event, or undefined. */
export function findRule(
  rules: readonly Rule[],
  message: CustomerMessage,
  kind: 'message' | 'event',
): Rule | undefined {
  const enters = kind === 'event' && message.type === 'user_enter_tempsession';
  if (kind === 'event' && !enters) return undefined;
  return rules.find(({ when }) => (when.enters === true) === enters && fits(when, message));
}

function fits(when: Condition, { type, content, title, path }: CustomerMessage): boolean {
  const { text, contains, regex, cardTitle, cardPath } = when;
  const tests: (boolean | undefined)[] = [
    text && type === 'text' && some(text, (one) => plain(one) === plain(content)),
    contains && type === 'text' && some(contains, (one) => isWithin(one, content)),
    cardTitle && type === 'miniprogrampage' && some(cardTitle, (one) => isWithin(one, title)),
    cardPath && type === 'miniprogrampage' && some(cardPath, (one) => pathOf(one) === pathOf(path)),
    when.type && some(when.type, (one) => one === type),
    regex !== undefined ? type === 'text' && matches(regex, content) : undefined,
  ].map((test) => (test === undefined ? undefined : Boolean(test)));
  return tests.every((test) => test !== false);
}

function some(values: OneOrMore, test: (value: string) => boolean): boolean {
  return typeof values === 'string' ? test(values) : values.some(test);
}

function isWithin(part: string, text: string): boolean {
  return plain(text).includes(plain(part));
}

/** `/pages/a/index.html?id=1` and `pages/a/index` are one page: both forms are seen. */
function pathOf(path: string): string {
  return path
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '')
    .replace(/\.html$/, '');
}

const compiled = new Map<string, { test(text: string): boolean }>();

function matches(regex: string, text: string): boolean {
  let pattern = compiled.get(regex);
  if (pattern === undefined) {
    // Loaded here: only a function with such a rule needs it, and it is large.
    const { RE2JS }: typeof import('re2js') = require('re2js');
    const re2 = RE2JS.compile(regex, RE2JS.CASE_INSENSITIVE);
    pattern = { test: (input) => re2.matcher(input).find() };
    compiled.set(regex, pattern);
  }
  return pattern.test(text);
}
