import { type Language, locales } from '../../language';
import { tell } from '../tell';
import { cloud } from './cloud';
import { promised } from './promised';
import { tellMissing } from './tellMissing';

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

const area = document.createElement('div');
area.className = 'phone-toast';
area.setAttribute('role', 'status');

let timer: ReturnType<typeof setTimeout> | undefined;

/** `wx.showToast`: a word in the middle of the screen. */
const toast = {
  /** @param ms how long; null: until hide() */
  show(title: string, ms: number | null): void {
    clearTimeout(timer);
    if (!area.isConnected) document.body.append(area);
    area.textContent = title;
    area.classList.add('phone-toast--shown');
    if (ms !== null) timer = setTimeout(() => toast.hide(), ms);
  },
  hide(): void {
    area.classList.remove('phone-toast--shown');
    area.textContent = '';
  },
};
