import { connect } from 'node:net';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator();
});
afterAll(() => sim.close());

/** Sends bytes as they are, and returns the status line of the answer. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(sim.port, '127.0.0.1', () => socket.write(text));
    let seen = '';
    socket.on('data', (chunk) => {
      seen += chunk;
      if (!seen.includes('\r\n')) return;
      socket.destroy();
      resolve(seen.slice(0, seen.indexOf('\r\n')));
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(''));
  });
}

const addresses = ['/_sim/clock', '/cgi-bin/token', '/admin', '/unknown'];
const get = (address: string, headers: string[]) =>
  raw(`GET ${address} HTTP/1.1\r\n${[...headers, '', ''].join('\r\n')}`);

describe.each(addresses)('at %s', (address) => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.1',
    '',
  ])('Host %j is refused', async (host) => {
    expect(await get(address, [`Host: ${host}`])).toMatch(/403/);
  });

  test.each(['localhost', '127.0.0.1:8400', 'LOCALHOST:1', '[::1]:8400'])(
    'Host %j is let in',
    async (host) => {
      expect(await get(address, [`Host: ${host}`])).not.toMatch(/403/);
    },
  );

  test.each(['http://evil.example', 'null', 'https://localhost:8400', 'http://localhost:3000'])(
    'Origin %j is refused',
    async (origin) => {
      const headers = ['Host: localhost:8400', `Origin: ${origin}`];
      expect(await get(address, headers)).toMatch(/403/);
    },
  );

  test('the simulator’s own pages are let in', async () => {
    const headers = ['Host: localhost:8400', 'Origin: http://localhost:8400'];
    expect(await get(address, headers)).not.toMatch(/403/);
  });

  test('a page of another site is refused even where the browser sends no Origin', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = ['Host: localhost:8400', `Sec-Fetch-Site: ${site}`];
      expect(await get(address, headers)).toMatch(/403/);
    }
  });
});

test('a request without any Host is refused', async () => {
  expect(await raw('GET /_sim/clock HTTP/1.0\r\n\r\n')).toMatch(/403/);
});

test('nothing of it is allowed to other origins by CORS', async () => {
  const { headers } = await sim.request('OPTIONS', '/_sim/clock', undefined, {});
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('only this machine is listened to', async () => {
  expect(sim.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('what is no HTTP at all costs the server nothing', async () => {
  expect(await raw('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n')).toMatch(/400|^$/);
  expect(await raw('GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/400/);
  expect(await sim.get('/_sim/clock')).toHaveProperty('now');
});
