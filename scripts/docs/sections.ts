import { codes } from '../../cloudfunctions/shared/codes/codes';
import type { Language } from '../cli/language';
import { optionTable } from '../simulator/config/options';
import { markdownTable } from './markdownTable';

/** The parts of the READMEs that are written from the code's own tables, by their marker's name. */
export const sections: Readonly<Record<string, (language: Language) => string>> = {
  codes: (language) =>
    markdownTable(
      {
        en: ['errCode', 'name', 'WeChat says', 'what it means', 'what to do now'],
        zh: ['errCode', '名称', '微信的说明', '含义', '现在怎么办'],
      }[language],
      codes.map((code) => [
        String(code.errCode),
        `\`${code.name}\``,
        code.wechatText,
        code.meaning[language],
        code.remedy[language],
      ]),
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
