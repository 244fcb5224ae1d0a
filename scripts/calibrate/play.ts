import { type CallStep, isCall, type PersonAct, type Step } from './steps';

export interface PlayDeps {
  clock: { now(): number; wait(ms: number): Promise<void> };
  /** Resolves when the person says that they have done it. */
  person(act: PersonAct): Promise<void>;
  call(step: CallStep): Promise<number>;
  /** Told of each step as it is done. */
  onStep(recorded: Recorded): void;
  /** Told before a pause, with its length in milliseconds. */
  onPause(ms: number, next: Step): void;
}

/** Plays the steps, each at its moment; rejects as `call` does. */
export async function play(steps: readonly Step[], deps: PlayDeps): Promise<Recording> {
  const { clock, person, call, onStep, onPause } = deps;
  const recording: Recorded[] = [];
  let actedAt = clock.now();
  for (const step of steps) {
    const pause = (step.atMs ?? 0) - (clock.now() - actedAt);
    if (step.atMs !== undefined && pause > 0) {
      onPause(pause, step);
      await clock.wait(pause);
    }
    let recorded: Recorded;
    if (isCall(step)) {
      const at = clock.now();
      recorded = { step, at, errcode: await call(step) };
    } else {
      await person(step.act);
      actedAt = clock.now();
      recorded = { step, at: actedAt, errcode: undefined };
    }
    recording.push(recorded);
    onStep(recorded);
  }
  return recording;
}

/** What happened, and when: the whole of what WeChat was asked. */
export type Recording = readonly Recorded[];

export interface Recorded {
  step: Step;
  /** Milliseconds since the epoch. */
  at: number;
  /** Undefined where the person did something. */
  errcode: number | undefined;
}
