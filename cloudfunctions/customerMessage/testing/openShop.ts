import FakeTimers from '@sinonjs/fake-timers';
import type { Clock } from '../../shared/contract';
import type { Env } from '../../shared/runtime/env';
import type { createMain } from '../customerMessage';
import type { Deps } from '../deps';
import type { AnswerToPush } from '../push';
import type { Reply } from '../replyContract';
import type { Rule } from '../rules/rules';
import { fakeDatabase } from './fakeDatabase';
import { fakeWeChat } from './fakeWeChat';

export const customer = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1';
const account = 'wx0123456789abcdef';

interface ShopOptions {
  reply?: Reply;
  rules?: readonly Rule[];
  env?: Env;
  limitMs?: number;
  deps?: Partial<Deps>;
}

/** One push, and what became of it. */
export interface Pushed {
  event: { CreateTime: number } & Record<string, unknown>;
  /** What WeChat heard within 5 s of a delivery; undefined: nothing. */
  heard: AnswerToPush | undefined;
  /** What each delivery was answered with, however late; undefined: it was not. */
  answers: (AnswerToPush | undefined)[];
}

interface Instance {
  main: ReturnType<typeof createMain>;
  /** The modules of a process of its own: what they keep is not shared. */
  modules: Modules;
  busy: boolean;
  dead: boolean;
}

interface Modules {
  createMain: typeof createMain;
}

/** Loaded once, and used again by later tests. */
const spareModules: Modules[] = [];

function loadModules(): Modules {
  let modules = spareModules.pop();
  if (modules === undefined) {
    jest.isolateModules(() => {
      modules = require('../customerMessage');
    });
  }
  if (modules === undefined) throw new Error('jest loaded nothing');
  return modules;
}

/**
 * customerMessage as CloudBase runs it, on a clock that a test advances: as many instances as are
 * needed, one request at a time each, with one database and one WeChat, which delivers a push up to
 * three times, 5 s apart, until it is answered.
 */
