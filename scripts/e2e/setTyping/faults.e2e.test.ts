import { faultTable } from './testing/faultTable';
import { type Stage, startStage } from './testing/harness';

/** CloudBase's own limit, unless changed. */
const timeLimitMs = 3000;
const api = 'openapi.customerServiceMessage.setTyping';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  // So that each case below is met by a warm instance, and shows when it has cost one.
  await stage.call(await stage.customer(), { command: 'Typing' });
});
afterAll(() => stage.simulator.close());

describe('the built setTyping, by the real SDK, when', () => {
  test.each(faultTable.map((fault) => [fault.what, fault] as const))(
    '%s',
    async (_what, { faults, errCode, calls, ms = 0, command = 'Typing', shows = false }) => {
      const openid = await stage.customer();
      if (command === 'CancelTyping') await stage.call(openid, { command: 'Typing' });
      const before = (await stage.callsFor(openid)).length;
      await stage.faults(...faults);

      const { result, error, coldStart, durationMs, logs } = await stage.call(openid, { command });
      expect(error).toBeUndefined();
      expect(result).toEqual({
        errCode,
        errMsg: errCode === 0 ? `${api}:ok` : expect.stringMatching(/:fail [^ ].{0,299}$/),
      });
      expect(result?.errMsg.startsWith(api)).toBe(true);
      expect(coldStart).toBe(false);
      expect(durationMs).toBeGreaterThanOrEqual(ms);
      expect(durationMs).toBeLessThanOrEqual(timeLimitMs - 300);
      expect((await stage.callsFor(openid)).length - before).toBe(calls);
      expect(await stage.shows(openid)).toBe(shows);

      const [line = '', ...others] = logs;
      expect(others).toEqual([]);
      expect(JSON.parse(line)).toMatchObject({ errCode, tries: calls, command });
      for (const text of [line, result?.errMsg]) {
        expect(text).not.toContain(openid);
        expect(text).not.toMatch(/https?:|127\.0\.0\.1|admin|seqId|AKID/);
      }

      await stage.faults();
      const next = await stage.call(openid, { command: 'CancelTyping' });
      expect(next).toMatchObject({ result: { errCode: 0 }, coldStart: false });
    },
  );

  test('there are at least 44 such cases', () => {
    expect(faultTable.length).toBeGreaterThanOrEqual(44);
    expect(new Set(faultTable.map(({ what }) => what)).size).toBe(faultTable.length);
  });
});
