import { h } from '../../dom';
import { ask } from '../api';
import { customerOf, type Deps, simNow, tick, timeOfDay } from '../store';

/** WeChat's two spans of time. B/miniprogram/dev/framework/open-ability/customer-message/typing.html */
const interactionMs = 30_000;
const typingMs = 15_000;

const steps = [1, 15, 30];

/** Both rules as time running out, and the clock that makes it run. */
export function rulesPanel(parts: Deps): HTMLElement {
  const { store, say, signal, attempt } = parts;
  const mayType = countdown(say('mayType'), say('mayTypeWhy'), interactionMs);
  const typing = countdown(say('typingLasts'), say('typingWhy'), typingMs);
  const quota = h('span', {});
  const time = h('span', { class: 'clock__time' });
  const motion = h('p', { class: 'quiet', role: 'status' });
  const freeze = h('input', {
    type: 'checkbox',
    role: 'switch',
    onchange: () => attempt(() => ask('POST', '/_sim/clock', { frozen: freeze.checked })),
  });

  tick(parts, (state) => {
    const now = simNow(state);
    const customer = customerOf(state, state.shown);
    time.textContent = timeOfDay(now, 'seconds');
    mayType.show(
      customer.interactedAt === null ? 0 : customer.interactedAt + interactionMs - now,
      (seconds) => say('mayTypeLeft', { seconds }),
      say('mayTypeNot'),
    );
    typing.show(
      customer.typing && customer.typingUntil !== null ? customer.typingUntil - now : 0,
      (seconds) => say('typingLeft', { seconds }),
      say('typingNot'),
    );
    const { left, until } = customer.quota;
    quota.textContent =
      until === null || until <= now || left === 0
        ? say('quotaLeft', { left: until !== null && until <= now ? 0 : left })
        : say('quotaUntil', { left, time: moment(until, now) });
  });
  store.watch(({ clock, waiting }) => {
    freeze.checked = clock.frozen;
    motion.textContent = say(clock.frozen ? (waiting ? 'frozenWaiting' : 'frozen') : 'running');
    motion.classList.toggle('quiet--warning', clock.frozen && waiting);
  }, signal);

  return h(
    'section',
    { class: 'card', 'aria-label': say('rules') },
    h('h2', {}, say('rules')),
    mayType.element,
    typing.element,
    h('p', { class: 'fact' }, h('span', {}, say('quota')), quota),
    h(
      'div',
      { class: 'clock', role: 'group', 'aria-label': say('clock') },
      h('div', { class: 'clock__face' }, h('span', { class: 'hidden' }, say('clock')), time),
      ...steps.map((seconds) =>
        h(
          'button',
          {
            type: 'button',
            'aria-label': say('advanceLabel', { seconds }),
            onclick: () => attempt(() => ask('POST', '/_sim/clock', { advanceMs: seconds * 1000 })),
          },
          say('advance', { seconds }),
        ),
      ),
      h('label', { class: 'switch' }, freeze, say('freeze')),
    ),
    motion,
  );
}

/** A bar that empties, and words that say what it means. */
function countdown(title: string, why: string, spanMs: number) {
  const words = h('span', { class: 'rule__left' });
  const bar = h('progress', { class: 'rule__bar', max: spanMs, value: 0, 'aria-label': title });
  return {
    element: h(
      'div',
      { class: 'rule' },
      h('p', { class: 'rule__head' }, h('span', { class: 'rule__title' }, title), words),
      bar,
      h('p', { class: 'quiet' }, why),
    ),
    show(leftMs: number, left: (seconds: number) => string, none: string) {
      const isLeft = leftMs > 0;
      bar.value = Math.max(0, leftMs);
      const text = isLeft ? left(Math.ceil(leftMs / 1000)) : none;
      if (words.textContent !== text) words.textContent = text;
      words.classList.toggle('rule__left--none', !isLeft);
    },
  };
}

/** A time of day; with the date where it is another day. */
function moment(at: number, now: number): string {
  const day = new Date(at);
  const isToday = day.toDateString() === new Date(now).toDateString();
  const date = isToday ? '' : `${day.getMonth() + 1}-${day.getDate()} `;
  return `${date}${timeOfDay(at, isToday ? 'seconds' : 'minutes')}`;
}
