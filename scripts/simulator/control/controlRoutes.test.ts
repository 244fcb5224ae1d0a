import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const touser = 'oCustomer';
const customer = `/_sim/customers/${touser}`;

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator({ config: { collections: ['handled_messages'] } });
});
afterAll(() => sim.close());
beforeEach(() => sim.startOver());

const typing = async () => {
  const { access_token } = await sim.get(
    '/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s',
  );
  const path = `/cgi-bin/message/custom/typing?access_token=${access_token}`;
  return (await sim.post(path, { touser, command: 'Typing' })).errcode;
};

describe('the clock', () => {
  test('tells its time, is advanced, frozen and let run', async () => {
    const { now, frozen } = await sim.get('/_sim/clock');
    expect(frozen).toBe(true);
    expect(await sim.post('/_sim/clock', { advanceMs: 15_000 })).toEqual({
      now: now + 15_000,
      frozen: true,
    });
    expect(await sim.post('/_sim/clock', { frozen: false })).toMatchObject({ frozen: false });
    const both = await sim.post('/_sim/clock', { frozen: true, advanceMs: 1 });
    expect(both.frozen).toBe(true);
    expect(both.now).toBeGreaterThanOrEqual(now + 15_001);
  });

  describe('an advance that would take for ever', () => {
    const yearMs = 366 * 86_400_000;
    let ticking: ReturnType<typeof sim.clock.setTimeout> | undefined;

    /** A timer that is set anew each millisecond, as a forgotten setInterval is. */
    function tick(): void {
      ticking = sim.clock.setTimeout(tick, 1);
    }
    beforeEach(tick);
    afterEach(() => sim.clock.clearTimeout(ticking));

    async function hasBegun(start: number): Promise<void> {
      while ((await sim.get('/_sim/clock')).now <= start);
    }

    test('is broken off by {"stop":true}, which both requests hear of', async () => {
      const start = sim.clock.now();
      const advancing = sim.post('/_sim/clock', { advanceMs: yearMs });
      await hasBegun(start);
      expect(await sim.post('/_sim/clock', { stop: true })).toMatchObject({ frozen: true });
      const { now } = await advancing;
      expect(now).toBeGreaterThan(start);
      expect(now).toBeLessThan(start + yearMs);
      expect(await sim.post('/_sim/clock', { advanceMs: 1 })).toEqual({
        now: now + 1,
        frozen: true,
      });
    });

    test('is broken off when whoever asked for it goes away', async () => {
      const start = sim.clock.now();
      const asking = new AbortController();
      const advancing = fetch(`${sim.url}/_sim/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceMs: yearMs }),
        signal: asking.signal,
      });
      await hasBegun(start);
      asking.abort();
      await expect(advancing).rejects.toThrow('aborted');
      // Advances are made one after the other: this one waits for the end of the first.
      const { now } = await sim.post('/_sim/clock', { advanceMs: 1 });
      expect(now).toBeLessThan(start + yearMs);
    });
  });

  test.each([
    [{}, 'give {"advanceMs": milliseconds} and/or {"frozen": true or false}'],
    [{ advanceMs: -1 }, 'time does not go back'],
    [{ advanceMs: '15' }, '"advanceMs" has to be a whole number of milliseconds'],
    [{ advanceMs: 1.5 }, '"advanceMs" has to be a whole number of milliseconds'],
    [{ advanceMs: 1e12 }, '"advanceMs" has to be a whole number of milliseconds from 0'],
    [{ frozen: 1 }, '"frozen" has to be true or false'],
    [{ advance: 1 }, 'unknown field "advance"; accepted: an object with advanceMs and/or frozen'],
    [[], 'the body has to be a JSON object with advanceMs and/or frozen'],
    [null, 'the body has to be a JSON object'],
  ])('refuses %j and says what is accepted', async (body, message) => {
    const { status, body: answer } = await sim.request('POST', '/_sim/clock', body);
    expect([status, answer.error.message]).toEqual([400, expect.stringContaining(message)]);
  });
});

describe('a customer', () => {
  test('of whom nothing is known has an empty conversation', async () => {
    expect(await sim.get(customer)).toEqual({
      typing: false,
      typingUntil: null,
      messages: [],
      quota: { left: 0, until: null },
      interactedAt: null,
      transferredToAgent: false,
      agent: null,
    });
  });

  test('says something; without message push nothing else happens', async () => {
    expect(await sim.post(`${customer}/messages`, { content: '在吗' })).toEqual({ push: null });
    const now = sim.clock.now();
    expect(await sim.get(customer)).toEqual({
      typing: false,
      typingUntil: null,
      messages: [{ from: 'customer', msgtype: 'text', text: { content: '在吗' }, at: now }],
      quota: { left: 5, until: now + 48 * 3_600_000 },
      interactedAt: now,
      transferredToAgent: false,
      agent: null,
    });
  });

  test('enters the conversation, which grants two messages within a minute', async () => {
    expect(await sim.post(`${customer}/enter`)).toEqual({ push: null });
    expect(await sim.get(customer)).toMatchObject({
      quota: { left: 2, until: sim.clock.now() + 60_000 },
      interactedAt: null,
    });
  });

  test.each([
    { content: 'a' },
    { msgtype: 'text', text: { content: 'a' } },
    { MsgType: 'text', Content: 'a', MsgId: '7', FromUserName: touser },
  ])('may say it as %j', async (body) => {
    await sim.post(`${customer}/messages`, body);
    expect((await sim.get(customer)).messages).toMatchObject([
      { msgtype: 'text', text: { content: 'a' } },
    ]);
  });

  test.each([
    [{ msgtype: 'image' }, { media_id: expect.any(String), pic_url: expect.any(String) }],
    [{ msgtype: 'image', image: { PicUrl: 'http://p' } }, { pic_url: 'http://p' }],
    [{ msgtype: 'image', mediaId: 'm' }, { media_id: 'm' }],
    [{ msgtype: 'miniprogrampage', miniprogrampage: { title: 't' } }, { title: 't' }],
  ])('may send more than text: %j', async (body, content) => {
    await sim.post(`${customer}/messages`, body);
    const { messages } = await sim.get(customer);
    expect(messages[0][body.msgtype]).toMatchObject(content);
  });

  test('says nothing new when a msgId comes again', async () => {
    await sim.post(`${customer}/messages`, { content: 'a', msgId: '1' });
    await sim.post(`${customer}/messages`, { content: 'a', msgId: 1 });
    expect((await sim.get(customer)).messages).toHaveLength(1);
    await sim.startOver();
    await sim.post(`${customer}/messages`, { content: 'a', msgId: '1' });
    expect((await sim.get(customer)).messages).toHaveLength(1);
  });

  test.each([
    [{}, '"content" is missing: give {"content": "…"}'],
    [{ content: '' }, '"content" is missing'],
    [{ content: 7 }, 'a message of msgtype text has the texts content'],
    [{ content: 'a', colour: 'red' }, 'a message of msgtype text has the texts content'],
    [{ msgtype: 'voice' }, '"msgtype" has to be one of text, image, miniprogrampage'],
    [{ msgtype: 'constructor' }, '"msgtype" has to be one of'],
    [{ msgtype: 'text', text: 'a' }, '"text" has to be an object of content'],
    [{ content: 'a', msgId: {} }, '"msgId" has to be a text or a whole number'],
    [{ content: 'a', msgId: 1.5 }, '"msgId" has to be a text or a whole number'],
    [{ content: 'a', msgId: 1e21 }, 'one over 9007199254740991 has to be a text'],
    [`{"content":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested more than 1000 levels'],
    ['[]', 'the body has to be a JSON object'],
    ['{"content":', 'the body is not valid JSON'],
  ])('cannot say %j', async (body, message) => {
    const { status, body: answer } = await sim.request('POST', `${customer}/messages`, body);
    expect([status, answer.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await sim.get(customer)).messages).toEqual([]);
  });

  test('is an OpenID: anything else is refused', async () => {
    for (const openid of ['a%20b', '%E4%BD%A0', 'x'.repeat(129), '..%2f']) {
      const { status, body } = await sim.request('GET', `/_sim/customers/${openid}`);
      expect([status, body.error.message]).toEqual([400, expect.stringContaining('an OpenID has')]);
    }
    for (const openid of ['__proto__', 'constructor', 'x'.repeat(128)]) {
      expect((await sim.request('GET', `/_sim/customers/${openid}`)).status).toBe(200);
    }
  });

  test('is among all those that something happened to', async () => {
    await sim.get('/_sim/customers/oNobody');
    await sim.post(`${customer}/enter`);
    expect(await sim.get('/_sim/customers')).toEqual({
      customers: [{ openid: touser, ...(await sim.get(customer)) }],
    });
  });

  test('sees typing go by itself when the clock passes its end', async () => {
    await sim.post(`${customer}/messages`, { content: 'a' });
    expect(await typing()).toBe(0);
    expect(await sim.get(customer)).toMatchObject({
      typing: true,
      typingUntil: sim.clock.now() + 15_000,
    });
    await sim.post('/_sim/clock', { advanceMs: 15_000 });
    expect(await sim.get(customer)).toMatchObject({ typing: false, typingUntil: null });
  });
});

describe('faults', () => {
  const fault = { api: 'customerServiceMessage.setTyping', errcode: 45009 };

  test('are added, listed with what is left of them, and cleared', async () => {
    const added = { faults: [{ ...fault, times: 2, skip: 0 }] };
    expect(await sim.post('/_sim/faults', { ...fault, times: 2 })).toEqual(added);
    expect(await sim.get('/_sim/faults')).toEqual(added);
    expect(await typing()).toBe(45009);
    expect((await sim.get('/_sim/faults')).faults).toMatchObject([{ times: 1 }]);
    expect((await sim.request('DELETE', '/_sim/faults')).body).toEqual({ faults: [] });
    expect(await typing()).toBe(45080);
  });

  test('that are none are refused with what is accepted', async () => {
    const { status, body } = await sim.request('POST', '/_sim/faults', { ...fault, drop: 'hang' });
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('only one of')]);
  });
});

describe('everything back to the start', () => {
  test('forgets customers, calls, faults, tokens and documents, and the clock runs again', async () => {
    await sim.post(`${customer}/messages`, { content: 'a' });
    await typing();
    await sim.post('/_sim/faults', { api: 'token', errcode: 1 });
    await sim.post('/_sim/clock', { advanceMs: 86_400_000 });
    const { status, body } = await sim.request('DELETE', '/_sim');
    expect([status, body]).toEqual([200, {}]);
    expect(await sim.get('/_sim/customers')).toEqual({ customers: [] });
    expect(await sim.get('/_sim/calls')).toEqual([]);
    expect(await sim.get('/_sim/faults')).toEqual({ faults: [] });
    expect(await sim.get('/_sim/database')).toEqual({ handled_messages: [] });
    const { now, frozen } = await sim.get('/_sim/clock');
    expect(frozen).toBe(false);
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  });
});

describe('a request that cannot be met', () => {
  test('to an unknown address says so', async () => {
    const { status, body } = await sim.request('GET', '/_sim/nothing');
    expect([status, body.error.message]).toEqual([404, expect.stringContaining('no such address')]);
  });

  test('with the wrong method says which is right', async () => {
    const { status, headers, body } = await sim.request('PUT', '/_sim/clock', {});
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect(body.error.message).toBe('this address takes GET, POST');
  });

  test('with a body that is not JSON is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const { status, body } = await sim.request('POST', '/_sim/clock', '{"advanceMs":1}', {
        'content-type': type,
      });
      expect([status, body.error.message]).toEqual([
        415,
        expect.stringContaining('has to be JSON'),
      ]);
    }
  });

  test('with a body over 6 MB is refused, and nothing happens', async () => {
    const content = 'x'.repeat(6 * 1024 * 1024);
    const { status, body } = await sim.request('POST', `${customer}/messages`, { content });
    expect([status, body.error.message]).toEqual([413, 'the body is over 6 MB']);
    expect((await sim.get(customer)).messages).toEqual([]);
  });

  test.each([
    [{ 'x-sim-openid': 'not an openid' }, 'an OpenID has'],
    [{ 'x-sim-openid': '' }, 'an OpenID has'],
    [{ 'x-sim-source': 'a b' }, 'x-sim-source has to be'],
  ])('calls no function: %j', async (headers, message) => {
    const address = '/_sim/invoke/stranger';
    const { status, body } = await sim.request('POST', address, {}, headers);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('for a function that is not there is answered as callFunction rejects', async () => {
    for (const name of ['nothing', '..%2F..', '__proto__', '%00', 'x'.repeat(900)]) {
      const { status, body } = await sim.request('POST', `/_sim/invoke/${name}`, {});
      expect([status, body.error]).toEqual([
        200,
        { errCode: -501000, errMsg: expect.stringContaining('answering, documentationSample') },
      ]);
    }
  });
});
