import type { Person } from '../../people';
import { h } from '../dom';
import type { Deps } from './deps';
import { savePerson } from './remember';

/** Chooses a person: who is logged in to the mini program, or whose conversation is shown. */
export function personPicker(
  { store, say, signal }: Deps,
  kind: 'loggedIn' | 'shown',
  label: string,
  choices: readonly Person[],
): HTMLElement {
  const { language } = store.get();
  const select = h(
    'select',
    {
      class: 'picker__select',
      onchange: () => store.set({ [kind]: savePerson(kind, select.value) }),
    },
    ...choices.map(({ openid, role, name }) =>
      h('option', { value: openid }, `${name[language]} · ${say(role)}`),
    ),
  );
  store.watch((state) => {
    select.value = state[kind];
  }, signal);
  return h('label', { class: 'picker' }, h('span', { class: 'picker__label' }, label), select);
}
