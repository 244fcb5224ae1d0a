import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { fakeWx } from '../../../miniprogram/testing/fakeWx';
import { arrive, type TypingPage } from '../../../miniprogram/testing/openPage';
import {
  compileWxml,
  compileWxss,
  whyNoCompilers,
} from '../../../miniprogram/testing/wechatCompilers';

const built = join(__dirname, '../../../dist/miniprogram');
const pageScript = readFileSync(join(built, 'pages/typing/index.js'), 'utf8');

/** Runs a built script as a phone does: no Node, no `require`, nothing but the mini program's own. */
function runOnPhone(script: string, globals: object): void {
  runInContext(script, createContext({ setTimeout, clearTimeout, module: {}, ...globals }));
}

test('the built page runs with nothing of Node, and shows what came of a press', async () => {
  const { wx, phone } = fakeWx({ language: 'en' });
  let page: TypingPage | undefined;
  runOnPhone(pageScript, {
    wx,
    Page: (options: TypingPage) => {
      page = Object.assign(options, {
        setData(this: TypingPage, changes: object) {
          Object.assign(this.data, changes);
        },
      });
    },
  });
  page?.onLoad();
  page?.pressTyping();
  phone.calls[0]?.resolve({ result: { errCode: 45081, errMsg: 'typing' }, requestID: 'r' });
  await arrive();
  expect(phone.title).toBe('Typing status');
  expect(page?.data.results).toMatchObject([{ code: '45081', name: 'ALREADY_TYPING' }]);
});

test('the built app initialises the cloud once', () => {
  const inits: object[] = [];
  runOnPhone(readFileSync(join(built, 'app.js'), 'utf8'), {
    wx: { cloud: { init: (options: object) => inits.push(options) } },
    App: ({ onLaunch }: { onLaunch(): void }) => onLaunch(),
  });
  expect(inits).toMatchObject([{ traceUser: true }]);
});

test.each(['app.js', 'pages/typing/index.js'])(
  'the built %s is of ES2015, for project.config.json leaves it as it is',
  (file) => {
    const script = readFileSync(join(built, file), 'utf8');
    const lowered = transformSync(script, { target: 'es2015', charset: 'utf8' }).code;
    const asIs = transformSync(script, { target: 'esnext', charset: 'utf8' }).code;
    expect(lowered).toBe(asIs);
    expect(() => runOnPhone(`(function () {${script}\n})`, {})).not.toThrow();
  },
);

test('the built page calls nothing of the library that came after ES2015', () => {
  const later =
    /\.(?:flatMap|flat|matchAll|replaceAll|at|padStart|padEnd|findLast|allSettled|hasOwn|finally|includes)\(|Object\.(?:entries|values|fromEntries|hasOwn)|globalThis|structuredClone/g;
  expect(pageScript.match(later) ?? []).toEqual([]);
});

test('each style that asks for env() has one before it for a WebView without it', () => {
  for (const file of ['app.wxss', 'pages/typing/index.wxss']) {
    const lines = readFileSync(join(built, file), 'utf8').split('\n');
    lines.forEach((line, at) => {
      if (!/\benv\(/.test(line.replace(/\/\*.*?\*\//g, ''))) return;
      const property = /^\s*([\w-]+):/.exec(line)?.[1];
      expect(lines[at - 1]).toMatch(new RegExp(`^\\s*${property}:(?!.*\\benv\\().*;$`));
    });
  }
});

const why = whyNoCompilers();
(why ? test.skip : test)(
  `WeChat's own compilers take what is built${why && ` — NOT RUN: ${why}`}`,
  () => {
    compileWxml(built);
    compileWxss(built, ['app', 'pages/typing/index']);
  },
);
