import { h } from '../dom';
import { locales } from '../language';
import { sayIn } from '../texts';
import type { Deps } from './deps';
import { notes } from './notes';
import { answeringPanel } from './panels/answeringPanel';
import { callTracePanel } from './panels/callTracePanel';
import { conversationPanel } from './panels/conversationPanel';
import { faultsPanel } from './panels/faultsPanel';
import { guidePanel } from './panels/guidePanel';
import { phonePanel } from './panels/phonePanel';
import { problemsPanel } from './panels/problemsPanel';
import { rulesPanel } from './panels/rulesPanel';
import { topBar } from './panels/topBar';
import type { Store } from './store';

/** Puts the page together in the language of the moment; aborting `signal` takes it out of use. */
export function mount(store: Store, signal: AbortSignal): { reloadPhone(): void } {
  const { language } = store.get();
  const say = sayIn(language);
  document.documentElement.lang = locales[language].html;
  document.title = `对方正在输入… · ${say('title')}`;

  const area = notes();
  const parts: Deps = {
    store,
    say,
    signal,
    announce: area.say,
    attempt(run) {
      run().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        area.say(say('failed', { why }));
      });
    },
  };
  const phone = phonePanel(parts);
  document.body.replaceChildren(
    topBar(parts),
    problemsPanel(parts),
    h(
      'main',
      {},
      phone.element,
      conversationPanel(parts),
      h(
        'div',
        { class: 'tools' },
        guidePanel(parts),
        rulesPanel(parts),
        callTracePanel(parts),
        answeringPanel(parts),
        faultsPanel(parts),
      ),
    ),
    area.element,
  );
  return { reloadPhone: phone.reload };
}
