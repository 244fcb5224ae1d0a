const message = /^\$root\.(\w+) = (\(function\(\) \{\n[\s\S]*?\n\}\)\(\);)\n/gm;
const comment = /\/\*[\s\S]*?\*\//g;

/**
 * A module that protobufjs generated defines every message of a protocol at once, each with a dozen
 * functions; a call uses five. Each becomes a module of its own, loaded when `$root.<message>` is
 * first read.
 *
 * @param name the module's own; the modules of its messages are called `<name>#<message>`
 * @param prefix before names in `require`
 * @throws where the module holds anything else between its messages
 */
export function splitMessages(source: string, name: string, prefix: string): Map<string, string> {
  const [header = '', ...gaps] = source.split(message).filter((_, index) => index % 3 === 0);
  const footer = gaps.pop();
  if (footer === undefined || gaps.some((gap) => gap.replace(comment, '').trim() !== '')) {
    throw new Error(`${name} does not define one protobuf message after the other as it did`);
  }
  const modules = new Map<string, string>();
  const getters: string[] = [];
  for (const [, title = '', definition = ''] of source.matchAll(message)) {
    const part = `${name}#${title}`;
    modules.set(part, `${header}\nmodule.exports = ${definition}`);
    getters.push(
      `Object.defineProperty($root, '${title}', { configurable: true, enumerable: true, get: () => require('${prefix}${part}') });`,
    );
  }
  return modules.set(name, [header, ...getters, footer].join('\n'));
}
