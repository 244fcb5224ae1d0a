import { set } from './elements';

/**
 * Ties together, as they come, what a browser ties by names and ids that WXML has not got:
 * the radios of one `radio-group` (without a name all of them could be chosen), and a `label` with
 * the control that its `for` means (ids get a prefix of glass-easel's).
 */
export function tieControls(root: HTMLElement): void {
  const names = new WeakMap<Element, string>();
  let count = 0;
  const tie = () => {
    for (const radio of root.querySelectorAll('radio-group input[type=radio]:not([name])')) {
      const group = radio.closest('radio-group') ?? root;
      const name = names.get(group) ?? `radio-group-${++count}`;
      names.set(group, name);
      set(radio, 'name', name);
    }
    for (const label of root.querySelectorAll('label[data-for]')) {
      const control = root.querySelector(
        `[id$="--${CSS.escape(label.getAttribute('data-for') ?? '')}"]`,
      );
      set(label, 'for', control?.id ?? null);
    }
  };
  new MutationObserver(tie).observe(root, { childList: true, subtree: true });
  tie();
}

/** Gives what is pressed its `hover-class`, until it is let go. */
export function hoverClass(root: HTMLElement): void {
  root.addEventListener('pointerdown', ({ target }) => {
    const element = target instanceof Element ? target.closest('[data-hover-class]') : null;
    const name = element?.getAttribute('data-hover-class');
    if (!element || !name || name === 'none' || element.matches(':disabled')) return;
    element.classList.add(name);
    const letGo = () => element.classList.remove(name);
    for (const type of ['pointerup', 'pointercancel'])
      addEventListener(type, letGo, { once: true });
  });
}

/**
 * `placeholder-class`: a browser's placeholder takes no class, so what the class says is read off an
 * element that has it, and handed to `::placeholder` as variables; anew when the theme changes.
 */
export function placeholderClass(root: HTMLElement): void {
  const read = () => {
    for (const control of root.querySelectorAll<HTMLElement>('[data-placeholder-class]')) {
      const probe = document.createElement('view');
      probe.className = control.dataset.placeholderClass ?? '';
      control.before(probe);
      const { color, fontWeight } = getComputedStyle(probe);
      control.style.setProperty('--placeholder', color);
      control.style.setProperty('--placeholder-weight', fontWeight);
      probe.remove();
    }
  };
  // The probe changes the tree too: only what is added with the attribute is looked at.
  new MutationObserver((changes) => {
    const isNew = changes.some(({ addedNodes }) =>
      [...addedNodes].some(
        (node) =>
          node instanceof Element &&
          (node.matches('[data-placeholder-class]') ||
            node.querySelector('[data-placeholder-class]')),
      ),
    );
    if (isNew) read();
  }).observe(root, { childList: true, subtree: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', read);
  read();
}
