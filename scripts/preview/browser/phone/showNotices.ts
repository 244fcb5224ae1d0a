import type { Problem } from '../../compile/problem';
import { h, problemItem } from '../dom';
import type { Say } from '../texts';
import { MissingError } from './wx';

/** What the phone has to say about the mini program itself: over the page, never only in a console. */
export interface Notices {
  /** What did not compile. With errors among them nothing else is on the screen. */
  problems(problems: Problem[]): void;
  /** Something of WeChat's that the preview has not got. */
  missing(what: string): void;
  /** An error that the page's script threw. */
  thrown(error: unknown): void;
}

export function showNotices(say: Say): Notices {
  const list = h('div', { class: 'notices', role: 'alert' });
  const said = new Set<string>();
  const add = (kind: string, title: string, ...details: HTMLElement[]) => {
    const key = [title, ...details.map(({ textContent }) => textContent)].join('\n');
    if (said.has(key)) return;
    said.add(key);
    const close = h('button', {
      type: 'button',
      class: 'notice__close',
      'aria-label': say('closeNotice'),
      onclick: () => {
        said.delete(key);
        notice.remove();
      },
    });
    const notice = h(
      'section',
      { class: `notice notice--${kind}` },
      h('h2', {}, title),
      ...details,
      close,
    );
    list.append(notice);
    if (!list.isConnected) document.body.append(list);
  };
  return {
    problems(problems) {
      const isError = problems.some(({ severity }) => severity === 'error');
      document.body.classList.toggle('does-not-compile', isError);
      if (problems.length === 0) return;
      const title = say(isError ? 'doesNotCompile' : 'compilesWithWarnings');
      add(isError ? 'error' : 'warning', title, ...problems.map(problemItem));
    },
    missing: (what) => add('warning', say('missing', { what })),
    thrown(error) {
      if (error instanceof MissingError) return;
      add('error', say('pageThrew'), h('pre', {}, messageOf(error)));
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
