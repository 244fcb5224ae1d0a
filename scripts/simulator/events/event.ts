import type { CustomerView } from '../conversation/customer';
import type { Fault } from '../faults/fault';
import type { InvokeResult } from '../host/host';

/** One call that reached WeChat, as `GET /_sim/calls` lists it. */
export interface CallEntry {
  /** Milliseconds of the simulator's clock. */
  at: number;
  transport: 'cloud' | 'https';
  api: string;
  /** The cloud function that called; null for a call over HTTPS. */
  function: string | null;
  /** Of the invocation that called; absent for a call over HTTPS. */
  requestID?: string;
  data: unknown;
  /** What was answered; null as long as nothing was, and where the answer was dropped. */
  answer: unknown;
}

/** What happened, as `GET /_sim/events` tells it. */
export type SimEvent =
  | ({ type: 'customer'; openid: string } & CustomerView)
  | ({ type: 'call' } & CallEntry)
  | ({
      type: 'invoke';
      function: string;
      openid: string | null;
      source: string;
      /** With what it was called, before the platform's own fields. */
      event?: unknown;
    } & InvokeResult)
  | { type: 'clock'; now: number; frozen: boolean }
  | { type: 'faults'; faults: Fault[] }
  | { type: 'reload'; function: string }
  /** Breakpoints of the function's instance can be set at this address. */
  | { type: 'inspector'; function: string; url: string }
  /** An advance takes long: at what time it is, and whose timers it stops at. */
  | { type: 'advance'; now: number; until: number; function: string | null }
  | { type: 'database'; action: string; function: string; collection: string; answer: unknown }
  | { type: 'storage'; action: string; function: string; answer: unknown }
  | { type: 'refused'; function: string; message: string }
  | { type: 'reset' };
