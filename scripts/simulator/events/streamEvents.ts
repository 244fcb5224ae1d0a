import type { ServerResponse } from 'node:http';

/**
 * A client with this much unread is cut off, so that it costs the others nothing: at once, or where
 * it has not caught up for a while. A single large event makes nobody a laggard.
 */
const maxBacklog = 8 * 1024 * 1024;
const lagging = { bytes: 1024 * 1024, ms: 10_000 };

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
const heartbeatMs = 5_000;

/**
 * Sends every event from now on to one client as server-sent events, until it leaves or is too slow.
 *
 * @param first events that tell the client where things stand as it joins.
 */
export function streamEvents<Event extends object>(
  response: ServerResponse,
  events: { listen(listener: (event: Event) => void): () => void },
  first: Event[],
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  let lagsSince: number | undefined;
  const write = (text: string) => {
    const unread = response.writableLength;
    if (unread < lagging.bytes) lagsSince = undefined;
    else lagsSince ??= Date.now();
    const late = lagsSince !== undefined && Date.now() - lagsSince > lagging.ms;
    if (unread > maxBacklog || late) response.destroy();
    else response.write(text);
  };
  const tell = (event: Event) => write(textOf(event));

  write(': ready\n\n');
  for (const event of first) tell(event);
  const stopListening = events.listen(tell);
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs).unref();
  response.on('error', () => {});
  response.once('close', () => {
    clearInterval(heartbeat);
    stopListening();
  });
}

/** Each event is made into text once, however many clients there are. */
const texts = new WeakMap<object, string>();

function textOf(event: object): string {
  const made = texts.get(event);
  if (made !== undefined) return made;
  const text = `data: ${JSON.stringify(event)}\n\n`;
  texts.set(event, text);
  return text;
}
