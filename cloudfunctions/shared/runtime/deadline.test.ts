import { deadlineOf, withDeadline } from './deadline';
import { systemClock } from './systemClock';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const never = new Promise<string>(() => {});

describe('deadlineOf', () => {
  test.each([
    ['20 s', { time_limit_in_ms: 20_000 }, 19_700],
    ['a limit that came as text', { time_limit_in_ms: '5000' }, 4_700],
    ['no limit', {}, 2_700],
    ['no context', undefined, 2_700],
    ['null', null, 2_700],
    ['a limit that is none', { time_limit_in_ms: 'soon' }, 2_700],
    ['a limit of 0', { time_limit_in_ms: 0 }, 2_700],
  ])('with %s leaves 300 ms of it', (_what, context, ms) => {
    expect(deadlineOf(context, systemClock)).toBe(1_000_000 + ms);
  });
});

describe('withDeadline', () => {
  const within = (work: Promise<string>, ms: number) =>
    withDeadline(work, systemClock.now() + ms, systemClock, () => 'late');

  test('gives what the work gives, and leaves no timer', async () => {
    await expect(within(Promise.resolve('done'), 2_700)).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is late exactly when the deadline has come', async () => {
    const settled = jest.fn();
    void within(never, 2_700).then(settled);
    await jest.advanceTimersByTimeAsync(2_699);
    expect(settled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith('late');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('what the work rejects with is passed on, and nobody else is told', async () => {
    await expect(within(Promise.reject(new Error('no')), 2_700)).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
    const late = within(new Promise((_, reject) => setTimeout(reject, 5_000, 'much later')), 2_700);
    await jest.advanceTimersByTimeAsync(6_000);
    await expect(late).resolves.toBe('late');
  });

  test('a deadline that is over does not wait', async () => {
    const settled = jest.fn();
    void within(never, -5_000).then(settled);
    await jest.advanceTimersByTimeAsync(0);
    expect(settled).toHaveBeenCalledWith('late');
  });
});
