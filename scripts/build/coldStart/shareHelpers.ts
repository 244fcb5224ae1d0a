import { createHash } from 'node:crypto';
import { sdkModulePrefix } from './unpackSdk';

/** `var __importStar = (this && this.__importStar) || …;` as tsc writes it at the top of a file. */
const helper = /^var (__\w+) = \(this && this\.\1\) \|\| [\s\S]*?^\}.*;$/gm;

/**
 * tsc writes the functions that help it into each file anew, 28 times in all. Each kind becomes a
 * module, which the files share.
 * @param helpers gets the modules, by the name under which they are required
 */
export function shareHelpers(source: string, helpers: Map<string, string>): string {
  const texts = new Map([...source.matchAll(helper)].map(([text, name = '']) => [name, text]));
  const rest = source.replace(helper, '');
  return source.replace(helper, (text, name: string) => {
    if (!rest.includes(name)) return '';
    const contents = `${withWhatItUses(text, texts).join('\n')}\nmodule.exports = ${name};`;
    // By what is in it: the order in which files are read is another one each time.
    const sum = createHash('sha256').update(contents).digest('hex').slice(0, 8);
    const path = `${sdkModulePrefix}helper/${name}/${sum}`;
    helpers.set(path, contents);
    return `var ${name} = require("${path}");`;
  });
}

/** A helper may call another one. */
function withWhatItUses(text: string, texts: ReadonlyMap<string, string>): string[] {
  const used = [...texts].filter(([name, other]) => other !== text && text.includes(name));
  return [...used.flatMap(([, other]) => withWhatItUses(other, texts)), text];
}
