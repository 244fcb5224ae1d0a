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
 * Takes in what the simulator tells. A function's calls are told before its end is: until then each
 * of them is an entry by itself.
 * @param happenings newest first
 */
export function take(happenings: readonly Happening[], event: SimEvent): readonly Happening[] {
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

function ofCall({ type: _, ...call }: { type: string } & CallEntry, before: readonly Happening[]) {
  const number = before.filter(({ calls }) => calls.some(({ at }) => at === call.at)).length;
  return { key: `${call.at}/${number}`, calls: [call] };
}

function ofInvoke(invoke: InvokeEvent, happenings: readonly Happening[]): readonly Happening[] {
  const waiting = happenings.filter(
    (happening) => !happening.invoke && happening.calls[0]?.function === invoke.function,
  );
  // Where runs for several customers overlap, each has the calls that went to its own.
  const toCaller = waiting.filter(({ calls }) => touserOf(calls[0]) === invoke.openid);
  const mine = toCaller.length > 0 ? toCaller : waiting;
  const calls = mine.flatMap((happening) => happening.calls).reverse();
  return [
    { key: invoke.requestID, invoke, calls },
    ...happenings.filter((happening) => !mine.includes(happening)),
  ];
}

function touserOf(call: CallEntry | undefined): unknown {
  const data = call?.data;
  return typeof data === 'object' && data !== null && 'touser' in data ? data.touser : undefined;
}
