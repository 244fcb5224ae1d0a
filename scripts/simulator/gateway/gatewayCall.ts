import type { Api } from '../api/api';
import type { Wechat } from '../api/createWechat';
import type { SimClock } from '../clock/clock';
import type { SimulatorOptions } from '../config/options';
import type { Database } from '../database/createDatabase';
import type { CallLog } from '../events/createCallLog';
import type { Events } from '../events/createEvents';
import type { Dispatch } from '../faults/createDispatch';
import type { Encoding } from '../faults/deliver';
import type { OpenResponses } from '../faults/openResponses';
import type { Outcome } from '../faults/outcome';
import type { CallerIdentity, Host } from '../host/host';
import type { Invoke } from '../push/createInvoke';
import type { Storage } from '../storage/createStorage';
import type { Callers } from './createCallers';

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

/** What the gateway works on. */
export interface GatewayDeps {
  apis: readonly Api[];
  callers: Callers;
  host: Host;
  clock: SimClock;
  options: SimulatorOptions;
  wechat: Wechat;
  database: Database;
  storage: Storage;
  invoke: Invoke;
  dispatch: Dispatch;
  calls: CallLog;
  events: Events;
  openResponses: OpenResponses;
}
