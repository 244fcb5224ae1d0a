import { h } from '../dom';
import { locales } from '../language';
import { sayIn } from '../texts';
import type { Deps } from './deps';
import { callPanel } from './panels/callPanel';
import { callTracePanel } from './panels/callTracePanel';
import { conversationPanel, quickMessages } from './panels/conversationPanel';
import { deskPanel } from './panels/deskPanel';
import { faultsPanel } from './panels/faultsPanel';
import { guidePanel } from './panels/guidePanel';
import { phonePanel } from './panels/phonePanel';
import { rulesPanel } from './panels/rulesPanel';
import { problemsPanel, topBar } from './panels/topBar';
import type { Store } from './store';

const noteMs = 6000;

/** Puts the page together in the language of the moment; aborting `signal` takes it out of use. */
export function mount(store: Store, signal: AbortSignal): { reloadPhone(): void } {
  const { language, setup } = store.get();
  const say = sayIn(language);
  document.documentElement.lang = locales[language].html;
  document.title = `对方正在输入… · ${say('title')}`;

  // A line at the foot of the page that says what has just happened; screen readers say it too.
  const note = h('div', { class: 'note', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const announce = (text: string) => {
    clearTimeout(timer);
    note.textContent = text;
    timer = setTimeout(() => note.replaceChildren(), noteMs);
  };
  const parts: Deps = {
    store,
    say,
    signal,
    announce,
    attempt(run) {
      run().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        announce(say('failed', { why }));
      });
    },
    copy(text) {
      const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
      navigator.clipboard.writeText(text).then(
        () => announce(`${say('copied')}: ${shown}`),
        () => announce(say('copyFailed', { text: shown })),
      );
    },
  };
  const phone = setup.hasMiniprogram ? phonePanel(parts) : callPanel(parts);
  document.body.replaceChildren(
    topBar(parts),
    problemsPanel(parts),
    h(
      'main',
      { class: setup.hasMiniprogram ? 'stage' : 'stage stage--functions' },
      h('div', { class: 'stage__left' }, phone.element, faultsPanel(parts)),
      h(
        'div',
        { class: 'stage__right' },
        conversationPanel(parts),
        h('div', { class: 'below' }, quickMessages(parts), deskPanel(parts)),
      ),
      h(
        'div',
        { class: 'tools' },
        setup.hasMiniprogram ? guidePanel(parts) : null,
        rulesPanel(parts),
        callTracePanel(parts),
      ),
    ),
    note,
  );
  return { reloadPhone: phone.reload };
}
