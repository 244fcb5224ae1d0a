import { h } from '../../dom';
import type { TextName } from '../../texts';
import { type Deps, type Store, saveGuide } from '../store';

/** What the person at this page did, and what came of it. */
type Action =
  /** The mini program called setTyping, which answered with this code. */
  | { type: 'called'; command: unknown; code: number | null }
  /** The customer sent a message. */
  | { type: 'said' }
  /** The typing status came to its end by itself. */
  | { type: 'ranOut' };

interface Step {
  text: TextName;
  isDone(action: Action): boolean;
}

const typingAnswers =
  (code: number) =>
  (action: Action): boolean =>
    action.type === 'called' && action.command === 'Typing' && action.code === code;

/** What to try, in this order, to have seen both rules. */
const guide: readonly Step[] = [
  { text: 'guideRefused', isDone: typingAnswers(45080) },
  { text: 'guideMessage', isDone: ({ type }) => type === 'said' },
  { text: 'guideShown', isDone: typingAnswers(0) },
  { text: 'guideAgain', isDone: typingAnswers(45081) },
  { text: 'guideGone', isDone: ({ type }) => type === 'ranOut' },
  { text: 'guideOver', isDone: typingAnswers(45080) },
];

/** Goes one step on where this action is the next one. */
export function advanceGuide(store: Store, action: Action): void {
  const { guideDone } = store.get();
  if (guide[guideDone]?.isDone(action)) store.set({ guideDone: saveGuide(guideDone + 1) });
}

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
