/** One callFunction that the page made, to be settled by the test. */
interface Call {
  name: string;
  data: unknown;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

interface Phone {
  language?: string;
  appId?: string;
  /** false: a base library without wx.cloud */
  cloud?: boolean;
  clipboard?: 'works' | 'refuses';
}

/** What a page sees of WeChat, and what a test sees of the page. */
export function fakeWx({ language = 'zh_CN', appId = 'wx1', cloud = true, clipboard }: Phone = {}) {
  const phone = { title: '', copied: '', calls: [] as Call[] };
  const wx = {
    getAppBaseInfo: () => ({ language }),
    getAccountInfoSync: () => ({ miniProgram: { appId } }),
    setNavigationBarTitle: ({ title }: { title: string }) => {
      phone.title = title;
    },
    setClipboardData(copy: { data: string; success(): void; fail(): void }) {
      if (clipboard === 'refuses') return copy.fail();
      phone.copied = copy.data;
      copy.success();
    },
    ...(cloud
      ? {
          cloud: {
            callFunction: ({ name, data }: { name: string; data: unknown }) =>
              new Promise((resolve, reject) => {
                phone.calls.push({ name, data, resolve, reject });
              }),
          },
        }
      : {}),
  };
  return { wx, phone };
}
