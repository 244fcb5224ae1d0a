import type { Deps } from './deps';
import type { State } from './store';

/** Often enough for a countdown in whole seconds to be right. */
const tickMs = 200;

/** Shows what depends on the simulator's time: now, at each change, and while time goes by. */
export function tick(
  { store, signal }: Pick<Deps, 'store' | 'signal'>,
  show: (state: State) => void,
): void {
  store.watch(show, signal);
  const timer = setInterval(() => {
    if (!store.get().clock.frozen) show(store.get());
  }, tickMs);
  signal.addEventListener('abort', () => clearInterval(timer));
}
