import { h } from '../../dom';
import type { Deps } from '../deps';
import { guide } from '../guide';

/** What to press next to see both rules at work, and how far one has come. */
export function guidePanel({ store, say, signal }: Deps): HTMLElement {
  const next = h('p', { class: 'guide__next', role: 'status' });
  const dots = guide.map(() => h('li', {}));
  store.watch(({ guideDone }) => {
    const step = guide[guideDone];
    const text = say(step?.text ?? 'guideFinished');
    if (next.textContent !== text) next.textContent = text;
    for (const [index, dot] of dots.entries()) {
      dot.className = index < guideDone ? 'dot dot--done' : 'dot';
      dot.classList.toggle('dot--now', index === guideDone);
    }
  }, signal);
  return h(
    'section',
    { class: 'card guide', 'aria-label': say('guide') },
    h(
      'div',
      { class: 'guide__head' },
      h('h2', {}, say('guide')),
      h('ol', { class: 'dots', 'aria-hidden': 'true' }, ...dots),
    ),
    next,
  );
}
