import type { Env } from '../shared/runtime/env';
import { redact } from '../shared/transport/redact';
import { createReply } from './reply';
import type { Reply } from './replyContract';

/** The reply, or undefined where it can't work: that is logged once, and people answer. */
export function loadReply(env: Env, log: (line: string) => void): Reply | undefined {
  try {
    return createReply(env);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = redact(message, env, []);
    log(JSON.stringify({ function: 'customerMessage', what: 'no replies', reason }));
    return undefined;
  }
}
