import type { SimEvent } from './event';

/** Tells whoever listens what happens in the simulator. */
export interface Events<Event = SimEvent> {
  /** Pass a function where the event is dear to make: it is not called while nobody listens. */
  emit(event: Event | (() => Event)): void;
  /** Returns how to stop listening. */
  listen(listener: (event: Event) => void): () => void;
}

export function createEvents<Event extends object = SimEvent>(): Events<Event> {
  const listeners = new Set<(event: Event) => void>();
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
