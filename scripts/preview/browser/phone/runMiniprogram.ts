import * as glassEasel from 'glass-easel';
import { type CodeSpace, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { Problem } from '../../compile/problem';
import type { Config } from '../../compile/readConfigs';
import { PhoneBackend } from './backend';
import { placeholderClass, tieControls } from './controls';
import { tell } from './tell';

type Template = Parameters<CodeSpace['addCompiledTemplate']>[1];

/** The compiled mini program, as compileMiniprogram() writes it into the page's two script files. */
export interface Miniprogram {
  pages: string[];
  configs: Record<string, Config>;
  theme: Record<string, Record<string, string>>;
  problems: Problem[];
  templates: Record<string, Template['content']>;
  /** Missing where the scripts did not compile. */
  scripts?: Record<string, () => void>;
}

declare global {
  var miniprogram: Miniprogram;
}

/** What a page or an app may bring along for its life. */
type Life = Record<string, ((argument?: unknown) => void) | undefined>;

/** Whom the phone tells what goes wrong in a mini program. */
interface Trouble {
  /** Told by name what the preview has not got. */
  missing(what: string): void;
  /** Told what a script of the mini program threw. */
  thrown(error: unknown): void;
}

/**
 * Runs a compiled mini program: its app, then its first page, on the document's body. A script that
 * throws is told, and what does not depend on it goes on: the page is rendered all the same.
 */
export function runMiniprogram(program: Miniprogram, { missing, thrown }: Trouble): void {
  const first = program.pages[0];
  if (first === undefined) return;
  const attempt = (run: () => void) => {
    try {
      run();
    } catch (error) {
      thrown(error);
    }
  };
  // Labels name their controls by id.
  glassEasel.globalOptions.writeIdToDOM = true;
  tellBar(program);
  runApp(program.scripts?.app, attempt);

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
    if (path !== 'app') space.globalComponentEnv(window, path, () => attempt(run));

  const backend = env.associateBackend(new PhoneBackend(missing));
  const root = backend.createRoot('page', space, first);
  const page = root.get() as unknown as Life;
  const place = document.createElement('page');
  document.body.append(place);
  attempt(() => page.onLoad?.({}));
  root.attach(...asBackendElements(document.body, place));
  tieControls(document.body);
  placeholderClass(document.body);
  attempt(() => page.onShow?.());
  attempt(() => page.onReady?.());
}

function runApp(run: (() => void) | undefined, attempt: (run: () => void) => void): void {
  let app: Life & object = {};
  Object.assign(window, {
    App: (definition: Life) => {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: () => [],
  });
  if (run) attempt(run);
  attempt(() => app.onLaunch?.call(app, {}));
  attempt(() => app.onShow?.call(app, {}));
}

/** glass-easel describes the DOM in types of its own. */
function asBackendElements(...elements: HTMLElement[]) {
  return elements as unknown as [
    glassEasel.GeneralBackendElement,
    glassEasel.GeneralBackendElement,
  ];
}

/**
 * Tells what stands in the navigation bar, by app.json's `window` and the page's own JSON, with
 * `@name` taken from theme.json in the theme of the moment.
 * Source: developers.weixin.qq.com/miniprogram/dev/framework/ability/darkmode.html
 */
function tellBar({ pages, configs, theme }: Miniprogram): void {
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
