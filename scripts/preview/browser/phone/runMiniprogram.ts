import * as glassEasel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { PhoneBackend } from './backend';
import type { Miniprogram } from './miniprogram';
import { placeholderClass } from './placeholderClass';
import { tellBar } from './tellBar';
import { tieControls } from './tieControls';

/** What a page or an app may bring along for its life. */
type Life = Record<string, ((argument?: unknown) => void) | undefined>;

/**
 * Runs a compiled mini program: its app, then its first page, on the document's body.
 * @param missing told by name what the preview has not got
 */
export function runMiniprogram(program: Miniprogram, missing: (what: string) => void): void {
  const first = program.pages[0];
  if (first === undefined) return;
  // Labels name their controls by id.
  glassEasel.globalOptions.writeIdToDOM = true;
  tellBar(program);
  runApp(program.scripts?.app);

  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  for (const [path, content] of Object.entries(program.templates)) {
    space.addComponentStaticConfig(path, program.configs[path] ?? {});
    space.addCompiledTemplate(path, {
      groupList: program.templates,
      content,
      // `bindtap` without the colon, as WeChat takes it too.
      fallbackListenerOnNativeNode: true,
    });
  }
  for (const [path, run] of Object.entries(program.scripts ?? {}))
    if (path !== 'app') space.globalComponentEnv(window, path, run);

  const backend = env.associateBackend(new PhoneBackend(missing));
  const root = backend.createRoot('page', space, first);
  const page = root.get() as unknown as Life;
  const place = document.createElement('page');
  document.body.append(place);
  page.onLoad?.({});
  root.attach(...asBackendElements(document.body, place));
  tieControls(document.body);
  placeholderClass(document.body);
  page.onShow?.();
  page.onReady?.();
}

function runApp(run: (() => void) | undefined): void {
  let app: Life & object = {};
  Object.assign(window, {
    App: (definition: Life) => {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: () => [],
  });
  run?.();
  app.onLaunch?.call(app, {});
  app.onShow?.call(app, {});
}

/** glass-easel describes the DOM in types of its own. */
function asBackendElements(...elements: HTMLElement[]) {
  return elements as unknown as [
    glassEasel.GeneralBackendElement,
    glassEasel.GeneralBackendElement,
  ];
}
