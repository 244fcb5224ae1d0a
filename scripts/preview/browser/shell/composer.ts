import { h } from '../dom';

interface Composing {
  label: string;
  button: string;
  /** What is sent where nothing was written, so that one press is enough to try it. */
  suggestion: string;
  send(content: string): void;
}

/** A line to write in, and a button that sends it. */
export function composer({ label, button, suggestion, send }: Composing): HTMLElement {
  const input = h('input', {
    class: 'composer__input',
    'aria-label': label,
    placeholder: suggestion,
    autocomplete: 'off',
    maxlength: 600,
  });
  return h(
    'form',
    {
      class: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        send(input.value.trim() || suggestion);
        input.value = '';
      },
    },
    input,
    h('button', { type: 'submit', class: 'strong' }, button),
  );
}
