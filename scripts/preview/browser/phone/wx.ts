import { h } from '../dom';
import { type Language, locales } from '../texts';
import { tell } from './tell';

export interface Phone {
  openid: string;
  appid: string;
  language: Language;
  missing(what: string): void;
}

/** The `wx` of the preview. Source: developers.weixin.qq.com/miniprogram/dev/api/ */
export function createWx({ openid, appid, language, missing }: Phone): object {
  const darkness = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => (darkness.matches ? 'dark' : 'light');
  const base = () => ({
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language: locales[language].wechat,
    theme: theme(),
    enableDebug: false,
    host: { env: 'WeChat' },
  });
  const screen = () => ({
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    statusBarHeight: 0,
    screenTop: 0,
  });
  const device = () => ({
    platform: 'devtools',
    brand: 'devtools',
    model: 'preview',
    system: 'preview',
  });
  const there: Record<string, unknown> = {
    cloud: tellMissing(cloud(openid), 'wx.cloud', missing),
    getAppBaseInfo: base,
    getDeviceInfo: device,
    getWindowInfo: screen,
    getSystemInfoSync: () => ({ ...base(), ...screen(), ...device() }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: appid, envVersion: 'develop', version: '' },
    }),
    getLaunchOptionsSync: () => ({ path: '', scene: 1001, query: {}, referrerInfo: {} }),
    canIUse: (name: string) => name.split('.').every((part, at) => at > 0 || part in there),
    nextTick: (run: () => void) => queueMicrotask(run),
    setNavigationBarTitle: promised('setNavigationBarTitle', ({ title }: { title: string }) => {
      tell({ type: 'title', title });
      return {};
    }),
    showToast: promised('showToast', (options: { title: string; duration?: number }) => {
      toast.show(options.title, options.duration ?? 1500);
      return {};
    }),
    hideToast: promised('hideToast', () => {
      toast.hide();
      return {};
    }),
    showLoading: promised('showLoading', ({ title }: { title: string }) => {
      toast.show(title, null);
      return {};
    }),
    hideLoading: promised('hideLoading', () => {
      toast.hide();
      return {};
    }),
    setClipboardData: promised('setClipboardData', async ({ data }: { data: string }) => {
      try {
        await navigator.clipboard.writeText(data);
      } catch (error) {
        throw { errMsg: `setClipboardData:fail ${String(error)}` };
      }
      return {};
    }),
    onThemeChange: (listener: (change: { theme: string }) => void) =>
      darkness.addEventListener('change', () => listener({ theme: theme() })),
    getStorageSync: (key: string) => JSON.parse(localStorage.getItem(`wx:${key}`) ?? '""'),
    setStorageSync: (key: string, data: unknown) =>
      localStorage.setItem(`wx:${key}`, JSON.stringify(data)),
    removeStorageSync: (key: string) => localStorage.removeItem(`wx:${key}`),
  };
  return tellMissing(there, 'wx', missing);
}

let area: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** `wx.showToast`: a word in the middle of the screen. */
const toast = {
  /** @param ms how long; null: until hide() */
  show(title: string, ms: number | null): void {
    clearTimeout(timer);
    area ??= h('div', { class: 'phone-toast', role: 'status' });
    if (!area.isConnected) document.body.append(area);
    area.textContent = title;
    area.classList.add('phone-toast--shown');
    if (ms !== null) timer = setTimeout(() => toast.hide(), ms);
  },
  hide(): void {
    area?.classList.remove('phone-toast--shown');
    area?.replaceChildren();
  },
};

/** `wx.cloud`, as far as the preview has got it. */
function cloud(openid: string): Record<string, unknown> {
  let ready = false;
  const call = promised('cloud.callFunction', (options: { name: string; data?: unknown }) =>
    callFunction(openid, options),
  );
  return {
    init() {
      ready = true;
    },
    callFunction(options: { name: string; data?: unknown }) {
      if (!ready) throw new Error("Cloud API isn't enabled, please call wx.cloud.init first");
      return call(options);
    },
  };
}

/** What `wx.cloud.callFunction` resolves with. */
interface Called {
  result: unknown;
  requestID: string;
  errMsg: string;
}

/**
 * Calls a function that the simulator hosts, as `openid`. Rejects with `{errCode, errMsg}`, as
 * wx.cloud does.
 */
async function callFunction(
  openid: string,
  { name, data }: { name: string; data?: unknown },
): Promise<Called> {
  tell({ type: 'calling', open: true });
  const answer = await post(name, data ?? {}, openid).finally(() =>
    tell({ type: 'calling', open: false }),
  );
  const said: unknown = answer.error?.errCode ?? answer.result?.errCode;
  tell({
    type: 'called',
    command: typeof data === 'object' && data && 'command' in data ? data.command : undefined,
    code: typeof said === 'number' ? said : null,
  });
  if (answer.error) {
    const { errCode, errMsg } = answer.error;
    throw {
      errCode,
      errMsg: errMsg.startsWith('cloud.') ? errMsg : `cloud.callFunction:fail ${errMsg}`,
    };
  }
  return { result: answer.result, requestID: answer.requestID, errMsg: 'cloud.callFunction:ok' };
}

async function post(name: string, data: unknown, openid: string) {
  try {
    const response = await fetch(`/_sim/invoke/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sim-openid': openid },
      body: JSON.stringify(data),
    });
    return await response.json();
  } catch (error) {
    const errMsg = `cloud.callFunction:fail the simulator does not answer (${String(error)})`;
    throw { errCode: -1, errMsg };
  }
}

interface Callbacks {
  success?: (result: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (outcome: unknown) => void;
}

/**
 * Gives a `wx` function its manner: with `success`, `fail` or `complete` it calls back and returns
 * nothing, without them it returns a Promise. `errMsg` is `<name>:ok` unless `run` says otherwise.
 */
export function promised<Options extends object, Result extends object>(
  name: string,
  run: (options: Options) => Result | Promise<Result>,
) {
  return (options: Options & Callbacks): Promise<Result> | undefined => {
    const { success, fail, complete, ...rest } = options ?? {};
    const done = (async () => ({ errMsg: `${name}:ok`, ...(await run(rest as Options)) }))();
    if (!success && !fail && !complete) return done;
    done.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error) => {
        fail?.(error);
        complete?.(error);
      },
    );
    return undefined;
  };
}

/** What a script asked for is not there; that has been told already. */
export class MissingError extends Error {}

/**
 * Lets a page use what is there and names what is not: calling `wx.foo` that the preview does not have
 * tells `missing('wx.foo')` and throws, instead of "undefined is not a function".
 */
export function tellMissing<T extends object>(
  there: T,
  name: string,
  missing: (what: string) => void,
): T {
  return new Proxy(there, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (value !== undefined || typeof key !== 'string') return value;
      return () => {
        const what = `${name}.${key}`;
        missing(what);
        throw new MissingError(`${what}: the preview does not have it`);
      };
    },
  });
}
