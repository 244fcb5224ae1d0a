import { addGlobalErrorListener } from 'glass-easel';
import { locales, pickLanguage, sayIn } from '../texts';
import { hoverClass } from './controls';
import { runMiniprogram } from './runMiniprogram';
import { showNotices } from './showNotices';
import { tell } from './tell';
import { createWx } from './wx';

const asked = new URLSearchParams(location.search);
const language = pickLanguage(asked.get('lang'), navigator.languages);
document.documentElement.lang = locales[language].html;
const notices = showNotices(sayIn(language));

addGlobalErrorListener((error: unknown) => {
  notices.thrown(error);
  return false;
});
addEventListener('error', ({ error, message }) => notices.thrown(error ?? message));
addEventListener('unhandledrejection', ({ reason }) => notices.thrown(reason));

Object.assign(window, {
  wx: createWx({
    openid: asked.get('as') ?? '',
    appid: asked.get('appid') ?? '',
    language,
    missing: notices.missing,
  }),
});
hoverClass(document.body);
document.body.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('button[open-type=contact]:enabled'))
    tell({ type: 'contact' });
});

notices.problems(miniprogram.problems);
if (!miniprogram.problems.some(({ severity }) => severity === 'error'))
  runMiniprogram(miniprogram, notices);
tell({ type: 'ready' });
