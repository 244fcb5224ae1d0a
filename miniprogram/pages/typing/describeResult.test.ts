import fc from 'fast-check';
import { codeTable, explainCode } from '../../../cloudfunctions/shared/codes/codes';
import { type Answered, describeResult } from './describeResult';
import { texts } from './texts';

const openid = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';

function answered(changes: Partial<Answered> & { errCode?: number | null } = {}): Answered {
  const { errCode = 0, ...rest } = changes;
  return {
    call: 3,
    data: { command: 'Typing' },
    answer: { errCode, errMsg: 'openapi:ok', requestID: 'r-1', trouble: null },
    late: false,
    at: Date.UTC(2026, 0, 2, 3, 4, 5),
    tookMs: 120,
    limitMs: 15_000,
    ...rest,
  };
}

test.each(codeTable.map(({ errCode }) => errCode))(
  '%d is shown in the words that the table has for setTyping, in both languages',
  (errCode) => {
    const entry = explainCode(errCode, { about: 'setTyping' });
    for (const language of ['zh', 'en'] as const) {
      expect(describeResult(answered({ errCode }), language)).toMatchObject({
        code: String(errCode),
        name: entry.name,
        meaning: entry.meaning[language],
        remedy: entry.remedy[language],
        mayPass: entry.mayPass,
      });
    }
  },
);

test('0 after CancelTyping says that the status is taken down, not that it shows', () => {
  const cancelled = answered({ data: { command: 'CancelTyping' } });
  expect(describeResult(cancelled, 'en').meaning).toMatch(/taken down/);
  expect(describeResult(cancelled, 'zh').meaning).toMatch(/已取消/);
});

test.each(Object.keys(texts.en.trouble) as Array<keyof typeof texts.en.trouble>)(
  '%s, which has no code, is explained in the same places',
  (trouble) => {
    const answer = { errCode: null, errMsg: '', requestID: '', trouble };
    const view = describeResult(answered({ answer }), 'en');
    expect(view).toMatchObject({ code: '—', name: trouble, tone: 'wrong' });
    expect(view.meaning).not.toMatch(/[{}]\w+[{}]/);
    expect(view.remedy).toBe(texts.en.trouble[trouble].remedy);
  },
);

test('what its errMsg tells is said, not what the code says otherwise', () => {
  const view = (errCode: number, errMsg: string) => {
    const answer = { errCode, errMsg, requestID: '', trouble: null };
    return describeResult(answered({ answer }), 'en');
  };
  expect(view(-501007, '[100003] env not exists').remedy).toMatch(/miniprogram\/config\.ts/);
  expect(view(-501007, 'Invalid wxCloudApiToken').remedy).toMatch(/TYPING_TRANSPORT=https/);
});

test('no answer says how long was waited', () => {
  const answer = { errCode: null, errMsg: '', requestID: '', trouble: 'NO_ANSWER' as const };
  expect(describeResult(answered({ answer, limitMs: 15_000 }), 'en').meaning).toMatch(
    /within 15 s/,
  );
});

test('the colour tells done, may pass by itself, and to be mended apart', () => {
  const tone = (errCode: number) => describeResult(answered({ errCode }), 'zh').tone;
  expect([0, 45081, 45072].map(tone)).toEqual(['ok', 'wait', 'wrong']);
});

test('only 45080 offers to open the conversation; for somebody else it says who has to write', () => {
  const wanting = codeTable
    .filter(({ errCode }) => describeResult(answered({ errCode }), 'zh').needsMessage)
    .map(({ errCode }) => errCode);
  expect(wanting).toEqual([45080]);
  expect(describeResult(answered({ errCode: 45080 }), 'en').needsMessageNote).toBe('');
  const others = answered({ errCode: 45080, data: { command: 'Typing', touser: openid } });
  expect(describeResult(others, 'en').needsMessageNote).toMatch(/they who have to write/);
});

test('what is copied is one line of JSON with everything of the call', () => {
  const { line } = describeResult(answered({ errCode: 45080 }), 'zh');
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    time: '2026-01-02T03:04:05.000Z',
    call: 3,
    command: 'Typing',
    errCode: 45080,
    errMsg: 'openapi:ok',
    requestID: 'r-1',
    ms: 120,
  });
});

test('a late answer is marked, and told apart from the one that it is late for', () => {
  const [inTime, late] = [false, true].map((late) => describeResult(answered({ late }), 'zh'));
  expect(late?.late).toBe(true);
  expect(late?.id).not.toBe(inTime?.id);
  expect(JSON.parse(late?.line ?? '')).toMatchObject({ late: true });
});

test('a whole OpenID is neither shown nor copied', () => {
  const data = { command: 'Typing', touser: openid } as const;
  const view = describeResult(answered({ data }), 'zh');
  expect(view.heading).toContain('…fL2M');
  expect(JSON.stringify(view)).not.toContain(openid);
  const tiny = describeResult(answered({ data: { ...data, touser: 'oXY' } }), 'zh');
  expect(JSON.stringify(tiny)).not.toContain('oXY');
});

test('a screenful of errMsg is shortened on the screen and whole in what is copied', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (errMsg) => {
      const answer = { errCode: -501001, errMsg, requestID: '', trouble: null };
      const { original, line } = describeResult(answered({ answer }), 'zh');
      expect(original.length).toBeLessThanOrEqual(161);
      expect(JSON.parse(line).errMsg).toBe(errMsg);
    }),
  );
});
