/**
 * What the host waits for in real time, in milliseconds. Everything else is on the simulator's
 * clock. Generous: on a slow machine giving up too early would take from a function what it needs,
 * and each is waited out only where a function really blocks or waits for somebody off the clock.
 */
export interface RealLimits {
  /** A function may load its code for so long. */
  load: number;
  /** So long, or its own time limit where that is longer, may it block while the clock stands. */
  block: number;
  /** An advance waits so long for an event loop that does not turn; it waits for `load` at a start. */
  settleBlocked: number;
  /** The same for an answer of the simulator's own gateway. */
  settleGateway: number;
  /** The same for a foreign server, a file, an address that is looked up. */
  settleElsewhere: number;
  /** So long for all of it together: a function may ask the gateway again and again for ever. */
  settleInAll: number;
}

export const realLimits: RealLimits = {
  load: 10_000,
  block: 5_000,
  settleBlocked: 2_000,
  settleGateway: 3_000,
  settleElsewhere: 1_000,
  settleInAll: 10_000,
};
