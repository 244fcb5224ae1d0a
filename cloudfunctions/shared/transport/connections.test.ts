import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { closeIdleConnections, keepAlive } from './connections';
import { request } from './request';

describe('keepAlive', () => {
  const agents = [http.globalAgent, https.globalAgent] as const;
  afterEach(() => {
    [http.globalAgent, https.globalAgent] = agents;
  });

  test.each(['16.13.0', '18.15.0'])('makes Node %s keep its connections', (version) => {
    keepAlive(version);
    expect(http.globalAgent).toHaveProperty('keepAlive', true);
    expect(https.globalAgent).toHaveProperty('keepAlive', true);
    expect(https.globalAgent).not.toBe(agents[1]);
  });

  test.each(['19.0.0', '20.19.0', '26.0.0'])('leaves Node %s, which does so itself, alone', (v) => {
    keepAlive(v);
    expect([http.globalAgent, https.globalAgent]).toEqual(agents);
  });
});

test('closeIdleConnections closes those that wait, and none with a request on its way', async () => {
  const agent = http.globalAgent;
  http.globalAgent = new http.Agent({ keepAlive: true });
  const sockets = new Set<unknown>();
  const held: http.ServerResponse[] = [];
  const server = http.createServer(({ socket, url }, response) => {
    sockets.add(socket);
    if (url === '/hold') held.push(response);
    else response.end('{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const get = (path: string) =>
    request(new URL(`http://127.0.0.1:${port}${path}`), { method: 'GET' });
  try {
    await Promise.all([get('/'), get('/'), get('/')]);
    expect(sockets.size).toBe(3);
    const holding = get('/hold');
    await get('/');
    expect(sockets.size).toBe(3);

    closeIdleConnections();
    await get('/');
    expect(sockets.size).toBe(4);
    for (const response of held) response.end('held');
    expect(await holding).toMatchObject({ text: 'held' });
  } finally {
    http.globalAgent.destroy();
    http.globalAgent = agent;
    await new Promise((closed) => server.close(closed));
  }
});
