import { request } from 'node:http';
import { eventually } from '../../cli/testing/eventually';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const api = 'customerServiceMessage.setTyping';
const whole = JSON.stringify({ errcode: 0, errmsg: 'ok' });

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator();
});
afterAll(() => sim.close());
beforeEach(() => sim.startOver());

interface Seen {
  status: number | undefined;
  contentType: string | undefined;
  announced: string | undefined;
  body: string;
  end: 'complete' | 'cut' | 'left';
  error: string | undefined;
}

/** Calls setTyping as a client would, looking closely at how the connection fares. */
async function call(leaveAfterBytes = Number.POSITIVE_INFINITY): Promise<Seen> {
  const { access_token } = await sim.get(
    '/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s',
  );
  const path = `/cgi-bin/message/custom/typing?access_token=${access_token}`;
  return new Promise((resolve) => {
    const seen: Seen = {
      status: undefined,
      contentType: undefined,
      announced: undefined,
      body: '',
      end: 'cut',
      error: undefined,
    };
    const sent = request(`${sim.url}${path}`, { method: 'POST', agent: false }, (response) => {
      seen.status = response.statusCode;
      seen.contentType = response.headers['content-type'];
      seen.announced = response.headers['content-length'];
      response.on('data', (chunk) => {
        seen.body += chunk;
        if (seen.body.length < leaveAfterBytes) return;
        seen.end = 'left';
        sent.destroy();
      });
      response.on('end', () => {
        seen.end = 'complete';
      });
      response.on('error', () => {});
      response.on('close', () => resolve(seen));
    });
    sent.on('error', (error) => {
      seen.error = 'code' in error ? String(error.code) : error.message;
      if (seen.status === undefined) resolve(seen);
    });
    sent.end(JSON.stringify({ touser: 'oCustomer', command: 'Typing' }));
  });
}

const fault = (fields: object) => sim.post('/_sim/faults', { api, ...fields });
const say = () => sim.post('/_sim/customers/oCustomer/messages', { content: 'hi' });
const lastCall = async () => (await sim.get('/_sim/calls')).at(-1);

describe('a connection goes wrong as the fault says:', () => {
  test.each(['reset', 'close'])('%s ends it without an answer', async (drop) => {
    await fault({ drop });
    expect(await call()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
    expect(await lastCall()).toMatchObject({ api, answer: null });
  });

  test('truncate announces the whole answer and ends in the middle of it', async () => {
    await fault({ drop: 'truncate' });
    const seen = await call();
    expect(seen).toMatchObject({ status: 200, end: 'cut', announced: String(whole.length) });
    expect(whole.startsWith(seen.body)).toBe(true);
    expect(seen.body.length).toBeLessThan(whole.length);
    expect(await lastCall()).toMatchObject({ answer: null });
  });

  test('empty is a complete answer of no bytes', async () => {
    await fault({ drop: 'empty' });
    expect(await call()).toMatchObject({ status: 200, end: 'complete', body: '', announced: '0' });
  });

  test('drip sends byte by byte and never ends by itself', async () => {
    await fault({ drop: 'drip' });
    const seen = await call(2);
    expect(seen).toMatchObject({ status: 200, end: 'left', announced: undefined });
    expect(whole.startsWith(seen.body)).toBe(true);
  });

  test('hang never answers, until a reset ends it', async () => {
    await fault({ drop: 'hang' });
    const seen = call();
    await eventually('two calls', async () => (await sim.get('/_sim/calls')).length >= 2);
    await sim.startOver();
    expect(await seen).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  });

  test('a delayed answer is cut off by a reset, too', async () => {
    await fault({ delayMs: 60_000 });
    const seen = call();
    await eventually('two calls', async () => (await sim.get('/_sim/calls')).length >= 2);
    await sim.startOver();
    expect(await seen).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  });

  test('status answers with it and the body as given', async () => {
    await fault({ status: 502, body: '<html>Bad Gateway</html>', contentType: 'text/html' });
    expect(await call()).toMatchObject({
      status: 502,
      body: '<html>Bad Gateway</html>',
      contentType: 'text/html',
    });
    expect(await lastCall()).toMatchObject({ answer: { status: 502 } });
  });

  test('status 204 has no body', async () => {
    await fault({ status: 204, body: 'x' });
    expect(await call()).toMatchObject({ status: 204, end: 'complete', body: '' });
  });

  test('a platform error comes as errcode, there being no other place over HTTPS', async () => {
    await fault({ errorCode: -604102 });
    expect(JSON.parse((await call()).body)).toEqual({ errcode: -604102, errmsg: 'system error' });
  });
});

test('what took effect before its answer was lost is seen by the customer', async () => {
  await say();
  await fault({ drop: 'reset', afterEffect: true });
  await call();
  expect(await sim.get('/_sim/customers/oCustomer')).toMatchObject({ typing: true });
});

test('a token can fail like anything else', async () => {
  await sim.post('/_sim/faults', { api: 'token', errcode: 45009 });
  const query = 'grant_type=client_credential&appid=wx1&secret=s';
  expect(await sim.get(`/cgi-bin/token?${query}`)).toMatchObject({ errcode: 45009 });
  expect(await sim.get(`/cgi-bin/token?${query}`)).toHaveProperty('access_token');
});
