import fc from 'fast-check';
import { keepNewest, kept } from './keepNewest';

test('the newest comes first, nothing of the newest is lost, and what is dropped is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 3 * kept }), (arrivals) => {
      let results: number[] = [];
      let dropped = 0;
      for (const arrival of arrivals) {
        const next = keepNewest(results, arrival);
        results = next.results;
        dropped += next.dropped;
      }
      expect(results).toEqual([...arrivals].reverse().slice(0, kept));
      expect(results.length + dropped).toBe(arrivals.length);
    }),
  );
});
