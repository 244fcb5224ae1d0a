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

test('the built scripts are of ES2018, for project.config.json leaves them as they are', () => {
  const lowered = transformSync(pageScript, { target: 'es2018', charset: 'utf8' }).code;
  const asIs = transformSync(pageScript, { target: 'esnext', charset: 'utf8' }).code;
  expect(lowered).toBe(asIs);
});

const why = whyNoCompilers();
(why ? test.skip : test)(
  `WeChat's own compilers take what is built${why && ` — NOT RUN: ${why}`}`,
  () => {
    compileWxml(built);
    compileWxss(built, ['app', 'pages/typing/index']);
  },
);
