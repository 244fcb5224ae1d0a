import type { Api } from '../api/api';
import type { SimClock } from '../clock/clock';
import type { SimulatorOptions } from '../config/options';
import type { Conversation } from '../conversation/createConversation';
import type { Database } from '../database/createDatabase';
import type { CallLog } from '../events/createCallLog';
import type { Events } from '../events/createEvents';
import type { CustomerUpdates } from '../events/customerUpdates';
import type { Faults } from '../faults/createFaults';
import type { Host } from '../host/host';
import type { Media } from '../media/createMedia';
import type { Invoke } from '../push/createInvoke';
import type { Push } from '../push/createPush';
import type { Storage } from '../storage/createStorage';

/** What the control interface works on. */
export interface ControlDeps {
  appid: string;
  apis: readonly Api[];
  media: Media;
  storage: Storage;
  clock: SimClock;
  conversation: Conversation;
  database: Database;
  calls: CallLog;
  updates: CustomerUpdates;
  events: Events;
  faults: Faults;
  host: Host;
  invoke: Invoke;
  /** Undefined where no function gets message push. */
  push: Push | undefined;
  options: SimulatorOptions;
  /** Messages that were said, so that a repeat is known as one; emptied by a reset. */
  said: Set<string>;
  /** Everything back to the start. */
  reset(): Promise<void>;
}
