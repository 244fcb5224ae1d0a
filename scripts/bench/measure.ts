import { isAnswered } from '../demo/burst/plan';
import { type Contender, contenders } from './contenders';
import { measureBurst } from './measureBurst';
import type { Figures, Measured, MeasureOptions, WrongAnswer } from './measured';
import { measureInstances } from './measureInstances';
import { measureStarts } from './measureStarts';
import { measureWarm } from './measureWarm';
import { zipSizeKb } from './zipSize';

export async function measure(options: Omit<MeasureOptions, 'judge'>): Promise<Measured> {
  const wrong: WrongAnswer[] = [];
  const judging: MeasureOptions = {
    ...options,
    judge: (contender, answer) => {
      if (!isSuccess(answer)) wrong.push({ contender, answer });
    },
  };
  const starts = await measureStarts(judging);
  const warm = await measureWarm(judging);
  const instances = await measureInstances(judging);
  options.progress('burst', 1);
  const burst = await measureBurst();
  if (!isAnswered(burst.withTyping)) wrong.push({ contender: 'ours', answer: burst.withTyping });
  const figures = {} as Record<Contender, Figures>;
  for (const contender of contenders) {
    const zipKb = await zipSizeKb(options.prepared.folders[contender]);
    figures[contender] = { ...starts[contender], zipKb };
  }
  return { figures, warm, instances, burst, wrong };
}

function isSuccess(answer: unknown): boolean {
  return (
    typeof answer === 'object' && answer !== null && 'errCode' in answer && answer.errCode === 0
  );
}
