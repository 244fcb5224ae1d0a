import type { FunctionSettings } from '../host/createHost';
import type { SimulatorOptions } from './options';

/** The configuration file of the simulator, all of it optional; see `readConfig`. */
export interface SimulatorConfig {
  appid?: string;
  secret?: string;
  /** The function that gets customers' messages. */
  messagePush?: string;
  /** Collections of the database that exist. */
  collections?: string[];
  functions?: Record<string, FunctionSettings>;
  options?: Partial<SimulatorOptions>;
}
