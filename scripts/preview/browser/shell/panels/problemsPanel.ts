import { h } from '../../dom';
import { problemItem } from '../../problemItem';
import type { Deps } from '../deps';

/** Why the functions could not be built; those built before go on running meanwhile. */
export function problemsPanel({ store, say, signal }: Deps): HTMLElement {
  const list = h('div', { role: 'alert' });
  store.watch(({ functionProblems }) => {
    const isGood = functionProblems.length === 0;
    list.className = isGood ? '' : 'problems';
    list.replaceChildren(
      ...(isGood
        ? []
        : [h('h2', {}, say('functionsDoNotBuild')), ...functionProblems.map(problemItem)]),
    );
  }, signal);
  return list;
}
