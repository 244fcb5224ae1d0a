import type { SimEvent } from './event';

type Listener = (event: SimEvent) => void;

/** Tells whoever listens what happens in the simulator. */
export interface Events {
  /** Pass a function where the event is dear to make: it is not called while nobody listens. */
  emit(event: SimEvent | (() => SimEvent)): void;
  /** Returns how to stop listening. */
  listen(listener: Listener): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<Listener>();
  return {
    emit(event) {
      if (listeners.size === 0) return;
      const happened = typeof event === 'function' ? event() : event;
      for (const listener of listeners) listener(happened);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
