import type { ServerResponse } from 'node:http';

/** A client that reads this much too slowly is cut off, so that it costs the others nothing. */
const backlogLimit = 4 * 1024 * 1024;

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
const heartbeatMs = 15_000;

/**
 * Sends every event from now on to one client as server-sent events, until it leaves or is too slow.
 *
 * @param first events that tell the client where things stand as it joins.
 */
export function streamEvents<Event>(
  response: ServerResponse,
  events: { listen(listener: (event: Event) => void): () => void },
  first: Event[],
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    response.write(text);
    if (response.writableLength > backlogLimit) response.destroy();
  };
  const tell = (event: Event) => write(`data: ${JSON.stringify(event)}\n\n`);

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
