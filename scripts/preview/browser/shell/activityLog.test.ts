import type { FeedEvent } from '../../serve/previewEvent';
import { type Activity, take } from './activityLog';

type Call = Extract<FeedEvent, { type: 'call' }>;

const call = (requestID: string | null, more: Partial<Call> = {}): FeedEvent => ({
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

const invoke = (openid: string | null, requestID: string, event: unknown = {}): FeedEvent => ({
  type: 'invoke',
  at: 1,
  function: 'setTyping',
  openid,
  source: 'wx_client',
  event,
  requestID,
  coldStart: false,
  durationMs: 3,
  logs: [],
});

const happened = (...events: FeedEvent[]) => events.reduce<readonly Activity[]>(take, []);
const summary = (activities: readonly Activity[]) =>
  activities.map(({ invoke: run, calls }) => [run?.openid ?? null, calls.length]);

describe('what happened', () => {
  test('a run has the calls that were made in it, oldest first, however often it tried', () => {
    const activities = happened(
      call('1', { answer: null }),
      call('1', { at: 2 }),
      invoke('oA', '1'),
    );
    expect(summary(activities)).toEqual([['oA', 2]]);
    expect(activities[0]?.calls.map(({ at }) => at)).toEqual([1, 2]);
  });

  test('a call that is told after its function gave up belongs to that run, too', () => {
    expect(summary(happened(invoke('oA', '1'), call('1', { answer: null })))).toEqual([['oA', 1]]);
  });

  test('a run that has not ended is one entry, whatever it has called so far', () => {
    expect(summary(happened(call('1'), call('1')))).toEqual([[null, 2]]);
  });

  test('the newest is first, and a run without a call stands for itself', () => {
    const activities = happened(call('1'), invoke('oA', '1'), invoke('oB', '2'));
    expect(summary(activities)).toEqual([
      ['oB', 0],
      ['oA', 1],
    ]);
  });

  test('where runs overlap, each gets its own calls', () => {
    const activities = happened(
      call('1'),
      call('2'),
      call('1'),
      invoke('oB', '2'),
      invoke('oA', '1'),
    );
    expect(summary(activities)).toEqual([
      ['oB', 1],
      ['oA', 2],
    ]);
  });

  test('a run has no calls of a server', () => {
    const server = call(null, { function: null, transport: 'https' });
    expect(summary(happened(server, invoke('oA', '1')))).toEqual([
      ['oA', 0],
      [null, 1],
    ]);
  });

  test('one message pushed again says which delivery it is; another message is none', () => {
    const message = { MsgType: 'text', MsgId: '7' };
    const activities = happened(
      invoke('oA', '1', message),
      invoke('oB', '2', message),
      invoke('oA', '3', message),
      invoke('oA', '4', { ...message, MsgId: '8' }),
    );
    expect(activities.map(({ delivery }) => delivery)).toEqual([1, 2, 1, 1]);
  });

  test('every entry has a key of its own, and its time', () => {
    const activities = happened(call('1'), call('2'), call(null), call(null), invoke('oA', '5'));
    expect(new Set(activities.map(({ key }) => key)).size).toBe(5);
    expect(activities.every(({ at }) => at === 1)).toBe(true);
  });

  test('a reset forgets all of it', () => {
    expect(happened(call('1'), invoke('oA', '1'), { type: 'reset' })).toEqual([]);
  });
});