export function openShop(options: ShopOptions = {}) {
  const { reply, rules = [], env = {}, limitMs = 20_000, deps = {} } = options;
  const timers = FakeTimers.createClock(1_700_000_000_000);
  const clock: Clock = {
    now: () => timers.now,
    setTimeout: (run, ms) => timers.setTimeout(run, ms),
    clearTimeout: (timer) => timers.clearTimeout(timer as never),
  };
  const database = fakeDatabase();
  const wechat = fakeWeChat(clock);
  const logged: string[] = [];
  const instances: Instance[] = [];
  let ids = 100;
  let calling: Instance | undefined;

  function startInstance(): Instance {
    const modules = loadModules();
    const instance: Instance = { main: async () => 'success', modules, busy: false, dead: false };
    // A dead one's timers run no more; what it has under way goes on, as requests do.
    const lifeline: Clock = {
      ...clock,
      setTimeout: (run, ms) => clock.setTimeout(() => instance.dead || run(), ms),
    };
    instance.main = modules.createMain({
      reply,
      rules,
      transport: mortal(wechat.transport, instance),
      cloud: { database: () => mortalDatabase(instance) },
      readPicture: async (picture) => Buffer.from(picture),
      getContext: () => ({ OPENID: current, SOURCE: 'wx_unknown' }),
      clock: lifeline,
      env,
      log: (line) => instance.dead || logged.push(line),
      ...deps,
    });
    instances.push(instance);
    return instance;
  }

  /** Nothing of what a dead instance has under way gets back to it. */
  function mortal<T extends object>(target: T, instance: Instance): T {
    return new Proxy(target, {
      get: (from, name, receiver) => {
        const value: unknown = Reflect.get(from, name, receiver);
        if (typeof value !== 'function') return value;
        return (...parameters: unknown[]) => {
          if (instance.dead) return new Promise(() => {});
          calling = instance;
          const answer: unknown = value.apply(from, parameters);
          if (!(answer instanceof Promise)) return answer;
          return new Promise((resolve, reject) => {
            answer.then(
              (given) => instance.dead || resolve(given),
              (error) => instance.dead || reject(error),
            );
          });
        };
      },
    });
  }

  function mortalDatabase(instance: Instance) {
    const { command, collection } = database.cloud.database();
    return {
      command,
      collection: (name: string) => {
        const real = mortal(collection(name), instance);
        return {
          ...real,
          add: real.add,
          where: (query: object) => chained(real.where(query), instance),
        };
      },
    };
  }

  function chained<T extends object>(query: T, instance: Instance): T {
    const guarded: T = new Proxy(mortal(query, instance), {
      get: (from, name, receiver) => {
        const value: unknown = Reflect.get(from, name, receiver);
        if ((name !== 'limit' && name !== 'orderBy') || typeof value !== 'function') return value;
        return (...parameters: unknown[]) => {
          Reflect.apply(value, from, parameters);
          return guarded;
        };
      },
    });
    return guarded;
  }

  const defaultContext = { time_limit_in_ms: limitMs, request_id: 'request-1' };
  let current = customer;
  function run(
    event: object,
    openid: string,
    context: unknown = defaultContext,
  ): Promise<AnswerToPush> & { instance: Instance } {
    const instance = instances.find(({ busy, dead }) => !busy && !dead) ?? startInstance();
    instance.busy = true;
    current = openid;
    const answer = instance.main(event, context);
    void answer.finally(() => {
      instance.busy = false;
    });
    return Object.assign(answer, { instance });
  }

  const shop = {
    clock: timers,
    database,
    wechat,
    instances,
    /** CloudBase ends the instances that are idle: the next push meets a new one. */
    retireInstances() {
      shop.close();
    },
    /** The instance that makes a call at this moment dies. */
    killCaller() {
      if (calling) calling.dead = true;
    },
    event: (more: object = {}) => {
      ids += 1;
      return {
        FromUserName: customer,
        ToUserName: account,
        CreateTime: Math.floor(timers.now / 1000),
        MsgType: 'text',
        Content: '在吗',
        MsgId: String(ids),
        ...more,
      };
    },

    /** One delivery of an event, without WeChat's repeats. */
    receive: (event: object, openid = customer, context?: unknown) => run(event, openid, context),

    /** The customer writes, and WeChat pushes it until it is answered. */
    says(
      content: string,
      { openid = customer, ...more }: { openid?: string; [field: string]: unknown } = {},
    ): Pushed {
      const event = shop.event({ FromUserName: openid, Content: content, ...more });
      wechat.says(openid, content);
      const pushed: Pushed = { event, heard: undefined, answers: [] };
      const deliver = (delivery: number) => {
        if (delivery === 3 || pushed.heard !== undefined) return;
        const at = timers.now;
        void run(event, openid).then((answer) => {
          pushed.answers[delivery] = answer;
          if (timers.now - at < 5_000) pushed.heard ??= answer;
        });
        pushed.answers[delivery] = undefined;
        clock.setTimeout(() => deliver(delivery + 1), 5_000);
      };
      deliver(0);
      return pushed;
    },

    /** What lived and has nothing to do any more is used again. */
    close() {
      const reusable = instances.filter(({ busy, dead }) => !busy && !dead);
      spareModules.push(...reusable.map(({ modules }) => modules));
      instances.length = 0;
    },

    /** Lets time pass, a step at a time, so that what is due is done in between. */
    async pass(ms: number) {
      await timers.tickAsync(ms);
    },

    /** What the service wrote, as the customer reads it. */
    read: (openid = customer) =>
      wechat
        .of(openid)
        .shown.filter(({ from }) => from === 'service')
        .map(({ text }) => text),
    /** Everybody to whom any call was made. */
    touched: () => wechat.touched(),
    isTyping: (openid = customer) => wechat.of(openid).typingUntil > timers.now,
    lines: () => logged.map((line): Record<string, unknown> => JSON.parse(line)),
    outcomes: () =>
      shop
        .lines()
        .map(({ outcome }) => outcome)
        .filter((outcome) => outcome !== undefined),
    forgetLog() {
      logged.length = 0;
    },
    raw: () => logged.join('\n'),
    /** A reply that takes so long on this clock. */
    takes: (ms: number) => new Promise<void>((resolve) => clock.setTimeout(resolve, ms)),
  };
  shops.push(shop);
  return shop;
}

const shops: { close(): void }[] = [];

/** For `afterEach`. */
export function closeShops(): void {
  for (const shop of shops.splice(0)) shop.close();
}

export const isTransfer = (answer: AnswerToPush | undefined) =>
  answer !== undefined && answer !== 'success';

export const toPerson = (event: { CreateTime: number }, openid = customer) => ({
  MsgType: 'transfer_customer_service',
  ToUserName: openid,
  FromUserName: account,
  CreateTime: event.CreateTime,
});
