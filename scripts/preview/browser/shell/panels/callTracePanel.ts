import { type Outcome, outcomes } from '../../../../../cloudfunctions/customerMessage/outcomes';
import { explainCode } from '../../../../../cloudfunctions/shared/codes/codes';
import type { CallEntry } from '../../../../simulator/events/event';
import { h } from '../../dom';
import type { Activity } from '../activityLog';
import { callTrace, commandOf, errcodeOf, invokeLine, type Stop } from '../callTrace';
import { type Deps, timeOfDay } from '../store';

/** The way of each call, newest first: from the page through the function to WeChat, and what came back. */
export function callTracePanel({ store, say, signal, copy }: Deps): HTMLElement {
  const list = h('ol', { class: 'traces', 'aria-live': 'polite', 'aria-relevant': 'additions' });
  const empty = h('p', { class: 'quiet' }, say('noCalls'));
  const drawn = new Map<string, { activity: Activity; element: HTMLElement }>();

  store.watch(({ activities }) => {
    empty.hidden = activities.length > 0;
    const elements = activities.map((activity) => {
      const before = drawn.get(activity.key);
      if (before?.activity === activity) return before.element;
      const element = entry(activity, before?.element.querySelector('details')?.open ?? false);
      drawn.set(activity.key, { activity, element });
      return element;
    });
    const isSame =
      elements.length === list.children.length &&
      elements.every((element, index) => list.children[index] === element);
    if (!isSame) list.replaceChildren(...elements);
  }, signal);

  function entry(activity: Activity, open: boolean): HTMLElement {
    const { setup, language } = store.get();
    const name = (openid: string | null) =>
      setup.people.find((person) => person.openid === openid)?.name[language] ?? openid ?? '';
    const { stops, code } = callTrace(activity, say, name);
    return h(
      'li',
      { class: 'trace', 'data-function': activity.invoke?.function },
      h(
        'details',
        { open },
        h(
          'summary',
          {},
          h('span', { class: 'trace__time' }, timeOfDay(activity.at, 'seconds')),
          h('span', { class: 'trace__stops' }, ...stops.flatMap(stopElement)),
        ),
        ...details(activity),
      ),
      meaning(activity, code),
    );
  }

  /** What the code means, in a line under the row. */
  function meaning({ invoke, calls }: Activity, code: number | null): HTMLElement | null {
    const line = (name: string, text: string) =>
      h('p', { class: 'trace__meaning' }, h('strong', {}, name), ` ${text}`);
    const outcome = invoke && outcomeIn(invoke.logs);
    if (outcome) return line(outcome, outcomes[outcome][store.get().language]);
    if (code === null) return null;
    if (code !== 0) {
      const { name, meaning: text } = explainCode(code);
      return line(name, text[store.get().language]);
    }
    const last = calls.at(-1);
    const command = last && errcodeOf(last.answer) === 0 ? commandOf(last) : undefined;
    if (command === 'Typing') return line('0', say('meansShown'));
    return command === 'CancelTyping' ? line('0', say('meansTakenDown')) : null;
  }

  function details({ invoke, calls }: Activity): HTMLElement[] {
    const parts: HTMLElement[] = [];
    const section = (title: string, ...content: HTMLElement[]) =>
      parts.push(h('h3', {}, title), ...content);
    if (invoke) section(say('functionEvent'), json(invoke.event));
    if (calls.length > 0)
      section(say('calls'), h('ul', { class: 'calls' }, ...calls.map(callElement)));
    if (invoke) {
      section(
        say(invoke.error ? 'functionFailed' : 'functionAnswered'),
        json(invoke.error ?? invoke.result ?? null),
      );
      section(
        say('log'),
        invoke.logs.length > 0
          ? h('pre', { class: 'log' }, invoke.logs.map(readable).join('\n'))
          : h('p', { class: 'quiet' }, say('noLog')),
      );
    }
    const all = { ...(invoke && { event: invoke.event }), calls, ...asAnswered(invoke) };
    parts.push(
      h(
        'div',
        { class: 'trace__copy' },
        button(say('copy'), () => copy(pretty(all))),
        invoke
          ? button(say('copyAsInvoke'), () => copy(invokeLine(invoke, location.origin)))
          : null,
      ),
    );
    return parts;
  }

  function callElement(call: CallEntry): HTMLElement {
    const { api, at, data, answer } = call;
    return h(
      'li',
      {},
      h('code', {}, `${timeOfDay(at, 'seconds')} ${api}`),
      json(data),
      answer === null ? h('p', { class: 'quiet' }, say('noAnswer')) : json(answer),
    );
  }

  return h(
    'section',
    { class: 'card card--traces', 'aria-label': say('callTrace') },
    h('h2', {}, say('callTrace')),
    empty,
    list,
  );
}

/** What customerMessage says in its log that has become of a message. */
function outcomeIn(logs: readonly string[]): Outcome | undefined {
  const said = logs.flatMap((line) => /"outcome":"([^"]*)"/.exec(line)?.[1] ?? []);
  return said.find((outcome): outcome is Outcome => Object.hasOwn(outcomes, outcome));
}

function asAnswered(invoke: Activity['invoke']): object {
  if (!invoke) return {};
  const { result = null, error, logs } = invoke;
  return { ...(error ? { error } : { result }), logs };
}

function button(label: string, run: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'plain', onclick: run }, label);
}

function json(value: unknown): HTMLElement {
  return h('pre', {}, pretty(value));
}

function pretty(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2);
}

/** A log line that is JSON is easier to read over several lines. */
function readable(line: string): string {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? pretty(value) : line;
  } catch {
    return line;
  }
}

function stopElement({ name, note, state }: Stop, index: number): HTMLElement[] {
  const element = h(
    'span',
    { class: `stop stop--${state}` },
    h('span', { class: 'stop__name' }, name),
    note ? h('span', { class: 'stop__note' }, note) : null,
  );
  return index === 0
    ? [element]
    : [h('span', { class: 'trace__arrow', 'aria-hidden': 'true' }, '→'), element];
}
