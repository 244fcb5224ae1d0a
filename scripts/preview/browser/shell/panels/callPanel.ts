import { h } from '../../dom';
import { ask } from '../api';
import { errcodeOf } from '../callTrace';
import { type Deps, remembered, save } from '../store';

/** SOURCE as wx-server-sdk documents it; '' leaves it to the simulator. */
const sources = ['', 'wx_client', 'wx_devtools', 'wx_http', 'wx_trigger', 'wx_unknown', 'scf'];

/** Calls any function with any event as anybody, where there is no mini program to do it. */
export function callPanel(parts: Deps): { element: HTMLElement; reload(): void } {
  const { store, say, attempt } = parts;
  const { setup, language } = store.get();
  const name = h(
    'select',
    { onchange: () => fill() },
    ...setup.functions.map((each) => h('option', { value: each }, each)),
  );
  const caller = h('input', {
    list: 'people',
    value: setup.people[0]?.openid,
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 128,
  });
  const source = h(
    'select',
    {},
    ...sources.map((each) => h('option', { value: each }, each || say('sourceDefault'))),
  );
  const event = h('textarea', {
    class: 'call__event',
    rows: 4,
    spellcheck: 'false',
    oninput: () => check(),
  });
  const wrong = h('p', { class: 'call__wrong', role: 'alert' });
  const button = h('button', { type: 'submit', class: 'strong' }, say('call'));
  const answer = h('div', { class: 'call__answer', role: 'status' }, quiet(say('noCallYet')));

  function fill(): void {
    event.value = remembered(`event:${name.value}`) ?? '{\n  \n}';
    check();
  }

  /** undefined: what is written is not JSON. */
  function check(): { event: unknown } | undefined {
    try {
      const given: unknown = JSON.parse(event.value.trim() || '{}');
      wrong.textContent = '';
      event.removeAttribute('aria-invalid');
      return { event: given };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      wrong.textContent = say('notJson', { why });
      event.setAttribute('aria-invalid', 'true');
      return undefined;
    }
  }

  async function call(): Promise<void> {
    const read = check();
    if (!read) return event.focus();
    save(`event:${name.value}`, event.value);
    button.disabled = true;
    answer.replaceChildren(quiet(say('calling')));
    try {
      const openid = caller.value.trim();
      const called = await ask(
        'POST',
        `/_sim/invoke/${encodeURIComponent(name.value)}`,
        read.event,
        {
          ...(openid ? { 'x-sim-openid': openid } : {}),
          ...(source.value ? { 'x-sim-source': source.value } : {}),
        },
      );
      answer.replaceChildren(...told(called));
    } catch (error) {
      answer.replaceChildren();
      throw error;
    } finally {
      button.disabled = false;
    }
  }

  function told(called: unknown): HTMLElement[] {
    const { result = null, error } = Object(called);
    const code = errcodeOf(error ?? result);
    const isGood = !error && (code === null || code === 0);
    return [
      h(
        'p',
        { class: isGood ? 'call__code' : 'call__code call__code--wrong' },
        say(error ? 'functionFailed' : 'functionAnswered'),
        code === null ? null : h('strong', {}, ` ${code}`),
      ),
      h('pre', { tabindex: 0 }, JSON.stringify(error ?? result, null, 2)),
    ];
  }

  fill();
  const field = (label: string, control: HTMLElement) =>
    h('label', { class: 'picker' }, h('span', { class: 'picker__label' }, label), control);
  const form = h(
    'form',
    {
      class: 'call__form',
      onsubmit: (submitted) => {
        submitted.preventDefault();
        attempt(call);
      },
    },
    h('div', { class: 'row' }, field(say('callFunction'), name), field(say('callSource'), source)),
    field(say('callAs'), caller),
    h(
      'datalist',
      { id: 'people' },
      ...setup.people.map((person) => h('option', { value: person.openid }, person.name[language])),
    ),
    field(say('callEvent'), event),
    wrong,
    button,
    h('h3', {}, say('callResult')),
    answer,
  );
  return {
    element: h(
      'section',
      { class: 'column', 'aria-label': say('callForm') },
      h('div', { class: 'column__head' }, h('h2', {}, say('callForm'))),
      h(
        'div',
        { class: 'card call' },
        setup.functions.length === 0 ? quiet(say('noFunctions')) : form,
      ),
    ),
    reload: () => {},
  };
}

function quiet(text: string): HTMLElement {
  return h('p', { class: 'quiet' }, text);
}
