import { type InvokeError, invokeErrors } from './invokeErrors';

/** Bytes: what CloudBase documents for an event, and for all environment variables of a function. */
const maxEvent = 6 * 1024 * 1024;
const maxEnvironment = 4 * 1024;

/** What the platform refuses before it looks for an instance, or the event as JSON. */
export function checkCall(
  event: unknown,
  env: Record<string, string>,
): { error: InvokeError } | { event: string } {
  const envBytes = Buffer.byteLength(Object.entries(env).flat().join(''));
  if (envBytes > maxEnvironment) {
    return { error: invokeErrors.environmentTooLarge(envBytes, maxEnvironment) };
  }
  let json: string;
  try {
    json = JSON.stringify(event) ?? '{}';
  } catch (error) {
    return { error: invokeErrors.eventNotJson(messageOf(error)) };
  }
  const bytes = Buffer.byteLength(json);
  if (bytes > maxEvent) return { error: invokeErrors.eventTooLarge(bytes, maxEvent) };
  return { event: json };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
