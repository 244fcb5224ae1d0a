import type { ResultView } from '../pages/typing/describeResult';

/** The page as a test uses it: its data, and the handlers that its WXML names. */
export interface TypingPage {
  data: {
    t: Record<string, unknown>;
    waiting: string;
    openid: string;
    openidMissing: boolean;
    results: ResultView[];
    dropped: number;
    droppedNote: string;
    copied: string;
    copyFailed: boolean;
  };
  setData(changes: object): void;
  onLoad(): void;
  chooseMyself(): void;
  chooseSomebody(): void;
  typeOpenid(event: { detail: { value: string } }): void;
  pressTyping(): void;
  pressCancelTyping(): void;
  copy(event: { currentTarget: { dataset: { id: string } } }): void;
}

/** Opens pages/typing/index, newly loaded, on a phone with this `wx`. */
export function openPage(wx: object): TypingPage {
  let opened: TypingPage | undefined;
  const Page = (options: TypingPage) => {
    opened = Object.assign(Object.create(options) as TypingPage, {
      data: asSent(options.data),
      setData(this: TypingPage, changes: object) {
        Object.assign(this.data, asSent(changes));
      },
    });
  };
  Object.assign(globalThis, { wx, Page });
  jest.isolateModules(() => require('../pages/typing/index'));
  if (!opened) throw new Error('pages/typing/index.ts called no Page()');
  opened.onLoad();
  return opened;
}

/** Data goes from script to screen as JSON: what JSON can't hold does not arrive. */
function asSent<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

/** Lets what was settled arrive: a promise takes a few turns. */
export async function arrive(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
