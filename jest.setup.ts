import type * as FastCheck from 'fast-check';

/** What is compared in a test is text, also where Jest itself runs on a terminal. */
process.env.NO_COLOR = '1';

/**
 * `PROPERTY_TIMES=20 PROPERTY_SEED=7 npx jest …` lets every property test look further: so many times
 * its usual number of runs, from that seed. Give it time: `--testTimeout=600000`.
 */
const { PROPERTY_TIMES: times = '1', PROPERTY_SEED: seed } = process.env;
if (times !== '1' || seed !== undefined) {
  jest.doMock('fast-check', () => {
    const fc = jest.requireActual<typeof FastCheck>('fast-check');
    const assert = <Case>(
      property: FastCheck.IRawProperty<Case>,
      usual: FastCheck.Parameters<Case> = {},
    ) =>
      fc.assert(property, {
        ...usual,
        numRuns: (usual.numRuns ?? 100) * Number(times),
        ...(seed !== undefined && { seed: Number(seed) }),
      });
    const further = { ...fc, assert };
    return { ...further, __esModule: true, default: further };
  });
}
