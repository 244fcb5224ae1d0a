import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import type { CommandContext } from '../cli/runCommand';
import { languages } from './browser/language';
import { launchBrowser } from './launchBrowser';
import { screenshotTexts } from './screenshotTexts';
import { startPreview } from './startPreview';
import { takeScreenshot } from './takeScreenshot';

/** By language, as the READMEs show them. */
const files = { en: 'preview.webp', zh: 'preview.zh-CN.webp' } as const;

/** A README that takes longer to load than to read helps nobody. */
const limitBytes = 300_000;

/** `npm run screenshot`: pictures of the preview for the READMEs, as it is now. */
export function screenshotCommand({ program, language, terminal }: CommandContext): void {
  const text = (name: keyof typeof screenshotTexts) => screenshotTexts[name][language];

  program
    .description(text('description'))
    .option('--out <folder>', text('out'), join(projectRoot, 'docs'))
    .action(async ({ out }: { out: string }) => {
      const outDir = await mkdtemp(join(tmpdir(), 'preview-'));
      const browser = await launchBrowser();
      try {
        await mkdir(out, { recursive: true });
        for (const spoken of languages) {
          const preview = await startPreview({ outDir });
          const picture = await takeScreenshot(browser, preview.url, spoken);
          await preview.close();
          const file = join(out, files[spoken]);
          const size = `${Math.round(picture.length / 1000)} KB`;
          if (picture.length > limitBytes) throw new Error(`${file}: ${size}, ${text('tooLarge')}`);
          await writeFile(file, picture);
          terminal.out(`${file}  ${size}\n`);
        }
      } finally {
        await browser.close();
        await rm(outDir, { recursive: true, force: true });
      }
    });
}
