import { set } from './setAttribute';

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
