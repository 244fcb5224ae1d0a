/** By which the CloudBase console finds the invocation: `context.request_id`. */
export function requestIdOf(context: unknown): string | undefined {
  if (typeof context !== 'object' || context === null || !('request_id' in context)) {
    return undefined;
  }
  return typeof context.request_id === 'string' ? context.request_id : undefined;
}
