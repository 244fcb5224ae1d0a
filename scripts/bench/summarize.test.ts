import { summarize } from './summarize';

describe('summarize', () => {
  test('gives the median and the quarters, whatever the order', () => {
    expect(summarize([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4 });
  });

  test('between two measurements lies their middle', () => {
    expect(summarize([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
  });

  test('one measurement is its own spread, and none is an error', () => {
    expect(summarize([7])).toEqual({ median: 7, low: 7, high: 7 });
    expect(() => summarize([])).toThrow('nothing was measured');
  });
});
