import { type AddressInfo, createServer } from 'node:net';
import { findFreePort } from './findFreePort';

describe('findFreePort', () => {
  test('takes the next one where the port is taken, and the port itself once it is free', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await findFreePort(port)).not.toBe(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await findFreePort(port)).toBe(port);
  });

  test('leaves 0 to the system', async () => {
    expect(await findFreePort(0)).toBe(0);
  });
});
