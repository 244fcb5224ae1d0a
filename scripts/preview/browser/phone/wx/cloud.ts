import { callFunction } from './callFunction';
import { promised } from './promised';

/** `wx.cloud`, as far as the preview has got it. */
export function cloud(openid: string): Record<string, unknown> {
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
