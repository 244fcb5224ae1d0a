import fc from 'fast-check';
import { defaultOptions, type SimulatorOptions, typingRules } from '../simulator/config/options';
import { fitOptions } from './fitOptions';
import type { Recording } from './play';
import { replay } from './replay';
import { isCall, stepsFor } from './steps';

/** A WeChat that goes by these options, asked each step at its moment. */
function record(options: SimulatorOptions): Recording {
  let acted = 1_000;
  const silent: Recording = stepsFor('miniprogram').map((step) => {
    if (!isCall(step)) acted += 120_000;
    return { step, at: acted + (step.atMs ?? 0), errcode: undefined };
  });
  const answers = replay(silent, options);
  return silent.map((recorded, at) => ({
    ...recorded,
    errcode: answers[at],
  }));
}

const anyOptions: fc.Arbitrary<SimulatorOptions> = fc
  .record({
    enteringCounts: fc.boolean(),
    cancelWhenNobodyTypes: fc.constantFrom<0 | 45080>(0, 45080),
    cancelAfterInteraction: fc.constantFrom<0 | 45080>(0, 45080),
    typingWithoutQuota: fc.constantFrom<'as-send' | 45080 | 0>('as-send', 45080, 0),
    quotaOnAction: fc.constantFrom<'what-is-left' | 'largest-limit'>(
      'what-is-left',
      'largest-limit',
    ),
    errorOrder: fc.shuffledSubarray([...typingRules], { minLength: typingRules.length }),
  })
  .map((turned) => ({ ...defaultOptions, ...turned }));

describe('fitOptions', () => {
  test('turns nothing where WeChat answers as the simulator does by default', () => {
    expect(fitOptions(record(defaultOptions)).options).toEqual(defaultOptions);
  });

  test('finds options that answer as WeChat did, whichever WeChat goes by', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const recording = record(options);
        const { fitted } = fitOptions(recording);
        expect(fitted).toEqual(recording.map(({ errcode }) => errcode));
      }),
      { numRuns: 10 },
    );
  });

  test.each<Partial<SimulatorOptions>>([
    { enteringCounts: true },
    { cancelWhenNobodyTypes: 45080 },
    { cancelAfterInteraction: 45080 },
    { typingWithoutQuota: 45080 },
    { typingWithoutQuota: 0 },
    { quotaOnAction: 'largest-limit' },
    { unknownToken: 40014 },
    { businessPath: 'like-the-other' },
  ])('turns exactly %j where that is what WeChat does', (turned) => {
    const options = { ...defaultOptions, ...turned };
    expect(fitOptions(record(options)).options).toEqual(options);
  });

  test('leaves an answer that no option gives unexplained', () => {
    const recording = record(defaultOptions).map((recorded) =>
      recorded.step.id === 'typingAgain' ? { ...recorded, errcode: 0 } : recorded,
    );
    const { options, fitted } = fitOptions(recording);
    expect(options).toEqual(defaultOptions);
    expect(fitted[recording.findIndex(({ step }) => step.id === 'typingAgain')]).toBe(45081);
  });
});
