import { syncBuiltinESMExports } from 'node:module';
import type { Time } from './messages';

const RealDate = Date;
const realNow = Date.now;
const realPerformanceNow = performance.now.bind(performance);
const { timeOrigin } = performance;

let time: Time = { offset: 0 };

/** The simulator's clock, in whole milliseconds since the epoch. */
export function now(): number {
  return 'stoppedAt' in time ? Math.floor(time.stoppedAt) : realNow() + Math.round(time.offset);
}

function preciseNow(): number {
  return 'stoppedAt' in time ? time.stoppedAt : timeOrigin + realPerformanceNow() + time.offset;
}

/** performance.now() and hrtime go on from where they stood, and never back. */
let elapsedBefore = realPerformanceNow();
let elapsedSince = preciseNow();

function elapsed(): number {
  return elapsedBefore + Math.max(0, preciseNow() - elapsedSince);
}

export function setTime(told: Time): void {
  const before = Math.max(preciseNow(), elapsedSince);
  elapsedBefore = elapsed();
  time = told;
  elapsedSince = preciseNow();
  elapsedBefore += Math.max(0, elapsedSince - before);
}

/** Puts Date, performance and hrtime on the simulator's clock, exact also in a busy loop. */
export function takeOverTime(): void {
  const SimDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (_, parts: [], newTarget) =>
      Reflect.construct(RealDate, parts.length === 0 ? [now()] : parts, newTarget),
  });
  RealDate.now = now;
  // So that an object's own class is the Date that the function knows.
  RealDate.prototype.constructor = SimDate;
  globalThis.Date = SimDate;
  takeOverFormats();
  performance.now = elapsed;
  process.hrtime = Object.assign(hrtime, { bigint: () => BigInt(Math.round(elapsed() * 1e6)) });
  syncBuiltinESMExports();
}

/** Without a date, a format takes the present one. */
function takeOverFormats(): void {
  const { prototype } = Intl.DateTimeFormat;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  const { formatToParts } = prototype;
  const made = new WeakMap<object, Intl.DateTimeFormat['format']>();
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const real: Intl.DateTimeFormat['format'] = format?.call(this);
      // The same at each reading, as the real one.
      const simulated = made.get(this) ?? ((date) => real(date ?? now()));
      made.set(this, simulated);
      return simulated;
    },
  });
  prototype.formatToParts = function (date) {
    return formatToParts.call(this, date ?? now());
  };
}

function hrtime(previous?: [number, number]): [number, number] {
  const ns = BigInt(Math.round(elapsed() * 1e6));
  const since = previous ? BigInt(previous[0]) * 1_000_000_000n + BigInt(previous[1]) : 0n;
  const passed = ns - since;
  return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
}
