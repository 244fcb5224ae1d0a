import type { Person } from '../../shop/cast';
import { h, icon } from '../dom';
import { type Deps, save, simNow, tick, timeOfDay } from './store';

/** A phone: its clock, a title bar, and what is on its screen. */
export function device(
  parts: Deps,
  kind: 'page' | 'chat',
  bar: HTMLElement,
  ...screen: HTMLElement[]
): HTMLElement {
  const time = h('span', {});
  tick(parts, (state) => {
    time.textContent = timeOfDay(simNow(state), 'minutes');
  });
  return h(
    'div',
    { class: `device device--${kind}` },
    h(
      'div',
      { class: 'device__status', 'aria-hidden': 'true' },
      time,
      h(
        'span',
        { class: 'device__signs' },
        icon('signal'),
        icon('wifi'),
        h('span', { class: 'device__battery' }),
      ),
    ),
    bar,
    ...screen,
  );
}

/** Chooses a person: who is logged in to the mini program, or whose conversation is shown. */
export function personPicker(
  { store, say, signal }: Deps,
  kind: 'loggedIn' | 'shown',
  label: string,
): HTMLElement {
  const { language, setup } = store.get();
  const titleOf = ({ name, role }: Person) => `${name[language]} · ${say(role)}`;
  const option = (value: string, text: string) => h('option', { value }, text);
  const select = h(
    'select',
    { onchange: () => store.set({ [kind]: save(kind, select.value) }) },
    ...setup.people.map((person) => option(person.openid, titleOf(person))),
  );
  store.watch((state) => {
    if (kind === 'shown') {
      // Somebody may have written who is none of ours, through the control interface.
      const known = new Set([...select.options].map(({ value }) => value));
      for (const openid of Object.keys(state.customers))
        if (!known.has(openid)) select.append(option(openid, openid));
    }
    select.value = state[kind];
  }, signal);
  return h('label', { class: 'picker' }, h('span', { class: 'picker__label' }, label), select);
}
