import type { Language } from '../cli/language';
import { sections } from './sections';

/**
 * A README with every generated part written anew. A part stands between `<!-- NAME -->` and
 * `<!-- /NAME -->`, each on a line of its own; throws where one of them is missing.
 */
export function fillSections(readme: string, language: Language): string {
  return Object.entries(sections).reduce((text, [name, render]) => {
    const open = `<!-- ${name} -->\n`;
    const close = `\n<!-- /${name} -->`;
    const from = text.indexOf(open);
    const to = text.indexOf(close, from);
    if (from < 0 || to < 0) throw new Error(`the README has no part <!-- ${name} -->`);
    return `${text.slice(0, from + open.length)}\n${render(language)}\n${text.slice(to)}`;
  }, readme);
}
