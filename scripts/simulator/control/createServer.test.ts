import { type AddressInfo, connect } from 'node:net';
import { createServer } from './createServer';

test('who sends a request too slowly is cut off', async () => {
  const app = createServer(30);
  app.post('/echo', async (request) => request.body);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let seen = '';
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a',
    );
    socket.on('data', (chunk) => {
      seen += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(seen));
  });
  expect(answer).toMatch(/^HTTP\/1.1 408/);
  await app.close();
});
