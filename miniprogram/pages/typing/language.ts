export type Language = 'zh' | 'en';

interface LanguageSource {
  getAppBaseInfo?: () => { language?: string };
  getSystemInfoSync?: () => { language?: string };
}

/**
 * WeChat's own language on this phone: `zh_CN`, `zh_TW`, `zh_HK` are Chinese, every other is
 * English. Where it can't be asked it is Chinese, as WeChat's default is.
 * getAppBaseInfo is there from base library 2.20.1; getSystemInfoSync is what older ones have.
 */
export function pickLanguage(wx: LanguageSource): Language {
  return ask(wx).toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function ask(wx: LanguageSource): string {
  try {
    const info = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync?.();
    return info?.language || 'zh_CN';
  } catch {
    return 'zh_CN';
  }
}
