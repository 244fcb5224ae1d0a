import { type Language, languages } from '../../cli/language';

export { type Language, languages };

/** A language as HTML names it, and as WeChat does in getAppBaseInfo. */
export const locales: Record<Language, { html: string; wechat: string }> = {
  zh: { html: 'zh-CN', wechat: 'zh_CN' },
  en: { html: 'en', wechat: 'en' },
};

/** The language asked for; otherwise the browser's, where Chinese is among its first choice. */
export function pickLanguage(asked: string | null, browser: readonly string[]): Language {
  const known = languages.find((language) => language === asked);
  return known ?? (browser[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}
