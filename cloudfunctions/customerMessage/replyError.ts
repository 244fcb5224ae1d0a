/** A reply that failed, in words that hold nothing of a customer's, an endpoint's or a key's. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

/** Why a reply failed, as it may stand in the log: of a stranger's error, only its name. */
export function reasonOf(error: unknown): string {
  if (error instanceof ReplyError) return error.message;
  const name = error instanceof Error ? error.name : '';
  return name === 'TimeoutError'
    ? 'the reply came too late'
    : `the reply failed: ${name || 'Error'}`;
}
