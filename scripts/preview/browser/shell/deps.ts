import type { Say } from '../texts';
import type { Store } from './store';

/** What a panel is made from. */
export interface Deps {
  store: Store;
  say: Say;
  /** Aborted when the panel is taken down (another language is chosen). */
  signal: AbortSignal;
  /** Says something to everybody, screen readers too. */
  announce(text: string): void;
  /** Runs what a button does; where that fails, says so. */
  attempt(run: () => Promise<unknown>): void;
  /** Copies a text, and says that it did. */
  copy(text: string): void;
}
