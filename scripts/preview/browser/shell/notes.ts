import { h } from '../dom';

const shownMs = 6000;

/** A line at the foot of the page that says what has just happened; screen readers say it too. */
export function notes(): { element: HTMLElement; say(text: string): void } {
  const element = h('div', { class: 'note', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    say(text) {
      clearTimeout(timer);
      element.textContent = text;
      timer = setTimeout(() => element.replaceChildren(), shownMs);
    },
  };
}
