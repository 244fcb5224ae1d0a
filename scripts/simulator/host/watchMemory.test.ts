import { watchMemory } from './watchMemory';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** When, in ms, a process with a limit of 100 MB is told to be over it, by what it holds at each look. */
async function toldAt(held: (ms: number) => number): Promise<number | undefined> {
  const start = Date.now();
  let told: number | undefined;
  const exceeded = () => {
    told ??= Date.now() - start;
  };
  const watch = watchMemory(1, 100, exceeded, async () => held(Date.now() - start));
  await jest.advanceTimersByTimeAsync(5_000);
  watch.stop();
  return told;
}

const looks = process.platform === 'linux' ? 100 : 500;

test.each<[string, (ms: number) => number, number | undefined]>([
  ['never over it', () => 100, undefined],
  ['over it for a moment', (ms) => (ms > looks ? 50 : 150), undefined],
  ['over it time and again', (ms) => ((ms / looks) % 2 ? 150 : 50), undefined],
  ['over it for 300 ms', () => 101, looks + 300 + ((looks - (300 % looks)) % looks)],
  ['twice over it', () => 201, looks],
])('%s', async (_what, held, at) => {
  expect(await toldAt(held)).toBe(at);
});
