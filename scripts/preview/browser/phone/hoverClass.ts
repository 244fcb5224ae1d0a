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
