import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomes } from '../cloudfunctions/customerMessage/outcomes';
import {
  type Cause,
  type CodeEntry,
  causes,
  codeTable,
} from '../cloudfunctions/shared/codes/codes';
import { projectRoot } from './build/projectRoot';
import type { Language, Texts } from './cli/language';
import { runProcess } from './cli/runProcess';
import { optionTable } from './simulator/config/options';

/** A page for people: README or a file of docs/. Each exists in both languages. */
export interface Page {
  /** Relative to the project's root, `docs/https.md`. */
  path: string;
  language: Language;
}

/** Every page, English before Chinese. */
export function listPages(): readonly Page[] {
  const docs = readdirSync(join(projectRoot, 'docs')).filter((file) => file.endsWith('.md'));
  return ['README.md', 'README.zh-CN.md', ...docs.map((file) => `docs/${file}`)].map((path) => ({
    path,
    language: path.endsWith('.zh-CN.md') ? 'zh' : 'en',
  }));
}

/** The parts of pages that are written from the code's own tables, by their marker's name. */
export const sections: Readonly<Record<string, (language: Language) => string>> = {
  codes: (language) =>
    markdownTable(
      {
        en: ['errCode', 'name', 'WeChat says', 'what it means', 'what to do now'],
        zh: ['errCode', '名称', '微信的说明', '含义', '现在怎么办'],
      }[language],
      [...codeTable, ...causes].map((code) => [
        'errCodes' in code ? code.errCodes.join(', ') : String(code.errCode),
        `\`${code.name}\``,
        'errCodes' in code ? `… ${code.wechatText} …` : code.wechatText,
        textsOf(code, 'meaning', language),
        textsOf(code, 'remedy', language),
      ]),
    ),
  outcomes: (language) =>
    markdownTable(
      { en: ['`outcome`', 'what it means'], zh: ['`outcome`', '含义'] }[language],
      Object.entries(outcomes).map(([outcome, means]) => [`\`${outcome}\``, means[language]]),
    ),
  options: (language) =>
    markdownTable(
      {
        en: ['option', 'accepted', 'default', 'what is undocumented, and why this default'],
        zh: ['选项', '可取的值', '默认值', '文档没有写明的是什么，为什么这样默认'],
      }[language],
      optionTable.map((option) => [
        `\`${option.name}\``,
        `\`${option.values}\``,
        `\`${JSON.stringify(option.default)}\``,
        option.reason[language],
      ]),
    ),
};

/**
 * A page with every generated part written again. A part stands between `<!-- NAME -->` and
 * `<!-- /NAME -->`, each on a line of its own. Throws where a part is not closed or not known.
 */
export function fillSections(page: string, language: Language): string {
  for (const [, name = ''] of page.matchAll(/^<!-- (\w+) -->$/gm)) {
    if (!sections[name]) throw new Error(`there is no generated part <!-- ${name} -->`);
    if (!page.includes(`\n<!-- /${name} -->`)) throw new Error(`<!-- ${name} --> is not closed`);
  }
  return page.replace(
    /^<!-- (\w+) -->\n[\s\S]*?\n<!-- \/\1 -->$/gm,
    (_, name: string) => `<!-- ${name} -->\n\n${sections[name]?.(language)}\n\n<!-- /${name} -->`,
  );
}

/** The general text, and behind it what is said instead of one of our functions. */
function textsOf(code: Cause | CodeEntry, part: 'meaning' | 'remedy', language: Language): string {
  const special = Object.entries('about' in code ? (code.about ?? {}) : {}).flatMap(
    ([subject, said]) => (said[part] ? [`**${subject}**: ${said[part][language]}`] : []),
  );
  return [code[part][language], ...special].join('<br>');
}

/** A Markdown table; what would break out of a cell is escaped. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const about: Texts = {
  en: "Writes the docs' tables again from the code: error codes, the simulator's options.",
  zh: '根据代码重新生成文档中的表格：错误码、模拟器选项。',
};
const written: Texts = { en: 'updated', zh: '已更新' };
const upToDate: Texts = { en: 'Everything is up to date.', zh: '都已是最新。' };

if (require.main === module) {
  runProcess('npm run docs --', ({ program, language, terminal }) => {
    program.description(about[language]).action(() => {
      const changed = listPages().filter((page) => {
        const file = join(projectRoot, page.path);
        const before = readFileSync(file, 'utf8');
        const after = fillSections(before, page.language);
        if (after === before) return false;
        writeFileSync(file, after);
        terminal.out(`${page.path}: ${written[language]}\n`);
        return true;
      });
      if (changed.length === 0) terminal.out(`${upToDate[language]}\n`);
    });
  });
}
