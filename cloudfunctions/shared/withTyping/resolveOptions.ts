import type { WithTypingOptions } from './options';
import { realClock } from './realClock';
import type { ResolvedOptions } from './status';

/** The options that concern the status, each with its default. */
export function resolveOptions(options: WithTypingOptions): ResolvedOptions {
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
