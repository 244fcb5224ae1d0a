import type { Result, Transport } from '../../../cloudfunctions/shared/contract';
import { withTyping } from '../../../cloudfunctions/shared/withTyping';
import type { SimClock } from '../../simulator/clock/clock';

/** What answers one message: shows typing while `prepare` runs, then sends. */
export type Answerer = (job: {
  touser: string;
  prepare(): Promise<void>;
  send(): Promise<Result>;
  transport: Pick<Transport, 'setTyping' | 'send'>;
  clock: SimClock;
}) => Promise<unknown>;

const statusMs = 15_000;

/** Two ways to answer: this project's, and the one that first comes to mind. */
export const answerers = {
  withTyping: ({ touser, prepare, send, transport, clock }) =>
    withTyping(
      touser,
      async (answering) => {
        await prepare();
        return answering.send(send);
      },
      { transport, clock: onSimClock(clock) },
    ),

  /** Typing for each message, and again whenever a status would have run out. */
  eachByItself: async ({ touser, prepare, send, transport, clock }) => {
    let done = false;
    const show = async (): Promise<void> => {
      if (done) return;
      await transport.setTyping({ touser, command: 'Typing' });
      clock.setTimeout(() => void show(), statusMs);
    };
    await show();
    await prepare();
    done = true;
    await send();
  },
} as const satisfies Record<string, Answerer>;

export type AnswererName = keyof typeof answerers;

function onSimClock(clock: SimClock) {
  const timers = new Map<object, ReturnType<SimClock['setTimeout']>>();
  return {
    now: () => clock.now(),
    setTimeout: (run: () => void, ms: number) => {
      const handle = {};
      timers.set(handle, clock.setTimeout(run, ms));
      return handle;
    },
    clearTimeout: (handle: unknown) => {
      if (typeof handle === 'object' && handle !== null) clock.clearTimeout(timers.get(handle));
    },
  };
}
