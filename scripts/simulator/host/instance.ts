import type { SimTimer } from '../clock/clock';
import type { Credentials } from './functionInputs';
import type { Invocation } from './host';
import type { Activity, Time } from './runner/messages';
import type { Process } from './startProcess';

/** One instance of a function: its process, who it is to the gateway, and where it stands in time. */
export interface Instance {
  readonly functionName: string;
  /** Of its files and settings, when it was started. */
  readonly version: string;
  readonly process: Process;
  readonly credentials: Credentials;
  readonly openapi: readonly string[];
  /** The call under way, or the last one. */
  invocation: Invocation;
  /** Its requestID. */
  requestID: string;
  /** Its WX_API_TOKEN, where it brought one. */
  apiToken: string | undefined;
  /** Works at a call. */
  busy: boolean;
  /** Its inspector is open: a person may hold it up for as long as they like. */
  readonly inspected: boolean;
  /** Ends it when nobody calls it. */
  idleTimer: SimTimer | undefined;
  /** Its code is loaded. */
  warm: boolean;
  /** Its process is being ended; it gets no call any more. */
  retired: boolean;
  /** That was not its own doing. */
  recycled: boolean;
  /** Stopped between two calls, with all that it left running. */
  paused: boolean;
  /** How many of its requests at the gateway wait on the clock. */
  parked: number;
  /** What time it was told last. */
  time: Time;
  /** What it was doing when asked last; undefined as soon as that may have changed. */
  quiet: Activity | undefined;
  /** How often that was; an answer from before is about something else. */
  touched: number;
  /** Its event loop has not turned for so long that nobody waits for it any more. */
  blocked: boolean;
  /** The activity that was not waited for any longer: a foreign server that takes its time. */
  givenUpOn: string | undefined;
}

/** Says that the instance may do something else now than when it was asked last. */
export function touch(instance: Instance): void {
  instance.quiet = undefined;
  instance.touched += 1;
}
