import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runCommand } from './cli/runCommand';
import { fillSections } from './docs/fillSections';
import { readmes } from './docs/readmes';

const texts = {
  about: {
    en: "Writes the READMEs' tables anew from the code: error codes, the simulator's options.",
    zh: '根据代码重新生成 README 中的表格：错误码、模拟器选项。',
  },
  same: { en: 'is up to date', zh: '已是最新' },
  written: { en: 'written anew', zh: '已更新' },
};

runCommand('npm run docs --', ({ program, language, terminal }) => {
  program.description(texts.about[language]).action(() => {
    for (const readme of readmes) {
      const before = readFileSync(readme.file, 'utf8');
      const after = fillSections(before, readme.language);
      if (after !== before) writeFileSync(readme.file, after);
      const what = after === before ? texts.same : texts.written;
      terminal.out(`${basename(readme.file)}: ${what[language]}\n`);
    }
  });
}).then((code) => {
  process.exitCode = code;
});
