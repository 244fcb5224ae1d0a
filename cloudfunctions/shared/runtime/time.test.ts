import { systemClock, withTimeout } from './time';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const never = new Promise<string>(() => {});

describe('withTimeout', () => {
  const within = (work: Promise<string>, ms: number) =>
    withTimeout(work, systemClock.now() + ms, systemClock, () => 'late');

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
