import type { CallEntry } from '../../../simulator/events/event';
import type { FeedEvent, InvokeEvent } from '../../serve/previewEvent';

/** One thing that happened: a run of a function with the calls that it made, or a call without one. */
export interface Activity {
  key: string;
  /** When it began, in ms of the simulator's clock. */
  at: number;
  /** undefined: it has not ended yet, or a server called WeChat by itself over HTTPS. */
  invoke?: InvokeEvent;
  /** Oldest first. */
  calls: readonly CallEntry[];
  /** Which delivery of one and the same message this is, from 1. */
  delivery: number;
}

const maxActivities = 100;

/**
 * Takes in what the simulator tells. A run and its calls are one entry, in whichever order they are
 * told: calls come before the end of their run, or after it where the function gave up first.
 * @param activities newest first
 */
export function take(activities: readonly Activity[], event: FeedEvent): readonly Activity[] {
  switch (event.type) {
    case 'reset':
      return [];
    case 'call': {
      const { type: _, ...call } = event;
      const run = activities.find(({ key }) => key === call.requestID);
      if (run) return replace(activities, { ...run, calls: [...run.calls, call] });
      const key = call.requestID ?? `${call.at}/${countAt(activities, call.at)}`;
      return add(activities, { key, at: call.at, calls: [call], delivery: 1 });
    }
    case 'invoke': {
      const run = activities.find(({ key }) => key === event.requestID);
      const delivery = 1 + activities.filter((other) => isSameMessage(other.invoke, event)).length;
      const ended = { key: event.requestID, at: event.at, invoke: event, delivery };
      if (run) return replace(activities, { ...ended, calls: run.calls });
      return add(activities, { ...ended, calls: [] });
    }
    default:
      return activities;
  }
}

function add(activities: readonly Activity[], activity: Activity): readonly Activity[] {
  return [activity, ...activities].slice(0, maxActivities);
}

function replace(activities: readonly Activity[], activity: Activity): readonly Activity[] {
  return activities.map((other) => (other.key === activity.key ? activity : other));
}

function countAt(activities: readonly Activity[], at: number): number {
  return activities.filter((activity) => activity.at === at).length;
}

/** WeChat delivers a message again, with the same MsgId, where the answer takes too long. */
function isSameMessage(before: InvokeEvent | undefined, now: InvokeEvent): boolean {
  const id = messageId(now);
  return id !== undefined && before?.openid === now.openid && messageId(before) === id;
}

function messageId({ event }: InvokeEvent): unknown {
  return typeof event === 'object' && event !== null && 'MsgId' in event ? event.MsgId : undefined;
}
