import { explainCode } from '../../../../../cloudfunctions/shared/codes/codes';
import type { CallEntry } from '../../../../simulator/events/event';
import { h } from '../../dom';
import type { Activity } from '../activityLog';
import { callTrace, type Stop } from '../callTrace';
import type { Deps } from '../deps';
import { timeOfDay } from '../timeOfDay';

/** The way of each tap, newest first: from the page through the function to WeChat, and what came back. */
export function callTracePanel({ store, say, signal }: Deps): HTMLElement {
  const list = h('ol', { class: 'ways', 'aria-live': 'polite', 'aria-relevant': 'additions' });
  const empty = h('p', { class: 'quiet' }, say('noWay'));
  const drawn = new Map<string, { happening: Activity; element: HTMLElement }>();

  store.watch(({ happenings }) => {
    empty.hidden = happenings.length > 0;
    const elements = happenings.map((happening) => {
      const before = drawn.get(happening.key);
      if (before?.happening === happening) return before.element;
      const element = entry(happening);
      drawn.set(happening.key, { happening, element });
      return element;
    });
    const isSame =
      elements.length === list.children.length &&
      elements.every((element, index) => list.children[index] === element);
    if (!isSame) list.replaceChildren(...elements);
  }, signal);

  function entry(happening: Activity): HTMLElement {
    const { people, language } = store.get();
    const nameOf = (openid: string | null) =>
      people.find((person) => person.openid === openid)?.name[language] ?? '';
    const { stops, code } = callTrace(happening, say, nameOf);
    const meaning = code ? explainCode(code) : undefined;
    const at = happening.calls[0]?.at;
    return h(
      'li',
      { class: 'way', 'data-function': happening.invoke?.function },
      h(
        'details',
        {},
        h(
          'summary',
          {},
          h('span', { class: 'way__stops' }, ...stops.flatMap(stopElement)),
          at === undefined ? null : h('span', { class: 'way__time' }, timeOfDay(at, 'seconds')),
        ),
        ...details(happening),
      ),
      meaning
        ? h(
            'p',
            { class: 'way__meaning' },
            h('strong', {}, meaning.name),
            ` ${meaning.meaning[language]}`,
          )
        : null,
    );
  }

  function details({ invoke, calls }: Activity): HTMLElement[] {
    const parts: HTMLElement[] = [];
    if (calls.length > 0)
      parts.push(h('h3', {}, say('calls')), h('ul', { class: 'calls' }, ...calls.map(callElement)));
    if (invoke) {
      parts.push(
        h('h3', {}, say(invoke.error ? 'functionFailed' : 'functionAnswered')),
        h('pre', {}, JSON.stringify(invoke.error ?? invoke.result ?? null)),
        h('h3', {}, say('log')),
        invoke.logs.length > 0
          ? h('pre', {}, invoke.logs.join('\n'))
          : h('p', { class: 'quiet' }, say('noLog')),
      );
    }
    return parts;
  }

  function callElement({ api, data, answer }: CallEntry): HTMLElement {
    return h(
      'li',
      {},
      h('code', {}, api),
      h('pre', {}, JSON.stringify(data)),
      h(
        'pre',
        { class: 'calls__answer' },
        answer === null ? say('noAnswer') : JSON.stringify(answer),
      ),
    );
  }

  return h(
    'section',
    { class: 'card', 'aria-label': say('way') },
    h('h2', {}, say('way')),
    empty,
    list,
  );
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
    : [h('span', { class: 'way__arrow', 'aria-hidden': 'true' }, '→'), element];
}
