import type { TypingClock, TypingCommand, TypingStopped, TypingTransport } from '../options';
import { withTyping } from '../withTyping';
import { fakeClock } from './fakeClock';
import { fakeWeChat } from './fakeWeChat';

/** What befalls one try of a call. Times in ms. */
export interface Fate {
  /** From here to WeChat. Default: 0. */
  thereMs?: number;
  /** And back. Default: 0. */
  backMs?: number;
  /** WeChat or the platform answers this errCode, and nothing happens. */
  refused?: number;
  /** `lost`: it takes effect, but its answer is lost. `dropped`: it never gets there. */
  lost?: true;
  dropped?: true;
  /** It never gets there, and nobody says so. */
  hangs?: true;
  /** It takes effect, and nobody says so. */
  silent?: true;
}

interface SeenCall {
  /** When it was sent, in ms from the start. */
  at: number;
  command: TypingCommand;
  /** What WeChat answered; undefined: it never got there. */
  errCode: number | undefined;
  answered: boolean;
  /** Whose status showed when it got there. */
  met?: string;
}

/** What a transport answers when it got no answer. */
const noAnswer = -501001;

let customers = 0;

/**
 * One customer and a WeChat, on a clock that only the test moves. The fates are taken in order, one
 * by each try; then the last one by all. `skewMs` is how far the function's clock is ahead.
 */
export function harness(fates: Fate[] = [{}], { skewMs = 0 } = {}) {
  const time = fakeClock();
  time.set(skewMs);
  const { elapsed: at, pass, advance } = time;
  const weChat = fakeWeChat(at);
  const touser = `customer-${++customers}`;
  const timers = new Set<unknown>();
  const calls: SeenCall[] = [];
  const logged: TypingStopped[] = [];
  let underWay = 0;

  /** Counts the timers that withTyping sets, apart from the test's own. */
  const clock: TypingClock = {
    now: time.clock.now,
    setTimeout(run, ms) {
      const timer = time.clock.setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      timers.delete(timer);
      time.clock.clearTimeout(timer);
    },
  };

  const transport: TypingTransport = {
    async setTyping({ command }) {
      const fate = fates[Math.min(calls.length, fates.length - 1)] ?? {};
      const call: SeenCall = { at: at(), command, errCode: undefined, answered: false };
      calls.push(call);
      underWay += 1;
      try {
        if (fate.thereMs) await pass(fate.thereMs);
        if (fate.hangs) return await new Promise<never>(() => {});
        call.met = weChat.typist();
        if (!fate.dropped) call.errCode = fate.refused ?? weChat.setTyping(command);
        if (fate.silent) return await new Promise<never>(() => {});
        if (fate.backMs) await pass(fate.backMs);
        call.answered = !fate.dropped && !fate.lost;
        return { errCode: call.answered ? (call.errCode ?? noAnswer) : noAnswer };
      } finally {
        underWay -= 1;
      }
    },
  };

  return {
    touser,
    clock,
    transport,
    weChat,
    calls,
    logged,
    at,
    pass,
    advance,
    setClock: time.set,
    /** `ms` after the start, as WeChat would tell it. */
    momentAt: time.momentAt,
    options: { transport, clock, log: (entry: TypingStopped) => logged.push(entry) },
    timersLeft: () => timers.size,
    callsUnderWay: () => underWay,
    typing: weChat.isTyping,
    says: weChat.says,
    /** The service's message, `ms` on its way there. */
    async message(ms = 0) {
      if (ms > 0) await pass(ms);
      return weChat.send();
    },
    /** The calls so far, a line each: `15300 Typing 0`. */
    story: () => calls.map(({ at, command, errCode }) => `${at} ${command} ${errCode}`),
    /** When the customer saw typing, looked at each `stepMs` while `ms` pass. */
    async watch(ms: number, stepMs = 100) {
      const seen: number[] = [];
      for (let passed = 0; passed < ms; passed += stepMs) {
        await advance(stepMs);
        if (weChat.isTyping()) seen.push(at());
      }
      return seen;
    },
  };
}

export type Harness = ReturnType<typeof harness>;
export type Options = Partial<Parameters<typeof withTyping>[2]>;

/** Work that takes `ms` and then does `then`. */
export function working<T>(
  scene: Harness,
  ms: number,
  then: () => T,
  more: Options = {},
): Promise<T> {
  const work = async () => {
    await scene.pass(ms);
    return then();
  };
  return withTyping(scene.touser, work, { ...scene.options, ...more });
}

/** As it has to be after withTyping has returned. */
export function expectNothingLeft(scene: Harness): void {
  expect({
    timers: scene.timersLeft(),
    calls: scene.callsUnderWay(),
    typing: scene.typing(),
  }).toEqual({ timers: 0, calls: 0, typing: false });
}

/** What a promise comes to, without waiting for it. */
export function comingTo(promise: Promise<unknown>) {
  const seen: { value?: unknown; error?: unknown; at?: 'settled' } = {};
  promise.then(
    (value) => Object.assign(seen, { value, at: 'settled' }),
    (error) => Object.assign(seen, { error, at: 'settled' }),
  );
  return seen;
}

/** A promise in the test's hand. */
export function inHand<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((settle, refuse) => {
    resolve = settle;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
