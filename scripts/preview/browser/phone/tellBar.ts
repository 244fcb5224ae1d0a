import type { Miniprogram } from './runMiniprogram';
import { tell } from './tell';

/**
 * Tells what stands in the navigation bar, by app.json's `window` and the page's own JSON, with
 * `@name` taken from theme.json in the theme of the moment.
 * Source: developers.weixin.qq.com/miniprogram/dev/framework/ability/darkmode.html
 */
export function tellBar({ pages, configs, theme }: Miniprogram): void {
  const darkness = matchMedia('(prefers-color-scheme: dark)');
  const window = { ...asTable(configs.app?.window), ...configs[pages[0] ?? ''] };
  const colours = () => theme[darkness.matches && configs.app?.darkmode ? 'dark' : 'light'] ?? {};
  const read = (key: string, otherwise: string) => {
    const value = String(window[key] ?? otherwise);
    return value.startsWith('@') ? (colours()[value.slice(1)] ?? otherwise) : value;
  };
  const tellColours = () =>
    tell({
      type: 'bar',
      background: read('navigationBarBackgroundColor', '#ffffff'),
      text: read('navigationBarTextStyle', 'black'),
    });
  tell({ type: 'title', title: read('navigationBarTitleText', '') });
  tellColours();
  darkness.addEventListener('change', tellColours);
}

function asTable(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
