import { build } from 'esbuild';
import { codeTable } from '../../cloudfunctions/shared/codes/codes';
import { dropCodeTexts } from './dropCodeTexts';
import { projectRoot } from './projectRoot';

describe('dropCodeTexts', () => {
  test('the table keeps all that a function asks, and its shape, but no text', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: "export { codeTable } from './cloudfunctions/shared/codes/codes'",
        resolveDir: projectRoot,
      },
      bundle: true,
      format: 'cjs',
      write: false,
      plugins: [dropCodeTexts()],
    });
    const module: { exports: { codeTable?: unknown } } = { exports: {} };
    new Function('module', outputFiles[0]?.text ?? '')(module);
    const empty = { en: '', zh: '' };
    expect(module.exports.codeTable).toEqual(
      codeTable.map((entry) => ({
        ...entry,
        wechatText: '',
        meaning: empty,
        remedy: empty,
        ...(entry.about && { about: empty }),
      })),
    );
  });
});
