import type { HostedRequest } from './host';

type State = 'open' | 'parked' | 'done';

/** Calls `changed` for each step that a request takes: open, perhaps parked, done; none twice. */
export function followRequest(
  changed: (state: State, before: State | undefined) => void,
): HostedRequest {
  let state: State = 'open';
  changed(state, undefined);
  const move = (next: State) => {
    if (state === 'done' || state === next) return;
    const before = state;
    state = next;
    changed(next, before);
  };
  return { parked: () => move('parked'), done: () => move('done') };
}
