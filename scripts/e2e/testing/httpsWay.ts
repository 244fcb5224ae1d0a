import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The account of a simulator that functions call over HTTPS. */
export const account = {
  appid: 'wx0123456789abcdef',
  secret: 'an-app-secret-nobody-may-read',
};

/** The environment variables that send a function that way, to the simulator at this port. */
export function httpsWayTo(port: number): Record<string, string> {
  return {
    TYPING_TRANSPORT: 'https',
    WX_APPID_HTTPS: account.appid,
    WX_APPSECRET: account.secret,
    WX_API_BASE: `http://127.0.0.1:${port}`,
  };
}

/** Known beforehand, because a function is told of it before the simulator starts. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
