import type { Deps } from './deps';
import type { State } from './store';

/** Often enough for a countdown in whole seconds to be right. */
const tickMs = 200;

/** The simulator's time, as the browser can tell it between two events. */
export function simNow({ clock }: State): number {
  return clock.frozen ? clock.now : clock.now + (performance.now() - clock.heardAt);
}

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

/** A moment as the clock on a wall shows it: `09:41`, or with seconds `09:41:07`. */
export function timeOfDay(ms: number, precision: 'minutes' | 'seconds'): string {
  const length = precision === 'minutes' ? 5 : 8;
  return new Date(ms).toTimeString().slice(0, length);
}
