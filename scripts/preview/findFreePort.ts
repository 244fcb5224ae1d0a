import { createServer } from 'node:net';

/** How many ports are tried before any free one will do. */
const tries = 50;

/** The port itself where it is free on 127.0.0.1, else the next one that is; 0 stays 0. */
export async function findFreePort(port: number): Promise<number> {
  if (port === 0) return 0;
  const last = Math.min(port + tries, 65_535);
  for (let next = port; next <= last; next += 1) if (await isFree(next)) return next;
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
