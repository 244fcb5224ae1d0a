import type { TypingTransport } from './options';
import { type ResolvedOptions, type Scope, TypingStatus } from './status';

const statuses = new WeakMap<TypingTransport, Map<string, TypingStatus>>();

/**
 * The status that all scopes of one customer share, over one transport and in this process; other
 * processes can't be known of. Kept only as long as somebody is in it.
 */
export function acquireStatus(touser: string, keeping: ResolvedOptions) {
  const ofTransport = statuses.get(keeping.transport) ?? new Map<string, TypingStatus>();
  statuses.set(keeping.transport, ofTransport);
  const status = ofTransport.get(touser) ?? new TypingStatus(touser, keeping);
  ofTransport.set(touser, status);

  async function leave(scope: Scope): Promise<void> {
    await status.leave(scope);
    if (status.deserted && ofTransport.get(touser) === status) ofTransport.delete(touser);
  }
  return { status, leave };
}
