import type { SimClock } from '../clock/clock';
import type { Answer } from '../conversation/answer';
import type { Faults } from './createFaults';
import type { Fault } from './fault';
import type { OpenResponses } from './openResponses';
import type { Outcome } from './outcome';

/** A call of one API, whichever way it came in. */
export interface DispatchedCall {
  api: string;
  /** Makes the call take effect and returns its answer. Run once at most. */
  perform(): Answer | Promise<Answer>;
  /** The answer of a call that fails with `errcode`, in the form of this API. */
  fail(errcode: unknown, errmsg: string | undefined): Answer;
  /** Told when the answer is held back on the simulator's clock or for ever. */
  parked(): void;
  /** Told what is answered; null where nothing is. */
  answered(answer: unknown): void;
}

export type Dispatch = (call: DispatchedCall) => Promise<Outcome>;

/** The one place where a call meets the fault that waits for it, on both ways in. */
export function createDispatch(
  faults: Faults,
  clock: SimClock,
  openResponses: OpenResponses,
): Dispatch {
  return async (call) => {
    const fault = faults.take(call.api);
    if (!fault) return tell(call, { kind: 'answer', answer: await call.perform() });

    const effect = fault.afterEffect ? await call.perform() : undefined;
    const inTime = await waitFor(fault, call, clock, openResponses);
    return tell(call, inTime ? await outcomeOf(fault, call, effect) : lost(effect));
  };
}

/** Resolves with false where the simulator was reset meanwhile: nobody is to be answered. */
function waitFor(
  { delayMs, delayBy }: Fault,
  call: DispatchedCall,
  clock: SimClock,
  openResponses: OpenResponses,
): Promise<boolean> | boolean {
  if (!delayMs) return true;
  return new Promise((resolve) => {
    const done = (inTime: boolean) => () => {
      release();
      clearTimeout(realTimer);
      clock.clearTimeout(simTimer);
      resolve(inTime);
    };
    const release = openResponses.hold(done(false));
    const real = delayBy === 'real';
    const realTimer = real ? setTimeout(done(true), delayMs) : undefined;
    const simTimer = real ? undefined : clock.setTimeout(done(true), delayMs);
    if (!real) call.parked();
  });
}

async function outcomeOf(
  fault: Fault,
  call: DispatchedCall,
  effect: Answer | undefined,
): Promise<Outcome> {
  if (fault.drop) {
    if (fault.drop === 'hang' || fault.drop === 'drip') call.parked();
    return { kind: 'drop', drop: fault.drop, answer: effect ?? call.fail(0, undefined) };
  }
  if (fault.errorCode !== undefined) return { kind: 'errorCode', errorCode: fault.errorCode };
  if (fault.status !== undefined) return { kind: 'status', status: fault.status, ...bodyOf(fault) };
  if ('errcode' in fault) {
    return { kind: 'answer', answer: call.fail(fault.errcode, fault.errmsg) };
  }
  return { kind: 'answer', answer: effect ?? (await call.perform()) };
}

function bodyOf({ body, bodyBase64, contentType }: Fault): { body: Buffer; contentType: string } {
  if (bodyBase64 !== undefined) {
    return {
      body: Buffer.from(bodyBase64, 'base64'),
      contentType: contentType ?? 'application/octet-stream',
    };
  }
  if (typeof body === 'string' || body === undefined) {
    return {
      body: Buffer.from(body ?? ''),
      contentType: contentType ?? 'text/plain; charset=utf-8',
    };
  }
  return {
    body: Buffer.from(JSON.stringify(body)),
    contentType: contentType ?? 'application/json; charset=utf-8',
  };
}

const lost = (effect: Answer | undefined): Outcome => ({
  kind: 'drop',
  drop: 'reset',
  answer: effect ?? {},
});

function tell(call: DispatchedCall, outcome: Outcome): Outcome {
  call.answered(seen(outcome));
  return outcome;
}

/** An outcome as `/_sim/calls` lists it. */
function seen(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer;
    case 'errorCode':
      return { errorCode: outcome.errorCode };
    case 'status':
      return { status: outcome.status, body: outcome.body.toString() };
    case 'drop':
      return null;
  }
}
