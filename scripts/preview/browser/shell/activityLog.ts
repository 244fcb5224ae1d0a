import type { CallEntry, SimEvent } from '../../../simulator/events/event';

type InvokeEvent = Extract<SimEvent, { type: 'invoke' }>;

/** One thing that happened: a run of a function with the calls that it made, or a call without one. */
export interface Activity {
  key: string;
  /** undefined: a server called WeChat by itself, over HTTPS */
  invoke?: InvokeEvent;
  calls: readonly CallEntry[];
}

const kept = 100;

/**
 * Takes in what the simulator tells. A function's calls are told before its end is: until then each
 * of them is an entry by itself.
 * @param happenings newest first
 */
export function take(happenings: readonly Activity[], event: SimEvent): readonly Activity[] {
  switch (event.type) {
    case 'reset':
      return [];
    case 'call':
      return [ofCall(event, happenings), ...happenings].slice(0, kept);
    case 'invoke':
      return ofInvoke(event, happenings).slice(0, kept);
    default:
      return happenings;
  }
}

function ofCall({ type: _, ...call }: { type: string } & CallEntry, before: readonly Activity[]) {
  const number = before.filter(({ calls }) => calls.some(({ at }) => at === call.at)).length;
  return { key: `${call.at}/${number}`, calls: [call] };
}

function ofInvoke(invoke: InvokeEvent, happenings: readonly Activity[]): readonly Activity[] {
  const mine = happenings.filter(({ calls }) => calls[0]?.requestID === invoke.requestID);
  const calls = mine.flatMap((happening) => happening.calls).reverse();
  return [
    { key: invoke.requestID, invoke, calls },
    ...happenings.filter((happening) => !mine.includes(happening)),
  ];
}
