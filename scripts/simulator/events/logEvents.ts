import type { SimClock } from '../clock/clock';
import type { Events } from './createEvents';
import { describeEvent } from './describeEvent';

/** Prints each call and what it answered, one line each, with the simulator's time of day. */
export function logEvents(events: Events, clock: SimClock, log: (line: string) => void): void {
  events.listen((event) => {
    const line = describeEvent(event);
    if (line !== undefined) log(`${timeOfDay(clock.now())} ${line}`);
  });
}

function timeOfDay(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}
