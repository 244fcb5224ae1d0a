import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** Between the bundle and the simulator, where connections can be counted and cut. */
export interface Relay {
  port: number;
  /** How many connections were made to it. */
  connections(): number;
  /** The head of the last request that went through it. */
  lastHead(): string;
  /**
   * From now on each connection that is open already is cut with a reset as soon as more comes
   * along it: so it looks to a client that had kept it while the server had closed it.
   */
  forgetOpenConnections(): void;
  /**
   * From now on whatever comes along a connection that is open already is lost without a word, no
   * FIN and no RST: so it is after a router or a load balancer has dropped it.
   */
  loseOpenConnections(): void;
  close(): Promise<void>;
}

export async function startRelay(port: number): Promise<Relay> {
  const open = new Set<Socket>();
  let forgotten = new Set<Socket>();
  let lost = new Set<Socket>();
  let connections = 0;
  let head = '';
  const server = createServer((client) => {
    connections += 1;
    open.add(client);
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.on('data', (bytes) => {
      if (forgotten.has(client)) {
        client.resetAndDestroy();
        return;
      }
      if (lost.has(client)) return;
      if (/^POST /.test(bytes.toString('latin1')))
        head = bytes.toString('latin1').split('\r\n\r\n')[0] ?? '';
      upstream.write(bytes);
    });
    upstream.pipe(client);
    client.on('close', () => {
      open.delete(client);
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    connections: () => connections,
    lastHead: () => head,
    forgetOpenConnections() {
      forgotten = new Set(open);
    },
    loseOpenConnections() {
      lost = new Set(open);
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
