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
