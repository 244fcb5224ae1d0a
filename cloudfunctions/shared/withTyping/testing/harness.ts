import { createSimClock } from '../../../../scripts/simulator/clock/createSimClock';
import {
  defaultOptions,
  type SimulatorOptions,
} from '../../../../scripts/simulator/config/options';
import { createConversation } from '../../../../scripts/simulator/conversation/createConversation';
import type { TypingClock, TypingCommand, TypingTransport } from '../options';

/** What befalls one try of a call. Times in ms of the simulator's clock. */
export interface Road {
  /** From here to WeChat. Default: 0. */
  thereMs?: number;
  /** And back. Default: 0. */
  backMs?: number;
  /** `refused`: it answers this errCode, and nothing happens. */
  refused?: number;
  /** `lost`: it takes effect, but its answer is lost. `dropped`: it never gets there. */
  lost?: true;
  dropped?: true;
  /** It never gets there, and nobody says so. */
  hangs?: true;
}

interface SeenCall {
  /** When it was sent, in ms from the start. */
  at: number;
  command: TypingCommand;
  /** What WeChat answered; undefined: it isn't known here. */
  errCode: number | undefined;
  answered: boolean;
}

/** What a way to WeChat answers when it got no answer. */
const noAnswer = -501001;

/**
 * One customer and the simulator's WeChat, on a frozen clock. The roads are taken in order, one by
 * each try; then the last one by all.
 */
export function stage(roads: Road[] = [{}], options: Partial<SimulatorOptions> = {}) {
  const simClock = createSimClock();
  simClock.freeze(true);
  const startedAt = simClock.now();
  const conversation = createConversation(simClock.now, { ...defaultOptions, ...options });
  const touser = 'customer-1';
  const timers = new Set<unknown>();
  const calls: SeenCall[] = [];
  const logged: unknown[] = [];
  let underWay = 0;

  const clock: TypingClock = {
    now: simClock.now,
    setTimeout(run, ms) {
      const timer = simClock.setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      timers.delete(timer);
      simClock.clearTimeout(timer as Parameters<typeof simClock.clearTimeout>[0]);
    },
  };

  const pass = async (ms = 0) => {
    if (ms > 0) await new Promise<void>((resolve) => simClock.setTimeout(resolve, ms));
  };

  const transport: TypingTransport = {
    async setTyping({ command }) {
      const road = roads[Math.min(calls.length, roads.length - 1)] ?? {};
      const call: SeenCall = { at: at(), command, errCode: undefined, answered: false };
      calls.push(call);
      underWay += 1;
      try {
        await pass(road.thereMs);
        if (road.hangs) return await new Promise<never>(() => {});
        if (!road.dropped)
          call.errCode = road.refused ?? conversation.setTyping({ touser, command });
        await pass(road.backMs);
        call.answered = !road.dropped && !road.lost;
        return { errCode: call.answered ? (call.errCode ?? noAnswer) : noAnswer };
      } finally {
        underWay -= 1;
      }
    },
  };

  function at(): number {
    return simClock.now() - startedAt;
  }

  return {
    touser,
    clock,
    transport,
    conversation,
    calls,
    logged,
    at,
    log: (entry: unknown) => logged.push(entry),
    pass,
    advance: (ms: number) => simClock.advance(ms),
    timersLeft: () => timers.size,
    callsUnderWay: () => underWay,
    typing: () => conversation.view(touser).typing,
    says: () => conversation.say(touser, { msgtype: 'text', text: { content: '在吗' } }),
    /** The service's message, `ms` on its way there. */
    async message(ms = 0) {
      await pass(ms);
      const message = { touser, msgtype: 'text', text: { content: '在的' } };
      return { errCode: conversation.send(message) };
    },
    /** The calls so far, a line each: `15300 Typing 0`. */
    story: () => calls.map(({ at, command, errCode }) => `${at} ${command} ${errCode}`),
    /** When the customer saw typing, looked at each `stepMs` while `ms` pass. */
    async watch(ms: number, stepMs = 100) {
      const seen: number[] = [];
      for (let passed = 0; passed < ms; passed += stepMs) {
        await simClock.advance(stepMs);
        if (conversation.view(touser).typing) seen.push(at());
      }
      return seen;
    },
  };
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
