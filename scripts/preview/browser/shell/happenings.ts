import type { CallEntry, SimEvent } from '../../../simulator/events/event';

type InvokeEvent = Extract<SimEvent, { type: 'invoke' }>;

/** One thing that happened: a run of a function with the calls that it made, or a call without one. */
export interface Happening {
  key: string;
  /** undefined: a server called WeChat by itself, over HTTPS */
  invoke?: InvokeEvent;
  calls: readonly CallEntry[];
}

const kept = 100;

/**
 * Takes in what the simulator tells. A function's calls are told before its end is: until then they
 * wait, as an entry without `invoke` that names the function.
 * @param happenings newest first
 */
export function take(happenings: readonly Happening[], event: SimEvent): readonly Happening[] {
  if (event.type === 'reset') return [];
  if (event.type === 'call') return [ofCall(event, happenings), ...happenings].slice(0, kept);
  if (event.type !== 'invoke') return happenings;
  const isMine = ({ invoke, calls }: Happening) => !invoke && calls[0]?.function === event.function;
  const calls = happenings.filter(isMine).flatMap((happening) => happening.calls);
  const others = happenings.filter((happening) => !isMine(happening));
  const happening = { key: event.requestID, invoke: event, calls: calls.reverse() };
  return [happening, ...others].slice(0, kept);
}

function ofCall({ type: _, ...call }: { type: string } & CallEntry, before: readonly Happening[]) {
  const number = before.filter(({ calls }) => calls.some(({ at }) => at === call.at)).length;
  return { key: `${call.at}/${number}`, calls: [call] };
}
