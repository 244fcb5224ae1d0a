import { build } from 'esbuild';
import { codes } from '../../cloudfunctions/shared/codes/codes';
import { dropCodeTexts } from './dropCodeTexts';
import { projectRoot } from './projectRoot';

describe('dropCodeTexts', () => {
  test('the table keeps all that a function asks, and its shape, but no text', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: "export { codes } from './cloudfunctions/shared/codes/codes'",
        resolveDir: projectRoot,
      },
      bundle: true,
      format: 'cjs',
      write: false,
      plugins: [dropCodeTexts()],
    });
    const module: { exports: { codes?: unknown } } = { exports: {} };
    new Function('module', outputFiles[0]?.text ?? '')(module);
    const empty = { en: '', zh: '' };
    expect(module.exports.codes).toEqual(
      codes.map((entry) => ({ ...entry, wechatText: '', meaning: empty, remedy: empty })),
    );
  });
});
