import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileWxml, compileWxss, whyNoCompilers, withCopy } from '../../testing/wechatCompilers';

const why = whyNoCompilers();
const describeCompiled = why ? describe.skip : describe;
const sheets = ['app', 'pages/typing/index'];

describeCompiled(`WeChat's own compilers${why && ` — NOT RUN: ${why}`}`, () => {
  test('take every WXML and WXSS of the mini program', () => {
    withCopy((folder) => {
      compileWxml(folder);
      compileWxss(folder, sheets);
    });
  });

  test('refuse a WXML with an end tag missing, by file and line', () => {
    withCopy((folder) => {
      const page = join(folder, 'pages/typing/index.wxml');
      writeFileSync(page, readFileSync(page, 'utf8').replace('</view>', ''));
      expect(() => compileWxml(folder)).toThrow(/pages\/typing\/index\.wxml:\d+:\d+/);
    });
  });

  test('refuse a WXML with a broken expression', () => {
    withCopy((folder) => {
      appendFileSync(join(folder, 'pages/typing/index.wxml'), '<view>{{ t. }}</view>');
      expect(() => compileWxml(folder)).toThrow(/index\.wxml/);
    });
  });

  test.each(sheets)('refuse %s.wxss with a block left open, by file and line', (sheet) => {
    withCopy((folder) => {
      appendFileSync(join(folder, `${sheet}.wxss`), '.open { color: red');
      expect(() => compileWxss(folder, sheets)).toThrow(
        new RegExp(`${sheet}\\.wxss\\(\\d+:\\d+\\)`),
      );
    });
  });
});
