import type { Encoding } from '../faults/deliver';
import type { Outcome } from '../faults/outcome';
import type { CallerIdentity } from '../host/host';

/** One request of a known caller. */
export interface GatewayCall {
  action: string;
  caller: CallerIdentity;
  params: ReadonlyMap<string, unknown>;
  /** Told when the answer is held back on the simulator's clock or for ever. */
  parked(): void;
}

/** How a request ends, and how that is put into bytes. */
export interface GatewayOutcome {
  outcome: Outcome;
  encoding: Encoding;
}
