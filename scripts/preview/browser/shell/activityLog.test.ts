import type { SimEvent } from '../../../simulator/events/event';
import { type Activity, take } from './activityLog';

type Call = Extract<SimEvent, { type: 'call' }>;

const call = (requestID: string | null, more: Partial<Call> = {}): SimEvent => ({
  type: 'call',
  at: 1,
  transport: 'cloud',
  api: 'customerServiceMessage.setTyping',
  function: 'setTyping',
  ...(requestID === null ? {} : { requestID }),
  data: { touser: 'oA' },
  answer: { errcode: 0 },
  ...more,
});

const invoke = (openid: string | null, requestID: string, name = 'setTyping'): SimEvent => ({
  type: 'invoke',
  function: name,
  openid,
  source: 'wx_client',
  requestID,
  coldStart: false,
  durationMs: 3,
  logs: [],
});

const happened = (...events: SimEvent[]) => events.reduce<readonly Activity[]>(take, []);
const summary = (happenings: readonly Activity[]) =>
  happenings.map(({ invoke: run, calls }) => [run?.openid ?? null, calls.length]);

describe('what happened', () => {
  test('a run has the calls that were made in it, oldest first, however often it tried', () => {
    const [happening] = happened(
      call('1', { answer: null }),
      call('1', { at: 2 }),
      invoke('oA', '1'),
    );
    expect(happening?.calls.map(({ at }) => at)).toEqual([1, 2]);
  });

  test('the newest is first, and a run without a call stands for itself', () => {
    const happenings = happened(call('1'), invoke('oA', '1'), invoke('oB', '2'));
    expect(summary(happenings)).toEqual([
      ['oB', 0],
      ['oA', 1],
    ]);
  });

  test('where runs overlap, each gets its own calls', () => {
    const happenings = happened(
      call('1'),
      call('2'),
      call('1'),
      invoke('oB', '2'),
      invoke('oA', '1'),
    );
    expect(summary(happenings)).toEqual([
      ['oA', 2],
      ['oB', 1],
    ]);
  });

  test('a run has no calls of a server', () => {
    const happenings = happened(
      call(null, { function: null, transport: 'https' }),
      invoke('oA', '1'),
    );
    expect(summary(happenings)).toEqual([
      ['oA', 0],
      [null, 1],
    ]);
  });

  test('every entry has a key of its own', () => {
    const keys = happened(call('1'), call('2'), call(null)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });

  test('a reset forgets all of it', () => {
    expect(happened(call('1'), invoke('oA', '1'), { type: 'reset' })).toEqual([]);
  });
});
