import type { WithTypingOptions } from './options';
import { realClock } from './realClock';
import type { Keeping } from './status';

/** The options that concern the status, each with its default. */
export function keepingOf(options: WithTypingOptions): Keeping {
  return {
    transport: options.transport,
    clock: options.clock ?? realClock,
    bringForward: options.bringForward ?? true,
    leadMs: options.leadMs ?? 1_000,
    marginMs: options.marginMs ?? 300,
    callMs: options.callMs ?? 3_000,
    log: options.log ?? ((entry) => console.warn(JSON.stringify(entry))),
  };
}
